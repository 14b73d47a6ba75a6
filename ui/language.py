"""The language of the page that is being made: Indonesian as it is written in the code, English from one message catalogue.

The sentence in the code is the key: `_("Belum ada edisi")`. Values go in by name, after translation:
`_("Naik {change} dari {before}", change=..., before=...)`; with components among them: `_with("Lihat {page}.", page=...)`.
Text that exists at import is marked `N_("...")` there and translated with `_` when it is drawn. Declarations bring both
languages themselves: `said(kpi.name)`. Words of the data (citations, remarks) go through `ui.cited`.

The catalogue is `translations/en.po`; `make translations` adds new sentences to it. A sentence without a translation is
shown in Indonesian, and a test fails. How to add one: docs/terjemahan.md.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib.resources import files

from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from catalogue.models import Bilingual

LANGUAGES = ("id", "en")
LOCALES = {"id": "id_ID", "en": "en_GB"}
DATA = "data"  # the context of messages that are words of the data, not of the program
_spoken: ContextVar[str] = ContextVar("language", default="id")
_PLACE = re.compile(r"\{(\w+)\}")


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Everything drawn inside is in `language`, one of `LANGUAGES`."""
    token = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(token)


def spoken() -> str:
    """The language of the page that is being made: `id` or `en`."""
    return _spoken.get()


def locale() -> str:
    """Babel's name for the numbers and dates of that language."""
    return LOCALES[spoken()]


def _(sentence: str, /, **values) -> str:
    """`sentence` in the language of the page, with `values` put in by name."""
    words = _forms(sentence)[0]
    return words.format(**values) if values else words


def _n(sentence: str, n: int, /, **values) -> str:
    """A sentence about `n` things: Indonesian has one form, English two. `{n}` is written as a number unless given as text."""
    forms = _forms(sentence)
    return forms[0 if n == 1 else -1].format(**({"n": format_decimal(n, locale=locale())} | values))


def _with(sentence: str, /, **parts) -> list:
    """A sentence with components or lists of components in it: its pieces, in the order of the language."""
    pieces = []
    for index, text in enumerate(_PLACE.split(_forms(sentence)[0])):
        part = parts[text] if index % 2 else text
        pieces += part if isinstance(part, list) else [part] if part else []
    return pieces


def N_(sentence: str) -> str:
    """Marks a sentence for the catalogue where no page is being made yet; draw it with `_`."""
    return sentence


def said(text: Bilingual) -> str:
    """A declared sentence in the language of the page."""
    return getattr(text, spoken())


def translated(text: str) -> str | None:
    """Words of the data in the language of the page; None when nobody has translated them."""
    return text if spoken() == "id" else _messages(spoken()).get((DATA, text), (None,))[0]


def _forms(sentence: str) -> tuple[str, ...]:
    return (sentence,) if spoken() == "id" else _messages(spoken()).get((None, sentence), (sentence,))


@cache
def _messages(language: str) -> Mapping[tuple[str | None, str], tuple[str, ...]]:
    """(context, Indonesian sentence) -> its forms; untranslated and doubtful entries are left out."""
    with files("ui").joinpath("translations", f"{language}.po").open("rb") as file:
        catalogue = read_po(file, locale=language)
    found = {}
    for message in catalogue:
        key, forms = (part if isinstance(part, tuple) else (part,) for part in (message.id, message.string))
        if message.id and not message.fuzzy and all(forms):
            found[message.context, key[0]] = tuple(forms)
    return found
