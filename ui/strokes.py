"""The strokes every picture through time shares: lines by origin, markers, double rules, dated targets, texts.

Solid, dotted and dashed lines are official, quoted and modelled figures; the own area is thick and in the accent, all
others are in one grey. Paths carry colours as well as classes, for paper.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from catalogue.models import Kpi, SeriesBreak
from ui.format import period_words, value_with_unit
from ui.language import _, said
from ui.series import Point, drawn, segments
from ui.tokens import FONT_SANS, LIGHT
from ui.watermark import svg_watermark
from ui.words import QUALITIES, figure_word

DASHES = {"resmi": "", "kutipan": "1.5 4", "estimasi": "7 4", "simulasi": "7 4"}
TEXT = 13
Targets = Sequence[tuple[dt.date, float | None]]  # a period's first day and its target, in order of time


@dataclass(frozen=True)
class Axes:
    """Where a day and a figure lie, in pixels, inside the box of the plot."""

    x_of: Callable[[dt.date], float]
    y_of: Callable[[float], float]
    left: float
    right: float
    top: float
    bottom: float


def axes(
    days: tuple[dt.date, dt.date],
    figures: tuple[float, float],
    box: tuple[float, float, float, float],
    inset: float = 0,
) -> Axes:
    """Linear in time and figure. `box` is left, top, right, bottom; one day or one figure alone lies in the middle."""
    left, top, right, bottom = box
    first, span = days[0].toordinal(), days[1].toordinal() - days[0].toordinal()
    low, reach = float(figures[0]), float(figures[1]) - float(figures[0])

    def x_of(day: dt.date) -> float:
        inner = right - left - 2 * inset
        return (left + right) / 2 if not span else left + inset + inner * (day.toordinal() - first) / span

    def y_of(value: float) -> float:
        return bottom - (bottom - top) * (0.5 if not reach else (float(value) - low) / reach)

    return Axes(x_of, y_of, left, right, top, bottom)


def lines(
    points: Sequence[Point], kpi: Kpi, at: Axes, is_own: bool, width: float, breaks: Sequence[SeriesBreak] = ()
) -> list[str]:
    """The joined points; `breaks` beside those of the indicator. Nothing crosses a gap or a break, and figures that are not comparable are not joined at all."""
    side = "" if is_own else " is-peer"
    parts = []
    for left, right, quality in segments(points, [*kpi.series_breaks, *breaks]) if kpi.comparable else ():
        dash = f' stroke-dasharray="{DASHES[quality]}"' if DASHES[quality] else ""
        path = f"M{at.x_of(left[1]):.0f} {at.y_of(left[2]):.0f}L{at.x_of(right[1]):.0f} {at.y_of(right[2]):.0f}"
        css = f"trend-line {QUALITIES[quality].css}{side}"
        parts.append(
            f'<path class="{css}" fill="none" stroke="{_colour(quality, is_own)}" stroke-width="{width:g}"{dash} d="{path}"/>'
        )
    return parts


def dots(points: Sequence[Point], at: Axes, is_own: bool, radius: float) -> list[str]:
    """A marker for every figure."""
    side = "" if is_own else " is-peer"
    return [
        f'<circle class="trend-dot{" is-sim" if quality == "simulasi" else side}" fill="{_colour(quality, is_own)}" '
        f'cx="{at.x_of(start):.0f}" cy="{at.y_of(value):.0f}" r="{radius:g}"/>'
        for _grain, start, value, quality in points
    ]


def rings(others: Sequence[tuple[dt.date, float]], at: Axes) -> list[str]:
    """Hollow markers: the other figure of a period, printed or computed again."""
    return [
        f'<circle class="trend-ring" fill="none" stroke="{LIGHT["ink"]}" cx="{at.x_of(day):.0f}" cy="{at.y_of(value):.0f}" r="7"/>'
        for day, value in others
    ]


def _colour(quality: str, is_own: bool) -> str:
    return LIGHT["sim" if quality == "simulasi" else "accent" if is_own else "peer"]


def break_rules(points: Sequence[Point], kpi: Kpi, at: Axes, top: float) -> list[str]:
    """A double rule between the neighbouring periods where the series changed; `points` of all lines in order of time."""
    parts = []
    days = sorted({point[1] for point in points})
    for left, right in pairwise(days):
        if any(left.year < cut.year <= right.year for cut in kpi.series_breaks):
            x = (at.x_of(left) + at.x_of(right)) / 2
            rule = f"M{x - 2:.0f} {top:.0f}V{at.bottom:.0f}M{x + 2:.0f} {top:.0f}V{at.bottom:.0f}"
            parts.append(f'<path class="trend-break" stroke="{LIGHT["ink"]}" d="{rule}"/>')
    return parts


def target_path(targets: Targets, at: Axes) -> list[str]:
    """The target as ink dashes: level where it stays, a step half way between two periods where it changes, none where none
    is dated."""
    path, is_open = [], False
    for i, (day, value) in enumerate(targets):
        if value is None:
            is_open = False
            continue
        start = at.left if i == 0 else (at.x_of(targets[i - 1][0]) + at.x_of(day)) / 2
        end = at.right if i == len(targets) - 1 else (at.x_of(day) + at.x_of(targets[i + 1][0])) / 2
        path.append(f"{'L' if is_open else 'M'}{start:.0f} {at.y_of(value):.0f}H{end:.0f}")
        is_open = True
    if not path:
        return []
    return [
        f'<path class="trend-target" fill="none" stroke="{LIGHT["ink"]}" stroke-dasharray="5 4" d="{"".join(path)}"/>'
    ]


def text(x: float, y: float, anchor: str, words: str, css: str = "trend-text", strong: bool = False) -> str:
    """Escaped words; figures (`trend-figure`) are in ink and semibold."""
    is_figure = css == "trend-figure"
    weight = ' font-weight="600"' if is_figure or strong else ""
    colour = LIGHT["ink" if is_figure else "accent" if "is-own" in css else "ink-2"]
    return f'<text class="{css}" fill="{colour}"{weight} x="{x:.0f}" y="{y:.0f}" text-anchor="{anchor}">{escape(words)}</text>'


def spoken(points: Sequence[Point], kpi: Kpi) -> str:
    """A line in words: every figure up to six, else the first and the last."""
    kept = drawn(points)
    told = kept if len(kept) <= 6 else [kept[0], kept[-1]]
    return "; ".join(f"{period_words(g, s)} {value_with_unit(v, kpi)} ({figure_word(kpi, q)})" for g, s, v, q in told)


def target_words(kpi: Kpi, targets: Targets) -> str:
    """Name and figure of the target, of a dated one the last; empty without one."""
    known = [value for _day, value in targets if value is not None]
    if not known:
        return ""
    name = said(kpi.target.name) if kpi.target else _("target")
    return f"{name} {value_with_unit(known[-1], kpi)}"


def frame(css: str, width: float, height: float, name: str, parts: Sequence[str]) -> str:
    """The picture with its name for those who do not see it."""
    return (
        f'<svg class="{css}" xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        f'role="img" aria-label="{escape(name)}" font-family="{escape(FONT_SANS)}" font-size="{TEXT}">{"".join(parts)}{svg_watermark(0, 0, width, height)}</svg>'
    )
