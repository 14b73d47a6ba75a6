"""Points in time, cut where no line may run: at a missing period and where the series changed.

A point is `(grain, start, value, quality)`: the period's grain and first day, the figure (None: absent), its origin.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from catalogue.models import Kpi, SeriesBreak
from ui.format import is_absent, period_words, value_text
from ui.language import _
from ui.scale import ticks
from ui.words import QUALITIES

Point = tuple[str, dt.date, float | None, str]


@dataclass(frozen=True)
class Line:
    """One area or indicator through time: its name, points, dated targets (day, figure or None), and figures that stand
    beside its own (printed by the source or computed again). `breaks` are its own, beside those of the indicator: the area
    is another since then."""

    name: str
    points: Sequence[Point]
    is_own: bool = False
    targets: Sequence[tuple[dt.date, float | None]] = ()
    others: Sequence[tuple[dt.date, float]] = ()
    breaks: Sequence[SeriesBreak] = ()


@dataclass(frozen=True)
class Space:
    """Time and scale that several pictures share: first and last period as (grain, start), marks of the scale."""

    first: tuple[str, dt.date]
    last: tuple[str, dt.date]
    marks: Sequence[float]


STRENGTH = tuple(QUALITIES)  # strongest first


def following(grain: str, start: dt.date) -> dt.date:
    """First day of the next period."""
    if grain == "day":
        return dt.date(start.year, start.month, start.day) + dt.timedelta(days=1)
    months = {"month": 1, "quarter": 3, "semester": 6, "year": 12}[grain]
    past = start.year * 12 + start.month - 1 + months
    return dt.date(past // 12, past % 12 + 1, 1)


def drawn(points: Sequence[Point]) -> list[Point]:
    """The points that have a figure, in order of time, starts as plain dates."""
    kept = [(g, dt.date(s.year, s.month, s.day), v, q) for g, s, v, q in points if not is_absent(v)]
    return sorted(kept, key=lambda point: point[1])


def of_one_length(points: Sequence[Point], grain: str | None = None) -> tuple[list[Point], list[Point]]:
    """(points drawn together, points left out): those whose period is as long as the newest one's, or of `grain`."""
    kept = drawn(points)
    grain = grain or (max(kept, key=lambda point: following(point[0], point[1]))[0] if kept else None)
    return [point for point in kept if point[0] == grain], [point for point in kept if point[0] != grain]


def left_out_words(points: Sequence[Point], kpi: Kpi) -> str:
    """What is said of figures that are not drawn, because their periods are longer or shorter."""
    figures = ", ".join(
        f"{value_text(value, kpi)} ({period_words(grain, start)})" for grain, start, value, _q in points
    )
    return _("Tidak digambar, karena panjang periodenya lain: {figures}.", figures=figures)


def segments(points: Sequence[Point], breaks: Sequence[SeriesBreak]) -> list[tuple[Point, Point, str]]:
    """Pairs of neighbouring points that a line may join, with the weaker origin of the two.

    No pair skips a period, mixes grains, crosses a change of series or joins an estimate to a figure that is none.
    """
    kept = drawn(points)
    return [
        (left, right, max(left[3], right[3], key=STRENGTH.index))
        for left, right in pairwise(kept)
        if left[0] == right[0]
        and following(left[0], left[1]) == right[1]
        and (left[3] == "estimasi") == (right[3] == "estimasi")
        and not any(left[1].year < cut.year <= right[1].year for cut in breaks)
    ]


def space(lines: Sequence[Line], kpi: Kpi, most: int = 4) -> Space | None:
    """Time and scale that hold all figures and targets of `lines`; None when there is no figure."""
    points = sorted((point for line in lines for point in drawn(line.points)), key=lambda point: point[1])
    if not points:
        return None
    figures = [float(point[2]) for point in points]
    for line in lines:
        figures += [float(value) for _day, value in line.targets if value is not None]
        figures += [float(value) for _day, value in line.others]
    marks = ticks(min(figures), max(figures), most, 10.0**-kpi.decimals)
    return Space(points[0][:2], points[-1][:2], marks)
