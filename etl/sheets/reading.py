"""One spreadsheet file -> received rows under our own column names, faults of single rows, printed totals, an account of
its lines. Typing and the declared rules of the columns come after, in `etl.stage`."""

import datetime as dt
import hashlib
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from catalogue import Source
from etl.faults import FileFault
from etl.files import ReceivedFile, received_bytes
from etl.sheets.context import Place, is_wanted, kecamatan_of, period_of
from etl.sheets.layout import Table, tables_of
from etl.sheets.lines import KINDS, lines_of
from etl.sheets.names import Areas
from etl.sheets.records import Origin, records_of
from etl.sheets.sums import PrintedTotal, printed_totals
from etl.sheets.texts import has, plain
from etl.sheets.workbook import Grid, read_grids


@dataclass
class ReadSheet:
    """One sheet of a file. `received` is staged like any file; `lines` counts every line by kind."""

    received: ReceivedFile
    lines: dict[str, int]
    totals: list[PrintedTotal] = field(default_factory=list)


def read_sheets(
    source: Source, path: Path, shown: str, city: str, areas: Areas, as_of: dt.date
) -> tuple[list[ReadSheet], list[str]]:
    """Every sheet of a file that holds a table of this source, and the warnings. Raises `FileFault` when none does."""
    content = received_bytes(path, shown)
    sha256 = hashlib.sha256(content).hexdigest()
    grids, warnings = read_grids(path, content, shown)
    read, unread = [], []
    for grid in grids:
        name = f"{shown}[{grid.name}]" if grid.name else shown
        sheet = _Sheet(source, grid, ReceivedFile(name, sha256, city, [], [], []), path.stem, areas, as_of)
        if sheet.tables:
            read.append(sheet.read())
            if grid.is_hidden:
                warnings.append(f"{name}::: lembar ini tersembunyi tetapi dibaca; hapus bila tidak dimaksud")
        elif any(cell is not None for row in grid.rows for cell in row):
            unread.append(grid.name or path.name)
    if not read:
        raise FileFault(shown, _nothing_found(source, unread))
    read = _without_repeats(source, read, warnings)
    if unread:
        warnings.append(f"{shown}::: {len(unread)} lembar lain tidak dibaca: {', '.join(unread)}")
    return read, warnings


def _without_repeats(source: Source, read: list[ReadSheet], warnings: list[str]) -> list[ReadSheet]:
    """Of tables in one workbook about the same areas and periods (with sexes, with growth rates) the fullest one; where
    another prints other figures both are told."""
    columns = list(source.columns)
    key = [columns.index(name) for name in (source.sheet.area_column, source.sheet.period_column)]
    shown = {
        columns.index(name): column.from_ for name, column in source.columns.items() if name in source.sheet.values
    }
    kept: dict[frozenset, ReadSheet] = {}
    for sheet in sorted(read, key=lambda one: -sum(bool(row[i]) for row in one.received.rows for i in shown)):
        rows = {tuple(row[i] for i in key): row for row in sheet.received.rows}
        first = kept.setdefault(frozenset(rows), sheet)
        if first is sheet:
            continue
        name = sheet.received.name
        warnings.append(
            f"{name}::: wilayah dan periodenya sama dengan {first.received.name}, yang lebih lengkap; tidak dibaca"
        )
        before = {tuple(row[i] for i in key): row for row in first.received.rows}
        warnings += [
            f"{name}::{shown[i]}: {area} {row[i]}, di {first.received.name} {before[area, period][i]}; tanyakan kepada penerbitnya"
            for (area, period), row in rows.items()
            for i in shown
            if row[i] and before[area, period][i] and row[i] != before[area, period][i]
        ]
    return [sheet for sheet in read if sheet in kept.values()]


def _nothing_found(source: Source, unread: list[str]) -> str:
    wanted = ", ".join(source.columns[name].from_ for name in source.sheet.values)
    return (
        f"tidak ada lembar ({', '.join(unread)}) dengan tabel sumber ini: dicari judul kolom wilayah dan salah satu dari "
        f"{wanted}; sesuaikan judul kolomnya, atau sheet.area.name, values dan tables di catalogue/sources/{source.id}.yml"
    )


