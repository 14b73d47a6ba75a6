"""What the simulator on /spbe reads from its address, and how it is written there.

`skema`: the scheme (`pemdi-2026`). `lembar`: one character per indicator in the order of the sheet, `-` where it is not
filled in. `awal`: the sheet that moves are counted from. `ranah`: the four domain values joined by `_`. `target`: an
index to reach. A form sends a field for each indicator (`i1`, `i2`, ...) or domain (`r1`, ...): they are folded into
`lembar` and `ranah` before the page is made, so that every other link carries them.
"""

import re
from collections.abc import Sequence
from decimal import Decimal

from store import NotThere
from ui.scheme import Scheme, Sheet

NAMES = ("skema", "lembar", "awal", "ranah", "target")
FIELD = re.compile(r"([ir])([1-9]\d{0,2})")
FOLDED = {"i": "lembar", "r": "ranah"}
FIGURE = re.compile(r"\d(?:[.,]\d{1,4})?")
EMPTY = "-"


def without_simulation(query: dict) -> dict:
    """A query as the public reads it: names of the simulator are no names at all."""
    return {name: value for name, value in query.items() if name not in NAMES and not FIELD.fullmatch(name)}


def folded(query: dict) -> dict:
    """A query in which the fields of a form have become `lembar` and `ranah`."""
    kept = {name: value for name, value in query.items() if not FIELD.fullmatch(name)}
    given: dict[str, dict[int, str]] = {"i": {}, "r": {}}
    for name in query.keys() - kept.keys():
        letter, number = FIELD.fullmatch(name).groups()
        value = query[name]
        given[letter][int(number)] = value.strip() if isinstance(value, str) else "?"
    for letter, found in given.items():
        if found:
            parts = [found.get(n) or EMPTY for n in range(1, max(found) + 1)]
            whole = letter == "i" and all(len(part) == 1 for part in parts)
            kept[FOLDED[letter]] = "".join(parts) if whole else "_".join(parts) + "_" * (len(parts) == 1)
    return kept


def read_sheet(name: str, code: str, scheme: Scheme) -> dict[int, int | None]:
    """A sheet from its code. Raises `NotThere` with what is wrong."""
    parts = code.split("_") if "_" in code else list(code)
    sheet: dict[int, int | None] = {}
    for one, part in zip(scheme.indicators, parts, strict=False):
        if part in ("", EMPTY):
            sheet[one.no] = None
        elif part.isascii() and part.isdigit() and scheme.lowest <= int(part) <= scheme.highest:
            sheet[one.no] = int(part)
        else:
            raise NotThere(
                name,
                "indikator {no}: tingkat '{asked}' tidak ada; tulis bilangan bulat {low} sampai {high}, atau - bila belum diisi",
                no=one.no,
                asked=part[:20],
                low=scheme.lowest,
                high=scheme.highest,
            )
    if len(parts) != len(scheme.indicators):
        raise NotThere(
            name,
            "kode lembar berisi {n} tingkat, skema ini punya {whole} indikator; tulis satu angka per indikator, - bila belum diisi",
            n=len(parts),
            whole=len(scheme.indicators),
        )
    return sheet


def sheet_code(scheme: Scheme, sheet: Sheet) -> str:
    """The code of a sheet."""
    return "".join(EMPTY if sheet.get(one.no) is None else str(sheet[one.no]) for one in scheme.indicators)


def read_domains(code: str, scheme: Scheme, official: dict[str, Decimal]) -> dict[str, Decimal]:
    """Domain values from `ranah`; an empty one is the official one. Raises `NotThere` for what is no value of the scale."""
    parts = code.split("_")
    if len(parts) != len(official):
        raise NotThere(
            "ranah",
            "nilai domain berisi {n} angka, skema ini punya {whole} domain",
            n=len(parts),
            whole=len(official),
        )
    found = {}
    for (domain, printed), part in zip(official.items(), parts, strict=True):
        value = printed if part in ("", EMPTY) else _figure("ranah", part)
        if value != printed and not scheme.lowest <= value <= scheme.highest:
            raise NotThere(
                "ranah",
                "nilai domain '{asked}' di luar skala {low} sampai {high}",
                asked=part[:20],
                low=scheme.lowest,
                high=scheme.highest,
            )
        found[domain] = value
    return found


def domains_code(values: Sequence[Decimal]) -> str:
    """Domain values as `ranah` writes them."""
    return "_".join(f"{value:.2f}" for value in values)


def read_target(text: str) -> Decimal:
    """The index to reach. Raises `NotThere` for what is no index."""
    return _figure("target", text)


def _figure(name: str, text: str) -> Decimal:
    if not (text.isascii() and FIGURE.fullmatch(text)):
        raise NotThere(name, "'{asked}' bukan angka; tulis misalnya 3,50", asked=text[:20])
    return Decimal(text.replace(",", "."))
