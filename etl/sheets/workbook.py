"""Opens a workbook or delimited file and gives its sheets as grids of cells. Nothing is interpreted here."""

import csv
import io
import zipfile
from dataclasses import dataclass
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

from etl.faults import FileFault
from etl.files import DELIMITERS, TABLE_ENDINGS, decoded

WORKBOOK_ENDINGS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
LARGEST_CONTENT = 200_000_000  # bytes when unpacked; a sheet of a city has a few hundred kilobytes

Cell = str | float | bool | None  # dates and times come as text


@dataclass(frozen=True)
class Grid:
    """One sheet. `rows` begin at the sheet's first row and are equally long; `merged` are ((row, column), (row, column))."""

    name: str  # of the sheet; empty for a delimited file
    rows: list[list[Cell]]
    merged: list[tuple[tuple[int, int], tuple[int, int]]]
    is_hidden: bool = False

    def filled(self) -> list[list[Cell]]:
        """The rows with every merged range holding its value in each of its cells."""
        rows = [list(row) for row in self.rows]
        for (top, left), (bottom, right) in self.merged:
            if top >= len(rows) or left >= len(rows[top]):
                continue
            value = rows[top][left]
            for row in rows[top : bottom + 1]:
                row[left : right + 1] = [value] * len(row[left : right + 1])
        return rows


def read_grids(path: Path, content: bytes, shown: str) -> tuple[list[Grid], list[str]]:
    """Sheets of a file and warnings about how it was read. Raises `FileFault` when it cannot be opened or holds nothing."""
    ending = path.suffix.lower()
    if ending in TABLE_ENDINGS:
        text, warnings = decoded(content, shown)
        grids = [Grid("", _padded(_split(text, shown)), [])]
    elif ending in WORKBOOK_ENDINGS:
        grids, warnings = _workbook(content, shown), []
    else:
        words = f"jenis berkas {path.suffix or 'tanpa akhiran'} tidak dibaca sumber ini; kirim XLSX, XLS, ODS atau CSV"
        raise FileFault(shown, words)
    if not any(cell is not None for grid in grids for row in grid.rows for cell in row):
        raise FileFault(shown, "buku kerja kosong: tidak satu sel pun berisi; kirim ulang berkasnya")
    return grids, warnings


def _workbook(content: bytes, shown: str) -> list[Grid]:
    if not content:
        raise FileFault(shown, "berkas kosong (0 bita); kirim ulang berkasnya")
    _check_size(content, shown)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        grids = []
        for meta in book.sheets_metadata:
            sheet = book.get_sheet_by_name(meta.name)
            rows = [[_cell(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
            hidden = meta.visible != SheetVisibleEnum.Visible
            grids.append(Grid(meta.name, _padded(rows), list(sheet.merged_cell_ranges or []), hidden))
    except PasswordError:
        raise FileFault(
            shown, "buku kerja ini disandikan; buka di Excel, hapus kata sandinya, simpan, lalu kirim ulang"
        ) from None
    except CalamineError as fault:
        raise FileFault(shown, _unreadable(content)) from fault
    return grids


def _check_size(content: bytes, shown: str) -> None:
    size = len(content)
    if content.startswith(b"PK") and zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            size = sum(part.file_size for part in packed.infolist())
    if size > LARGEST_CONTENT:
        raise FileFault(shown, f"isinya {size // 1_000_000} MB, terlalu besar untuk tabel; kirim tabelnya saja")


def _unreadable(content: bytes) -> str:
    start = content[:512].lstrip().lower()
    if start.startswith((b"<html", b"<table", b"<!doctype", b"<?xml", b"<meta")):
        return "isinya halaman web walau bernama buku kerja; buka di Excel lalu simpan sebagai XLSX"
    if b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0" in content:
        return "buku kerja ini disandikan; buka di Excel, hapus kata sandinya, simpan, lalu kirim ulang"
    return "bukan buku kerja yang utuh; buka di Excel lalu simpan ulang sebagai XLSX"


def _cell(value) -> Cell:
    """A text without blanks around it, a number, or None for an empty cell."""
    if isinstance(value, bool | float):
        return value
    if isinstance(value, int):
        return float(value)
    return str(value).strip() or None


def _split(text: str, shown: str) -> list[list[Cell]]:
    """Records by the delimiter that gives most columns; a quoted cell over two lines is one row of the sheet."""
    best: list[list[str]] = []
    for delimiter in DELIMITERS:
        try:
            rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
        except csv.Error:
            continue
        if sum(map(len, rows)) > sum(map(len, best)):
            best = rows
    if not best:
        raise FileFault(shown, "susunan CSV rusak; periksa tanda kutipnya atau kirim XLSX", 1)
    return [[cell.strip() or None for cell in row] for row in best]


def _padded(rows: list[list[Cell]]) -> list[list[Cell]]:
    width = max(map(len, rows), default=0)
    return [row + [None] * (width - len(row)) for row in rows]
