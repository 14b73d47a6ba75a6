"""Finds the headings of a table in a sheet, over one or several rows, merged or not, and what each column is."""

import re
from dataclasses import dataclass, field

from catalogue import Source
from catalogue.sheets import Sheet
from etl.faults import FileFault
from etl.sheets.texts import has, plain
from etl.sheets.workbook import Cell, Grid

COLUMN_NUMBER = re.compile(r"[(\[]?[0-9]{1,2}[)\]]?|no\.?|nomor")
FIGURE = re.compile(r"-?[0-9][0-9.,\s]*[a-z*]{0,3}")
DEEPEST = 6  # rows of one heading


@dataclass(frozen=True)
class Table:
    """Rows `first` to `last` (inclusive) are its heading; data begins after. `values`: (our column, year or None) -> index."""

    first: int
    last: int
    name: int | None
    code: int | None
    parent: int | None
    values: dict[tuple[str, str | None], int]
    headings: dict[int, str] = field(default_factory=dict)  # index -> the heading as printed, lowest row first


def column_letter(index: int) -> str:
    """`A` for 0, `AB` for 27, as the spreadsheet names it."""
    letters = ""
    while index >= 0:
        letters, index = chr(ord("A") + index % 26) + letters, index // 26 - 1
    return letters


def tables_of(source: Source, grid: Grid, shown: str) -> list[Table]:
    """Every table of a sheet whose columns are recognised, from top to bottom. Raises `FileFault` when two columns claim
    to be the same figure."""
    sheet, filled, found, row = source.sheet, grid.filled(), [], 0
    while row < len(grid.rows):
        table = _table_at(source, grid, filled, row, shown) if _names_an_area(sheet, grid.rows[row]) else None
        if table is not None:
            found.append(table)
            row = table.last
        row += 1
    return found


def _names_an_area(sheet: Sheet, cells: list[Cell]) -> bool:
    return any(isinstance(c, str) and has([*sheet.area.name, *sheet.area.code], plain(c)) for c in cells)


def _table_at(source: Source, grid: Grid, filled: list[list[Cell]], row: int, shown: str) -> Table | None:
    sheet, area = source.sheet, source.sheet.area
    name, code = _column(grid.rows[row], area.name), _column(grid.rows[row], area.code)
    anchor = name if name is not None else code
    first, last = _band(sheet, grid, filled, row, anchor)
    band = _spread(filled[first : last + 1], grid, first, anchor)
    pieces = {c: _pieces([line[c] for line in band]) for c in range(len(band[0]))}
    joined = {
        c for (top, left), (bottom, right) in grid.merged if top <= last <= bottom for c in range(left + 1, right + 1)
    }
    values = _values(sheet, pieces, joined, shown, last)
    if not values:
        return None
    code = next((c for c, words in pieces.items() if any(has(area.code, w) for w in words)), None)
    parent = next((c for c, words in pieces.items() if c != name and any(has(area.parent, w) for w in words)), None)
    printed = {c: " · ".join(reversed(words)) for c, words in pieces.items()}
    return Table(first, last, name, code, parent, values, printed)


def _column(cells: list[Cell], patterns) -> int | None:
    return next((c for c, cell in enumerate(cells) if isinstance(cell, str) and has(patterns, plain(cell))), None)


def _band(sheet: Sheet, grid: Grid, filled: list[list[Cell]], row: int, anchor: int) -> tuple[int, int]:
    """First and last row of the heading around `row`: groups above it, further heading rows and column numbers below."""
    first = row
    while first > 0 and row - first < DEEPEST and _is_group_row(grid.rows[first - 1], anchor):
        first -= 1
    last = row
    for below in range(row + 1, min(row + DEEPEST, len(grid.rows))):
        own, cell = [c for c in grid.rows[below] if c is not None], filled[below][anchor]
        is_heading = (
            cell is None or filled[row][anchor] == cell or has([*sheet.area.name, *sheet.area.code], plain(cell))
        )
        if own and all(COLUMN_NUMBER.fullmatch(plain(_whole(c))) for c in own) and len(own) > 1:
            return first, below
        if not own and not is_heading:
            break
        if not is_heading or any(_is_figure(c) for c in own):
            break
        if own:
            last = below
    return first, last


def _is_group_row(cells: list[Cell], anchor: int) -> bool:
    """A row above the heading that groups columns: it has words beside the name column and none up to it."""
    return all(c is None for c in cells[: anchor + 1]) and any(c is not None for c in cells[anchor + 1 :])


def _whole(cell: Cell) -> Cell:
    return int(cell) if isinstance(cell, float) and cell.is_integer() else cell


def _is_figure(cell: Cell) -> bool:
    """A number, or a text of digits; a year is a heading."""
    text = plain(_whole(cell))
    return FIGURE.fullmatch(text) is not None and re.fullmatch(r"(19|20)\d\d", text) is None


def _spread(band: list[list[Cell]], grid: Grid, first: int, anchor: int) -> list[list[Cell]]:
    """Group headings that were not merged reach over the empty cells to their right that have a heading below."""
    merged = {
        (r, c)
        for (top, left), (bottom, right) in grid.merged
        for r in range(top, bottom + 1)
        for c in range(left, right + 1)
    }
    rows = [list(line) for line in band]
    for r, line in enumerate(rows[:-1]):
        for c in range(anchor + 2, len(line)):
            below = any(rows[deeper][c] is not None for deeper in range(r + 1, len(rows)))
            if line[c] is None and below and (first + r, c) not in merged and (first + r, c - 1) not in merged:
                line[c] = line[c - 1]
    return rows


def _pieces(cells: list[Cell]) -> list[str]:
    """Headings of one column from the lowest row up, each once, without column numbers."""
    words: list[str] = []
    for cell in reversed(cells):
        text = plain(_whole(cell))
        if text and not COLUMN_NUMBER.fullmatch(text) and text not in words:
            words.append(text)
    return words


def _values(
    sheet: Sheet, pieces: dict[int, list[str]], joined: set[int], shown: str, row: int
) -> dict[tuple[str, str | None], int]:
    """Columns of figures, by our name and the year their heading states."""
    found: dict[tuple[str, str | None], int] = {}
    for column, words in pieces.items():
        deciding = next((w for w in words if not re.fullmatch(sheet.period.year, w) and not has(sheet.neutral, w)), "")
        name = next((n for n, patterns in sheet.values.items() if has(patterns, deciding)), None)
        if name is None or any(has(sheet.not_values, word) for word in words if word != deciding):
            continue
        years = [match.group(1) for word in words if (match := re.search(sheet.period.year, word))]
        key = (name, years[0] if years else None)
        if key in found and column in joined:
            continue  # one heading merged over several columns: its figure stands in the first
        if key in found:
            what = (
                f"kolom {column_letter(found[key])} dan {column_letter(column)} sama-sama terbaca sebagai {name}; "
                "hapus salah satunya, atau perjelas values dan not_values sumbernya"
            )
            raise FileFault(shown, what, row + 1, words[0])
        found[key] = column
    return found
