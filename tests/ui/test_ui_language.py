"""English is complete: every sentence of the program is in the catalogue, and no Indonesian stands in the code outside it."""

import ast
import re
from pathlib import Path
from typing import get_args

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from catalogue.received import ColumnType
from docs.translations import DATA, KEYWORDS, ROOT, collected, untold
from ui.cited import cited, cited_plainly, pieces
from ui.language import _, _n, _with, speaking
from ui.satu_data import TYPE_WORDS
from ui.static import to_html

ROOMS = ("ui", "pages", "web", "store")
DRAWN = ("ui", "pages")  # rooms whose words a reader of pages sees; answers of the API (web) stay Indonesian
MODULES = [path for room in DRAWN for path in sorted((ROOT / room).glob("*.py"))]
FUNCTION_WORDS = re.compile(
    r"\b(yang|dan|dari|belum|tidak|pada|untuk|dengan|menurut|tersedia|ini|itu|di|ke|sejak|atau|bukan|tiap|semua|hanya|"
    r"lebih|oleh|karena|sudah|akan|juga|antara|sebagai|adalah|ada|tanpa|agar|bila|jika)\b",
    re.IGNORECASE,
)
PLACE = re.compile(r"\{(\w+)\}")
OFFICIAL_FORMS = "satu_data.py"  # forms of Satu Data Indonesia, Indonesian in both languages and marked so where shown
NAMED_BY = ("aria-label", "title", "alt", "placeholder")  # attributes whose values are read
SAME_IN_BOTH = {"CSV", "JSON", "XLSX", "PDF", "PPTX", "PNG", "OpenAPI", "English", "Bahasa Indonesia", "km²"}  # names


@pytest.fixture(scope="module")
def english() -> Catalog:
    with (ROOT / "ui" / "translations" / "en.po").open("rb") as file:
        return read_po(file, locale="en")


@pytest.fixture(scope="module")
def found() -> tuple[Catalog, set[str]]:
    """What the extraction finds: messages of the program, words of the data."""
    return collected()


def key_of(message) -> tuple[str | None, str]:
    return message.context, message.id if isinstance(message.id, str) else message.id[0]


def forms_of(message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


def untranslated(template: Catalog, english: Catalog) -> list[str]:
    """Sentences of the template that have no English, or one that is marked as doubtful."""
    known = {key_of(one): one for one in english if one.id}
    return [
        key[1]
        for key in (key_of(one) for one in template if one.id)
        if key not in known or known[key].fuzzy or not all(forms_of(known[key]))
    ]


def test_every_sentence_has_its_english(found, english):
    template, _data = found
    assert len([one for one in template if one.id]) > 250
    assert untranslated(template, english) == []


def test_every_word_of_the_data_has_its_english(found):
    _template, data = found
    assert len(data) > 400
    assert untold(data) == set()


def test_no_english_is_left_of_a_sentence_that_is_gone(found, english):
    template, data = found
    asked = {key_of(one) for one in template if one.id} | {(DATA, piece) for text in data for piece in pieces(text)}
    assert [key_of(one) for one in english if one.id and key_of(one) not in asked] == []
    assert list(english.obsolete) == []


def test_a_sentence_and_its_english_name_the_same_values(english):
    for message in (one for one in english if one.id and one.context is None):
        own = set(PLACE.findall(key_of(message)[1]))
        for form in forms_of(message):
            told = set(PLACE.findall(form))
            # a Roman quarter may become a digit: the sentence is given both
            assert told - {"digit"} <= own, message.id
            assert own - told <= ({"roman"} if "digit" in told else set()), message.id


def test_a_new_sentence_without_english_is_named(english, tmp_path):
    """The whole way from a module to the failing test's message: extraction, catalogue, comparison."""
    for room in (*ROOMS, "exports", "data"):
        (tmp_path / room).mkdir()
    module = tmp_path / "pages" / "baru.py"
    module.write_text('words = _("Kalimat yang belum diterjemahkan {n}", n=1)\ncount = _n("{n} jembatan", 2)\n')
    (tmp_path / "store" / "door.py").write_text(
        'raise NotThere("jalan", "jalan \'{road}\' tidak ada", [], road="x")\n', encoding="utf-8"
    )
    template, _data = collected(tmp_path, names=())
    assert sorted(untranslated(template, english)) == [
        "Kalimat yang belum diterjemahkan {n}",
        "jalan '{road}' tidak ada",
        "{n} jembatan",
    ]
    for message in template:
        message.string = ("a {n}", "b {n}") if isinstance(message.id, tuple) else "x"
        message.flags.add("fuzzy") if "jalan" in str(message.id) else None
    assert untranslated(template, template) == ["jalan '{road}' tidak ada"]


def calls(tree: ast.AST, *names: str) -> list[ast.Call]:
    found = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
    return [
        node for node in found if getattr(node.func, "id", None) in names or getattr(node.func, "attr", None) in names
    ]


def sentence_of(call: ast.Call) -> ast.expr | None:
    """The argument that is the sentence: the second of `NotThere`, else the first."""
    place = 1 if getattr(call.func, "id", None) == "NotThere" else 0
    return call.args[place] if len(call.args) > place else None


def test_every_marked_sentence_is_found_by_the_extraction(found):
    """A sentence inside an f-string, glued together, or made of values would never reach the catalogue."""
    template, _data = found
    known = {key_of(one)[1] for one in template if one.id}
    for path in (path for room in ROOMS for path in sorted((ROOT / room).glob("*.py"))):
        for call in calls(ast.parse(path.read_text(encoding="utf-8")), *KEYWORDS):
            sentence = sentence_of(call)
            where = f"{path.relative_to(ROOT)}:{call.lineno}"
            assert not isinstance(sentence, (ast.JoinedStr, ast.BinOp)), f"{where}: write one sentence with {{values}}"
            if isinstance(sentence, ast.Constant):
                assert sentence.value in known, f"{where}: {sentence.value!r} is not extracted; move it out"
            assert not (getattr(call.func, "id", None) == "NotThere" and not isinstance(sentence, ast.Constant)), where


def marked(tree: ast.AST) -> set[ast.AST]:
    """String nodes that are translated, or no words: sentences of marked calls, docstrings, keys of dicts and arguments."""
    kept = {sentence_of(call) for call in calls(tree, *KEYWORDS)}
    for node in ast.walk(tree):
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)) and node.body:
            first = node.body[0]
            kept.add(first.value if isinstance(first, ast.Expr) else None)
        if isinstance(node, ast.Subscript):
            kept.add(node.slice)
        if isinstance(node, ast.Dict):
            kept |= set(node.keys)
        if isinstance(node, ast.Raise) and getattr(getattr(node.exc, "func", None), "id", "") != "NotThere":
            kept |= set(ast.walk(node))  # faults of the program, for its makers
    for call in calls(tree, "register_page"):  # replaced by the page's own title, `data-title`
        kept |= {key.value for key in call.keywords if key.arg == "title"}
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            kept.add(node.value)  # the sentence under a field
    return kept


