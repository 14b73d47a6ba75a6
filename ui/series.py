"""Points in time, cut where no line may run: at a missing period and where the series changed.

A point is `(grain, start, value, quality)`: the period's grain and first day, the figure (None: absent), its origin.
"""

import datetime as dt
from collections.abc import Sequence
from itertools import pairwise

from catalogue.models import SeriesBreak
from ui.format import is_absent
from ui.words import QUALITIES

Point = tuple[str, dt.date, float | None, str]

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


def segments(points: Sequence[Point], breaks: Sequence[SeriesBreak]) -> list[tuple[Point, Point, str]]:
    """Pairs of neighbouring points that a line may join, with the weaker origin of the two.

    No pair skips a period, mixes grains or crosses a change of series.
    """
    kept = drawn(points)
    return [
        (left, right, max(left[3], right[3], key=STRENGTH.index))
        for left, right in pairwise(kept)
        if left[0] == right[0]
        and following(left[0], left[1]) == right[1]
        and not any(left[1].year < cut.year <= right[1].year for cut in breaks)
    ]