class _Sheet:
    """The reading of one sheet."""

    def __init__(self, source: Source, grid: Grid, received: ReceivedFile, stem: str, areas: Areas, as_of: dt.date):
        self.source, self.grid, self.received, self.stem, self.areas, self.as_of = (
            source,
            grid,
            received,
            stem,
            areas,
            as_of,
        )
        received.header = [column.from_ for column in source.columns.values()]
        self.counts: Counter = Counter()
        found = tables_of(source, grid, received.name)
        self.starts = self._title_starts(found)
        self.tables = [
            t for t, start in zip(found, self.starts, strict=True) if is_wanted(source, self._place(t, start))
        ]
        self._all = found

    def read(self) -> ReadSheet:
        """Rows, faults and totals of every table of this source in the sheet."""
        result = ReadSheet(self.received, {})
        for i, table in enumerate(self._all):
            until = self.starts[i + 1] if i + 1 < len(self._all) else len(self.grid.rows)
            if table in self.tables:
                self._count_heading(self.starts[i], table.last + 1)
                self._table(table, self.starts[i], until, result)
            else:
                self._count_heading(self.starts[i], until)
                self.received.warnings.append(
                    f"{self.received.name}:{table.first + 1}:: tabel lain di lembar ini tidak dibaca ({self._place(table, self.starts[i]).words['title'][:80]})"
                )
        result.lines = {kind: self.counts[kind] for kind in KINDS}
        if sum(result.lines.values()) != len(self.grid.rows):
            raise FileFault(
                self.received.name, f"{len(self.grid.rows)} baris, tetapi hanya {sum(result.lines.values())} terhitung"
            )
        return result

    def _title_starts(self, tables: list[Table]) -> list[int]:
        """Row index where each table's title begins: after the one before, from the first line that speaks of a table."""
        starts = []
        for i, table in enumerate(tables):
            floor = tables[i - 1].last + 1 if i else 0
            words = [self.source.sheet.tables, self.source.sheet.not_tables, [r"^tab(el|le)\b"]]
            titled = [
                r
                for r in range(floor, table.first)
                if any(has(w, self._text(r)) for w in words) and not self._has_number(r)
            ]
            starts.append(0 if not i else titled[0] if titled else table.first)
        return starts

    def _text(self, row: int) -> str:
        return plain(" ".join(str(cell) for cell in self.grid.rows[row] if isinstance(cell, str)))

    def _has_number(self, row: int) -> bool:
        return any(isinstance(cell, float) for cell in self.grid.rows[row])

    def _count_heading(self, first: int, until: int) -> None:
        for row in self.grid.rows[first:until]:
            self.counts["blank" if all(cell is None for cell in row) else "heading"] += 1

    def _place(self, table: Table, start: int) -> Place:
        rows = [" ".join(str(c) for c in row if isinstance(c, str)) for row in self.grid.rows[start : table.first]]
        title = "\n".join(filter(None, rows))
        return Place(
            self.received.name,
            self.received.city_code,
            table.first + 1,
            {"title": title, "sheet": self.grid.name, "file": self.stem},
        )

    def _table(self, table: Table, start: int, until: int, result: ReadSheet) -> None:
        source, areas, place = self.source, self.areas, self._place(table, start)
        parent = kecamatan_of(areas, place)
        years = {year for _, year in table.values}
        periods = {year: period_of(source, place, year, self.as_of) for year in years}
        lines = lines_of(source, self.grid, table, until, areas, place.city, parent)
        self.counts.update(line.kind for line in lines)
        if not any(line.kind == "data" for line in lines):
            raise FileFault(place.shown, "tabel ini tidak punya baris data; kirim ulang berkasnya", table.last + 2)
        origin = Origin.of(source, place, [line.label for line in lines if line.kind == "footnote"])
        self.received.warnings += origin.cautions
        made = records_of(source, lines, periods, areas, place, origin)
        before = len(self.received.rows)
        self.received.refused |= {before + i: fault for i, fault in made.refused.items()}
        self.received.rows += made.rows
        self.received.lines += made.row_numbers
        self.received.warnings += made.warnings
        totals, warnings = printed_totals(source, table, lines, periods, areas, place.city, place.shown)
        result.totals += totals
        self.received.warnings += warnings
