"""A workbook in place of a delimited file: one sheet whose heading row bears the titles a source of shape `table` declares."""

import hashlib
from pathlib import Path

from catalogue import Source
from etl.faults import FileFault
from etl.files import ReceivedFile, check_header, received_bytes
from etl.sheets.workbook import Cell, Grid, read_grids

SEARCHED_ROWS = 30  # in which the heading row must be


def read_workbook_table(source: Source, path: Path, shown: str, city_code: str | None) -> ReceivedFile:
    """Rows as text, as from a delimited file. Raises `FileFault` when no sheet, or more than one, has the titles."""
    content = received_bytes(path, shown)
    grids, warnings = read_grids(path, content, shown)
    grid, top = _sheet_with_titles(source, grids, shown)
    others = [other.name for other in grids if other is not grid and any(any(row) for row in other.rows)]
    if others:
        warnings.append(f"{shown}::: {len(others)} lembar lain tidak dibaca: {', '.join(others)}")
    above = sum(any(cell is not None for cell in row) for row in grid.rows[:top])
    if above:
        warnings.append(f"{shown}:{top + 1}:: {above} baris di atas judul kolom tidak dibaca")
    used = [i for i in range(len(grid.rows[top])) if any(row[i] is not None for row in grid.rows[top:])]
    header = [str(grid.rows[top][i] or "").strip() for i in used]
    check_header(source, header, shown, warnings, top + 1)
    received = ReceivedFile(shown, hashlib.sha256(content).hexdigest(), city_code, header, [], [], warnings=warnings)
    for line, row in enumerate(grid.rows[top + 1 :], start=top + 2):
        if any(row[i] is not None for i in used):
            received.rows.append([_text(row[i], source) for i in used])
            received.lines.append(line)
    if not received.rows:
        raise FileFault(shown, "hanya ada judul, tidak ada baris data; kirim ulang berkasnya", top + 2)
    return received


def _sheet_with_titles(source: Source, grids: list[Grid], shown: str) -> tuple[Grid, int]:
    """The sheet and row with most of the declared titles."""
    declared = {column.from_.casefold() for column in source.columns.values()}
    found = [
        (len(declared & {str(cell).strip().casefold() for cell in row if cell is not None}), -top, place)
        for place, grid in enumerate(grids)
        for top, row in enumerate(grid.rows[:SEARCHED_ROWS])
    ]
    most = max(found)
    if not most[0]:
        titles = ", ".join(column.from_ for column in source.columns.values())
        raise FileFault(
            shown, f"tidak ada lembar dengan judul kolom sumber ini ({titles}); tulis judulnya di satu baris", 1
        )
    rivals = {place for count, _, place in found if count == most[0]}
    if len(rivals) > 1:
        names = ", ".join(grids[place].name for place in sorted(rivals))
        raise FileFault(shown, f"{len(rivals)} lembar punya judul kolom yang sama ({names}); sisakan satu lembar", 1)
    return grids[most[2]], -most[1]


def _text(cell: Cell, source: Source) -> str:
    """A cell as the source's own number format writes it: a number cell is never read by another one."""
    if isinstance(cell, float):
        if cell.is_integer():
            return str(int(cell))
        return repr(cell).replace(".", ",") if source.number_format == "id" else repr(cell)
    return "" if cell is None else str(cell).removesuffix(" 00:00:00")
