"""One series through time, drawn on the server: hours or days, thresholds as lines with their names, gaps as gaps.

A point is (moment, low, figure, high, is_indicative); moments are numbers in the unit of `step`, the distance of two neighbours
that a line may join. Low and high are the extremes of the point where they are known, else the figure itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ui.format import number
from ui.labels import text_width
from ui.language import _
from ui.scale import ticks
from ui.strokes import TEXT, frame, text
from ui.tokens import LIGHT

WIDE, NARROW = (960, 320), (340, 250)
_TOP, _BOTTOM, _ROOM = 20, 28, 1.35  # of the highest figure: thresholds above are told in words only
Point = tuple[float, float, float, float, bool]


@dataclass(frozen=True)
class Threshold:
    """A line to hold the figures against; `is_drawn` always, or only where the figures come near."""

    value: float
    words: str
    is_always: bool = True


@dataclass(frozen=True)
class Picture:
    """What is drawn: name in words, points, thresholds, marks of time as (moment, words), bars instead of a line for totals."""

    name: str
    points: Sequence[Point]
    step: float
    span: tuple[float, float]
    marks: Sequence[tuple[float, str]]
    thresholds: Sequence[Threshold] = ()
    decimals: int = 1
    is_bars: bool = False
    is_simulated: bool = False
    tail: Sequence[Point] = ()


def near(picture: Picture) -> tuple[list[Threshold], list[Threshold]]:
    """(thresholds drawn, thresholds too far above the figures to be drawn)."""
    highest = max((point[3] for point in (*picture.points, *picture.tail)), default=0.0)
    shown = [one for one in picture.thresholds if one.is_always or one.value <= highest * _ROOM]
    return shown, [one for one in picture.thresholds if one not in shown]


def chart(picture: Picture, size: tuple[int, int] = WIDE) -> str:
    """Markup of the picture."""
    width, height = size
    shown, _far = near(picture)
    every = [*picture.points, *picture.tail]
    figures = [value for point in every for value in (point[1], point[3])] + [one.value for one in shown]
    lowest = min(0.0, *figures) if picture.is_bars else min(figures)
    scale = ticks(lowest, max(figures), 4 if height > 300 else 3)
    left = max(text_width(_figure(mark, scale), TEXT) for mark in scale) + 10
    right = width - (max((text_width(one.words, TEXT) for one in shown), default=0) + 14 if width > 500 else 6)
    right = min(right, width - 10)

    def x_of(at: float) -> float:
        first, last = picture.span
        return left + (right - left) * (at - first) / ((last - first) or 1)

    def y_of(value: float) -> float:
        return height - _BOTTOM - (height - _TOP - _BOTTOM) * (value - scale[0]) / (scale[-1] - scale[0])

    parts = _ground(picture, scale, left, right, height, x_of, y_of)
    parts += _limits(shown, left, right, width, y_of)
    if picture.is_bars:
        parts += _bars(picture, x_of, y_of, scale[0])
    else:
        parts += _line(picture.points, picture, x_of, y_of, "sim" if picture.is_simulated else "accent")
        parts += _line(picture.tail, picture, x_of, y_of, "poor")
    return frame("trend series", width, height, picture.name, parts)


def _figure(value: float, scale: Sequence[float]) -> str:
    step = scale[1] - scale[0]
    return number(value, 0 if step >= 1 and step % 1 == 0 else 1 if step >= 0.1 else 2)


def _ground(picture: Picture, scale, left, right, height, x_of, y_of) -> list[str]:
    parts = []
    for mark in scale:
        css, colour = ("trend-base", "rule-2") if mark == scale[0] else ("trend-grid", "rule")
        parts.append(f'<path class="{css}" stroke="{LIGHT[colour]}" d="M{left:.0f} {y_of(mark):.0f}H{right:.0f}"/>')
        parts.append(text(left - 6, y_of(mark) + 4, "end", _figure(mark, scale)))
    free = float("inf")
    for at, words in reversed(picture.marks):
        x, half = x_of(at), text_width(words, TEXT) / 2
        x = min(max(x, left + half - 4), right - half + 8)
        if x + half > free - 8:
            continue
        free = x - half
        parts.append(text(x, height - 8, "middle", words))
    return parts


def _limits(shown: Sequence[Threshold], left, right, width, y_of) -> list[str]:
    """Dashed lines with their names: beside the plot where there is room, else over the line."""
    parts = []
    for one in shown:
        y = y_of(one.value)
        parts.append(
            f'<path class="trend-target" fill="none" stroke="{LIGHT["ink"]}" stroke-dasharray="5 4" d="M{left:.0f} {y:.0f}H{right:.0f}"/>'
        )
    heights, above = [], None
    for one in sorted(shown, key=lambda one: -one.value):
        y = y_of(one.value) + 4 if width > 500 else y_of(one.value) - 4
        y = y if above is None else max(y, above + 14)
        above = y
        heights.append((one, y))
    for one, y in heights:
        x, anchor = (right + 8, "start") if width > 500 else (right, "end")
        parts.append(text(x, y, anchor, one.words, "trend-end is-target"))
    return parts


def _line(points: Sequence[Point], picture: Picture, x_of, y_of, colour: str) -> list[str]:
    """Lines between neighbours only; a point alone is a dot, an indicative one a ring; extremes as a faint band of strokes."""
    if not points:
        return []
    css = {"sim": "quality-simulasi", "poor": "is-live"}.get(colour, "quality-resmi")
    path, ends, alone = [], [], []
    reach = picture.step * 1.5
    for i, point in enumerate(points):
        x, y = x_of(point[0]), y_of(point[2])
        joins_left = i > 0 and point[0] - points[i - 1][0] <= reach
        joins_right = i + 1 < len(points) and points[i + 1][0] - point[0] <= reach
        path.append(f"{'L' if joins_left else 'M'}{x:.0f} {y:.1f}")
        if not joins_left and not joins_right:
            alone.append((x, y))
        if point[3] > point[1]:
            ends.append(f"M{x:.0f} {y_of(point[1]):.0f}V{y_of(point[3]):.0f}")
    parts = []
    if ends:
        parts.append(
            f'<path class="trend-extremes" fill="none" stroke="{LIGHT["peer"]}" stroke-opacity="0.45" stroke-width="1" d="{"".join(ends)}"/>'
        )
    parts.append(
        f'<path class="trend-line {css}" fill="none" stroke="{LIGHT[colour]}" stroke-width="2" d="{"".join(path)}"/>'
    )
    parts += [f'<circle class="trend-dot" fill="{LIGHT[colour]}" cx="{x:.0f}" cy="{y:.0f}" r="3"/>' for x, y in alone]
    parts += [
        f'<circle class="trend-ring" fill="{LIGHT["paper"]}" stroke="{LIGHT["ink"]}" cx="{x_of(point[0]):.0f}" cy="{y_of(point[2]):.0f}" r="4"/>'
        for point in points
        if point[4]
    ]
    return parts


def _bars(picture: Picture, x_of, y_of, low: float) -> list[str]:
    """Totals as bars from zero; an indicative one hollow."""
    parts = []
    for one, colour in ((picture.points, "sim" if picture.is_simulated else "accent"), (picture.tail, "poor")):
        css = "is-sim" if colour == "sim" else "is-live" if colour == "poor" else ""
        wide = max(abs(x_of(picture.step) - x_of(0)) * 0.7, 1)
        for at, _low, value, _high, is_indicative in one:
            top, base = y_of(value), y_of(max(low, 0))
            if base - top < 0.5:
                continue
            fill = LIGHT["paper"] if is_indicative else LIGHT[colour]
            parts.append(
                f'<rect class="trend-bar {css}{" is-hollow" if is_indicative else ""}" fill="{fill}" stroke="{LIGHT[colour]}" x="{x_of(at) - wide / 2:.1f}" '
                f'y="{top:.1f}" width="{wide:.1f}" height="{base - top:.1f}"/>'
            )
    return parts


def gaps(points: Sequence[Point], step: float) -> int:
    """How many gaps there are between the points."""
    return sum(1 for left, right in pairwise(points) if right[0] - left[0] > step * 1.5)


def spoken_name(subject: str, points: Sequence[Point], unit: str, decimals: int, step: float) -> str:
    """The picture in words: lowest, highest, last, how many gaps."""
    if not points:
        return subject
    low, high = min(point[1] for point in points), max(point[3] for point in points)
    return _(
        "{subject}: terendah {low}, tertinggi {high}, terakhir {last} {unit}; {gaps} kali terputus",
        subject=subject,
        low=number(low, decimals),
        high=number(high, decimals),
        last=number(points[-1][2], decimals),
        unit=unit,
        gaps=number(gaps(points, step)),
    )
