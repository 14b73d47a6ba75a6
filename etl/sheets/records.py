"""Data lines -> received rows: one per line and period, with area, period, figures and what is to be said about them."""

import re
from dataclasses import dataclass, field

from catalogue import Source
from etl.faults import SetAside
from etl.sheets.context import Place
from etl.sheets.lines import Line
from etl.sheets.names import Areas
from etl.sheets.sums import exceeds, grouped, row_contradictions
from etl.sheets.texts import Figure, has, plain


@dataclass(frozen=True)
class Origin:
    """What a table says of itself: its source line, the meaning of its marks, words the reader must hear of."""

    words: str
    marks: dict[str, str]
    cautions: list[str]

    @classmethod
    def of(cls, source: Source, place: Place, footnotes: list[str]) -> "Origin":
        """Read the footnotes of a table."""
        sheet, marks, origin = source.sheet, {sign: words.id for sign, words in source.sheet.marks.items()}, None
        for text in footnotes:
            named = re.search(sheet.origin, plain(text)) if sheet.origin else None
            if named and origin is None:
                origin = re.sub(r"\s+", " ", text)[named.start(1) : named.end(1)].strip(" .")
        said = plain(" ".join([place.words["title"], *footnotes]))
        cautions = [
            f"{place.shown}:{place.row}:: {words.id}"
            for pattern, words in sheet.cautions.items()
            if has([pattern], said)
        ]
        titles = [line for line in place.words["title"].split("\n") if has(sheet.tables, plain(line))]
        title = re.sub(r"\s+", " ", titles[0])[:160] if titles else None
        parts = [source.publisher, title or source.title.id, f"sumber tabel: {origin}" if origin else None]
        return cls("; ".join(filter(None, parts)), marks, cautions)


@dataclass
class Records:
    """`refused` rows (by their place in `rows`) are received too: they are counted, and set aside with their fault."""

    rows: list[list[str]] = field(default_factory=list)
    row_numbers: list[int] = field(default_factory=list)
    refused: dict[int, SetAside] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)


def records_of(
    source: Source, lines: list[Line], periods: dict[str | None, str], areas: Areas, place: Place, origin: Origin
) -> Records:
    """Received rows of a table's data lines."""
    made, seen = Records(), {}
    for line in (line for line in lines if line.kind == "data"):
        code, fault = _area(source, line, areas, place)
        for year, period in sorted(periods.items(), key=lambda pair: pair[1]):
            figures = {name: figure for (name, y), figure in line.figures.items() if y == year}
            broken = fault or _twice(source, seen, code, period, line) or _odd_figure(source, figures)
            notes = _notes(source, figures, origin)
            for column, counted, printed in row_contradictions(source, line, year):
                both = f"bagiannya berjumlah {grouped(counted)}, tercetak {grouped(printed)}"
                if exceeds(source, counted, printed):
                    broken = broken or (column, "row_sum", figures[column].printed, both)
                else:
                    notes.append(f"{source.columns[column].from_}: {both}")
                    where = f"{place.shown}:{line.row}:{source.columns[column].from_}"
                    made.warnings.append(
                        f"{where}: {both} ({line.label}); keduanya ditampilkan, tanyakan kepada penerbitnya"
                    )
            made.row_numbers.append(line.row)
            made.rows.append(_row(source, code or line.code or line.label, period, figures, notes, origin))
            if broken:
                column, reason, value, detail = broken
                title = source.columns[column].from_
                made.refused[len(made.rows) - 1] = SetAside(
                    source.id, place.city, place.shown, line.row, title, reason, value, detail
                )
    return made


def _row(
    source: Source, area: str, period: str, figures: dict[str, Figure], notes: list[str], origin: Origin
) -> list[str]:
    sheet = source.sheet
    filled = {
        sheet.area_column: area,
        sheet.period_column: period,
        sheet.note_column: "; ".join(notes),
        sheet.source_column: origin.words,
        **{name: figure.text for name, figure in figures.items()},
    }
    return [filled.get(name, "") for name in source.columns]


def _area(source: Source, line: Line, areas: Areas, place: Place) -> tuple[str | None, tuple | None]:
    """The area's code, and the fault when name, code and kecamatan do not lead to one."""
    column = source.sheet.area_column
    named = areas.match(line.label, line.parent, "kelurahan") if line.parent in areas.by_code else None
    if line.code:
        known = areas.by_code.get(line.code)
        if known is None:
            return line.code, None  # judged by the rules of codes, which know other cities and the other system
        if named is not None and named.code != known.code:
            detail = f"kodenya {known.name} ({known.code}), namanya {named.name} ({named.code})"
            return known.code, (column, "code_name_differ", line.label, detail)
        return known.code, None
    if named is not None:
        return named.code, None
    if not line.label:
        return None, (column, "required_empty", "", "")
    if line.parent is None:
        return None, (column, "parent_unknown", line.label, "")
    if line.parent not in areas.by_code:
        guess = areas.guess(line.parent.removeprefix("?"), place.city, place.city, "kecamatan")
        return None, (column, "kecamatan_unknown", line.parent.removeprefix("?"), guess)
    guess = areas.guess(line.label, line.parent, place.city, "kelurahan")
    return None, (column, "area_name_unknown", line.label, f"{areas.by_code[line.parent].name}; {guess}")


def _twice(source: Source, seen: dict, code: str | None, period: str, line: Line) -> tuple | None:
    if code is None:
        return None
    first = seen.setdefault((code, period), line.row)
    return None if first == line.row else (source.sheet.area_column, "area_twice", line.label or code, f"baris {first}")


def _odd_figure(source: Source, figures: dict[str, Figure]) -> tuple | None:
    """A share in a column of counts, or nothing where the figure should stand (a sign of no data is something)."""
    for name, figure in figures.items():
        if figure.state == "odd" and figure.printed.endswith("%"):
            return name, "percentage", figure.printed, ""
    if all(figure.state == "blank" for figure in figures.values()):
        return next(iter(figures)), "required_empty", "", ""
    blank = next(
        (rule.total for rule in source.sheet.sums if rule.total in figures and figures[rule.total].state == "blank"),
        None,
    )
    return (blank, "required_empty", "", "") if blank else None


def _notes(source: Source, figures: dict[str, Figure], origin: Origin) -> list[str]:
    """What signs and marks mean, in words: beside the figure they are still there."""
    said = []
    for name, figure in figures.items():
        title = source.columns[name].from_
        if figure.state == "none":
            said.append(f"{title}: tercetak '{figure.printed}' (nihil)")
        elif figure.state == "no_data":
            said.append(f"{title}: tercetak '{figure.printed}' (data tidak tersedia)")
        elif figure.mark:
            said.append(f"{title}: tercetak {figure.printed} ({origin.marks[figure.mark]})")
    return said