@pytest.mark.parametrize("path", MODULES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_no_indonesian_sentence_stands_outside_the_catalogue(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    allowed = marked(tree)
    found = [
        f"{path.name}:{node.lineno}: {node.value}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node not in allowed
        and path.name != OFFICIAL_FORMS
        and " " in node.value
        and FUNCTION_WORDS.search(node.value)
    ]
    assert found == []


def shown(node: ast.expr | None):
    """Literal texts that a component would show: itself, parts of an f-string, of a list, of a choice."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node
    elif isinstance(node, ast.JoinedStr):
        yield from (part for part in node.values if isinstance(part, ast.Constant))
    elif isinstance(node, (ast.List, ast.Tuple)):
        for part in node.elts:
            yield from shown(part)
    elif isinstance(node, ast.IfExp):
        yield from shown(node.body)
        yield from shown(node.orelse)
    elif isinstance(node, ast.BinOp):
        yield from shown(node.left)
        yield from shown(node.right)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_components_show_only_translated_words(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nodes = []
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        room = getattr(getattr(call.func, "value", None), "id", "")
        if room == "html" or (room == "dcc" and call.func.attr == "Link"):
            nodes += [node for argument in call.args[:1] for node in shown(argument)]
            nodes += [node for key in call.keywords if key.arg in ("children", "title") for node in shown(key.value)]
    for mapping in (node for node in ast.walk(tree) if isinstance(node, ast.Dict)):
        for key, value in zip(mapping.keys, mapping.values, strict=True):
            if isinstance(key, ast.Constant) and key.value in NAMED_BY:
                nodes += shown(value)
    found = [
        f"{path.name}:{node.lineno}: {node.value}"
        for node in nodes
        if re.search(r"[^\W\d_]{2,}", node.value) and node.value.strip() not in SAME_IN_BOTH
    ]
    assert found == []


def test_values_stand_where_the_language_wants_them():
    assert (
        _("Naik {change} dari {before} {when}", change="1", before="2", when="pada 2023") == "Naik 1 dari 2 pada 2023"
    )
    with speaking("en"):
        assert _("Kecamatan {name}", name="Padang Hulu") == "Padang Hulu District"
        assert _n("{n} kecamatan", 1) == "1 district"
        assert _n("{n} kecamatan", 1234) == "1,234 districts"
        assert _with("{subject} belum ada angkanya", subject=["X"]) == ["No figures yet: ", "X"]
        assert _("Kalimat yang tidak ada di katalog") == "Kalimat yang tidak ada di katalog"
    assert _n("{n} kecamatan", 1234) == "1.234 kecamatan"


def test_words_of_the_data_are_translated_or_marked_as_indonesian(found):
    unknown = "Harian Contoh, mengutip wali kota"
    assert to_html(cited(unknown)) == unknown
    with speaking("en"):
        assert to_html(cited(unknown)) == f'<span lang="id">{unknown}</span>'
        assert cited_plainly(unknown) == unknown
        assert cited("Antara, mengutip BNPB") == "Antara, quoting BNPB"
        assert cited("Antara, mengutip BNPB; SP2010") == "Antara, quoting BNPB; 2010 census"  # as the build joins them
        assert cited("Kliik.id, Juli 2025 (APBD)") == "Kliik.id, July 2025 (APBD)"
        assert to_html(cited(f"SP2010; {unknown}")).startswith('<span lang="id">SP2010; ')  # never half translated
        assert cited("SP2010, Tabel 3; SP2010, Tabel 3, 12") == "2010 census, Table 3; 2010 census, Tables 3, 12"
        modelled = "198.705 jiwa (Dukcapil 2024) × 3 TPS ÷ 485 TPS, sisa terbesar"
        assert str(cited(modelled)).startswith("198,705 people (civil register 2024) × 3 polling stations ÷ 485")
    assert "Antara, mengutip BNPB" in found[1]


def test_every_type_of_a_column_has_its_words():
    assert set(TYPE_WORDS) == set(get_args(ColumnType))


def test_no_module_of_pages_is_forgotten():
    assert Path(ROOT, "pages", "_frame.py") in MODULES
    assert len(MODULES) > 30
