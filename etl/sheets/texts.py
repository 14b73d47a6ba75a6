"""What stands in a cell: words compared without their dress, figures with their signs and marks. No figure is guessed."""

import re
from dataclasses import dataclass

from catalogue.sheets import Sheet
from etl.sheets.workbook import Cell

SPACES = " \u00a0\u2007\u2009\u202f"
GROUPED = re.compile(rf"-?[0-9]{{1,3}}([{SPACES}][0-9]{{3}})+")
FORMS = {  # as in etl/sql/macros.sql, where the staged figure is read
    "plain": (re.compile(r"-?[0-9]+(\.[0-9]+)?"), "", "."),
    "id": (re.compile(r"-?([0-9]{1,3}(\.[0-9]{3})+|[0-9]+)(,[0-9]+)?"), ".", ","),
    "en": (re.compile(r"-?([0-9]{1,3}(,[0-9]{3})+|[0-9]+)(\.[0-9]+)?"), ",", "."),
}


def plain(text: Cell) -> str:
    """Lower case, one blank between words, no line break or underscore: what patterns are searched in."""
    return re.sub(r"[\s_]+", " ", "" if text is None else str(text)).strip().lower()


def bare(text: str) -> str:
    """Letters and digits only: `Ma'rang & Soka` and `MARANG SOKA` are the same name."""
    return re.sub(r"[\W_]+", "", text).casefold()


def has(patterns, text: str) -> bool:
    """Whether any pattern is found in a plain text."""
    return any(re.search(pattern, text) for pattern in patterns)


def written(cell: Cell, number_format: str) -> str:
    """A cell as text. A number cell knows its value, so it is written in the source's own format and read back the same."""
    if cell is None:
        return ""
    if isinstance(cell, float):
        text = str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
        return text.replace(".", FORMS[number_format][2])
    return str(cell)


def number_of(text: str, number_format: str) -> float | None:
    """The figure a text holds in the declared format, or None."""
    form, group, point = FORMS[number_format]
    if not form.fullmatch(text):
        return None
    return float((text.replace(group, "") if group else text).replace(point, "."))


@dataclass(frozen=True)
class Figure:
    """One figure's cell. `text` is what is staged; `state`: number, none (a sign of zero), no_data, blank, odd."""

    printed: str
    text: str
    state: str
    number: float | None = None
    mark: str | None = None


def figure(cell: Cell, sheet: Sheet, number_format: str) -> Figure:
    """Read a cell of a column of figures: signs keep their meaning, a mark is taken off and kept."""
    printed = written(cell, number_format)
    if not printed:
        return Figure("", "", "blank")
    if printed in sheet.no_data_signs:
        return Figure(printed, "", "no_data")
    if printed in sheet.zero_signs:
        return Figure(printed, "0", "none", 0.0)
    text, mark = _ungrouped(printed), None
    number = number_of(text, number_format)
    for sign in sorted(sheet.marks, key=len, reverse=True) if number is None else ():
        rest = _ungrouped(printed.removesuffix(sign).strip())
        if printed.endswith(sign) and number_of(rest, number_format) is not None:
            text, mark, number = rest, sign, number_of(rest, number_format)
            break
    return Figure(printed, text, "odd" if number is None else "number", number, mark)


def _ungrouped(text: str) -> str:
    """`9 688` with blanks of any width between groups of three digits, without them."""
    return re.sub(f"[{SPACES}]", "", text) if GROUPED.fullmatch(text) else text
