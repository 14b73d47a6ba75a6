"""Sums that must hold: parts of a row, and lines of a kecamatan or city against the printed total, which is never loaded.

A small contradiction is the publisher's: both figures are kept and shown. One beyond `tolerance_pct` means that a line is
missing or was read wrong: the row is set aside, or the file refused.
"""

from dataclasses import dataclass

from catalogue import Source
from etl.faults import FileFault
from etl.sheets.layout import Table
from etl.sheets.lines import YEAR, Line
from etl.sheets.names import Areas


@dataclass(frozen=True)
class PrintedTotal:
    """A total as printed beside the sum of its lines (None: some line has no figure, or the lines are not all here)."""

    area_code: str | None
    period: str
    column: str
    printed: float
    counted: float | None
    row: int


def grouped(number: float) -> str:
    """`9.688`, as an Indonesian reader writes it."""
    return f"{number:,.10g}".replace(",", " ").replace(".", ",").replace(" ", ".")


def exceeds(source: Source, one: float, other: float) -> bool:
    """Whether two figures differ by more than the source allows a misprint."""
    return abs(one - other) > source.sheet.tolerance_pct / 100 * max(abs(one), abs(other))


def row_contradictions(source: Source, line: Line, year: str | None) -> list[tuple[str, float, float]]:
    """(column of the total, sum of the parts, total as printed) where a row contradicts itself."""
    found = []
    for rule in source.sheet.sums:
        parts = [line.figures[(name, year)].number for name in rule.parts if (name, year) in line.figures]
        total = line.figures[(rule.total, year)].number if (rule.total, year) in line.figures else None
        if len(parts) < len(rule.parts) or not all(_can_be(source, rule.total, n) for n in (*parts, total)):
            continue
        if sum(parts) != total:
            found.append((rule.total, sum(parts), total))
    return found


def printed_totals(
    source: Source, table: Table, lines: list[Line], periods: dict[str | None, str], areas: Areas, city: str, shown: str
) -> tuple[list[PrintedTotal], list[str]]:
    """Every printed total with what its lines add up to, and a warning for each that they contradict. Raises `FileFault`."""
    found, warnings, since, totalled = [], [], [], set()
    data = [line for line in lines if line.kind == "data"]
    for line in lines:
        if line.kind == "data":
            since.append(line)
        if line.kind != "total" or all(figure.number is None for figure in line.figures.values()):
            continue  # a kecamatan's name above its lines, without figures, is no total
        area, summed = _scope(line, data, since, totalled, areas, city)
        since = []
        totalled.add(area)
        for (name, year), figure in line.figures.items():
            if figure.number is None or _is_other_year(line, periods[year]):
                continue
            counted = _counted(source, summed, (name, year))
            total = PrintedTotal(area, periods[year], name, figure.number, counted, line.row)
            found.append(total)
            if counted is not None and counted != figure.number:
                warnings.append(_contradiction(source, total, len(summed), data, shown))
    return found, warnings


def _scope(
    line: Line, data: list[Line], since: list[Line], totalled: set[str | None], areas: Areas, city: str
) -> tuple[str | None, list[Line]]:
    """The area a total stands for and the lines it sums: by name, else by the lines above it since the last total. A nameless
    total after a kecamatan whose own total stood above its lines is the city's.
    """
    parents = {d.parent for d in data}
    if line.area and line.area != city:
        return line.area, [d for d in data if d.parent == line.area]
    whole = {area.code for area in areas.of(city, "kecamatan")} <= parents
    if line.area == city:
        return city, data if whole else []
    within = {d.parent for d in since}
    if len(parents) > 1 and len(within) == 1 and not within <= totalled:
        return within.pop(), since
    if len(parents) == 1:
        return next(iter(parents)), data
    return (city if whole else None), data


def _is_other_year(line: Line, period: str) -> bool:
    """`2023` or `Padang Hulu 2023` under a table of 2024: printed for comparison only."""
    year = YEAR.search(line.label)
    return year is not None and year.group(1) != period[:4]


def _can_be(source: Source, column: str, number: float | None) -> bool:
    """Whether a figure can be what its column counts; one that cannot is a fault of its own, not of a sum."""
    return number is not None and (source.columns[column].type != "integer" or number.is_integer())


def _counted(source: Source, lines: list[Line], key: tuple[str, str | None]) -> float | None:
    """Sum over the lines, each kelurahan once; None when one of them has no figure that can be."""
    once = {line.code or (line.parent, line.label.casefold()): line for line in reversed(lines)}
    numbers = [line.figures[key].number for line in once.values()]
    return sum(numbers) if numbers and all(_can_be(source, key[0], n) for n in numbers) else None


def _contradiction(source: Source, total: PrintedTotal, count: int, data: list[Line], shown: str) -> str:
    """The warning's sentence; beyond what a misprint explains the file is refused with it."""
    column = source.columns[total.column].from_
    both = (
        f"jumlah {count} baris {grouped(total.counted)}, tercetak {grouped(total.printed)}, "
        f"selisih {grouped(abs(total.counted - total.printed))}"
    )
    if exceeds(source, total.counted, total.printed):
        what = f"{both}; mungkin ada baris yang hilang, ganda atau salah terbaca: cocokkan dengan terbitan aslinya"
        raise FileFault(shown, what, total.row, column)
    return f"{shown}:{total.row}:{column}: {both}; keduanya ditampilkan, tanyakan kepada penerbitnya"
