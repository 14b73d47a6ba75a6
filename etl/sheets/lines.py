"""What each line of a table is: data, total, heading, footnote or blank. Every line is exactly one of them."""

import re
from dataclasses import dataclass, field

from catalogue import Source
from etl.sheets.layout import COLUMN_NUMBER, Table
from etl.sheets.names import Areas
from etl.sheets.texts import Figure, figure, has, plain, written
from etl.sheets.workbook import Cell, Grid

KINDS = ("heading", "data", "total", "footnote", "blank")
YEAR = re.compile(r"\b((?:19|20)\d\d)\b")


@dataclass
class Line:
    """One line of a table; `row` as the spreadsheet counts. `parent` is the kecamatan it stands under, once known."""

    row: int
    kind: str
    label: str = ""
    code: str = ""
    parent: str | None = None
    area: str | None = None  # what a total is the total of: a kecamatan or the city
    figures: dict[tuple[str, str | None], Figure] = field(default_factory=dict)


def lines_of(source: Source, grid: Grid, table: Table, until: int, areas: Areas, city: str, parent: str | None):
    """The lines below a table's heading, up to but without row index `until`, each with its kind and parent."""
    filled = grid.filled()
    lines = [_read(source, grid.rows[r], filled[r], table, r, areas) for r in range(table.last + 1, until)]
    last = max((i for i, line in enumerate(lines) if _has_figure(line)), default=-1)
    seen_footnote, group = False, None
    for i, line in enumerate(lines):
        if line.kind != "":
            seen_footnote = seen_footnote or line.kind == "footnote"
            continue
        within = areas.kecamatan_is(line.parent or "", city) or parent or group
        line.kind = _kind(source, line, areas, city, within, i > last or seen_footnote)
        group = line.area or group
    _find_parents(lines, areas, city, parent)
    return lines


def _read(source: Source, own: list[Cell], filled: list[Cell], table: Table, r: int, areas: Areas) -> Line:
    """A line with its label and figures; its kind when the line alone tells it, else the empty text."""
    texts = [written(cell, source.number_format) for cell in own]
    stated = [text for text in texts if text]
    if not stated:
        return Line(r + 1, "blank")
    figures = {key: figure(own[c], source.sheet, source.number_format) for key, c in table.values.items()}
    columns = set(table.values.values())
    anchor = table.name if table.name is not None else table.code
    words = (t for c, t in enumerate(texts) if c not in columns and (re.search(r"[^\W\d]", t) or YEAR.fullmatch(t)))
    label = texts[anchor] or next(words, "")
    line = Line(r + 1, "", label, texts[table.code] if table.code is not None else "", figures=figures)
    if line.code:
        line.code = areas.code(line.code, source.sheet.area.code_system)
    if table.parent is not None and filled[table.parent] is not None:
        line.parent = str(filled[table.parent])
    if len(stated) > 1 and all(COLUMN_NUMBER.fullmatch(plain(text)) for text in stated):
        line.kind = "heading"
    elif has(source.sheet.footnotes, plain(stated[0])) and not any(f.number is not None for f in figures.values()):
        line.kind, line.label = "footnote", " ".join(stated)
    return line


def _has_figure(line: Line) -> bool:
    """Whether a line names something and has a figure or sign beside it."""
    known = any(f.state in ("number", "none", "no_data") for f in line.figures.values())
    return bool(known and (line.label or line.code))


def _kind(source: Source, line: Line, areas: Areas, city: str, within: str | None, may_be_words: bool) -> str:
    """`within` is the kecamatan the line stands under: a kelurahan may bear its kecamatan's name."""
    above = _area_above(line, areas, city)
    named = within is not None and areas.match(line.label, within, "kelurahan") is not None
    bears_its_name = (
        named and not line.code and above is not None and plain(line.label) == plain(areas.by_code[above].name)
    )
    if above and not bears_its_name:
        line.area = above
        return "total"
    if has(source.sheet.totals, plain(line.label)):
        return "total"
    has_number = any(f.state in ("number", "none", "no_data") for f in line.figures.values())
    is_words = not has_number and may_be_words and not named and line.code not in areas.by_code
    return "footnote" if is_words else "data"


def _area_above(line: Line, areas: Areas, city: str) -> str | None:
    """The kecamatan or city a line is about, by its code or its name."""
    if line.code:
        known = areas.by_code.get(line.code)
        return line.code if known is not None and known.level != "kelurahan" else None
    found = areas.kecamatan_is(YEAR.sub("", line.label), city)
    if found:
        return found
    named = plain(line.label)
    if named.startswith(("kota", "kabupaten")) and not areas.other_city(named, city):
        return city
    return None


def _find_parents(lines: list[Line], areas: Areas, city: str, parent: str | None) -> None:
    """Give every data line its kecamatan: of its column, else the table's, else that of the group it stands in.

    A line that names a kecamatan opens its group when data follows it, and closes it when the data stand above it.
    """
    column: str | None = None
    group: str | None = None
    waiting: list[Line] = []
    for line in lines:
        if line.kind == "data" and line.parent is not None:
            column = areas.kecamatan_is(line.parent, city) or f"?{line.parent}"
        if line.kind == "total" and line.area and line.area != city and parent is None:
            for earlier in waiting:
                earlier.parent = line.area
            group, waiting = (None, []) if waiting else (line.area, [])
        if line.kind == "data":
            above = line.code[:8] if len(line.code) == 13 else None
            line.parent = above or (column if column else parent or group)
            if line.parent is None:
                waiting.append(line)
