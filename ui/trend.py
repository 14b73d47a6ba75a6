"""Small pictures of one indicator over time or against its target, drawn on the server."""

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from html import escape
from itertools import pairwise

from dash import html

from catalogue.models import Kpi
from ui.format import is_absent, period_words, scale_text, value_text, value_with_unit
from ui.series import Point, drawn, segments
from ui.tokens import FONT_SANS, LIGHT
from ui.words import QUALITIES

DASHES = {"resmi": "", "kutipan": "1.5 4", "estimasi": "7 4", "simulasi": "7 4"}
_HEIGHT, _TOP, _BOTTOM, _SIDE = 136, 40, 22, 10
_ROOM = 22  # under the lowest point, for its figure
_TEXT = 13
_NICE = (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10)


def trend(points: Sequence[Point], kpi: Kpi, width: int = 240) -> str:
    """Markup of a trend, `width` pixels wide and never enlarged: markers, first and last figure, target, breaks.

    Solid, dotted and dashed lines are official, quoted and modelled figures; no line crosses a gap or a break.
    """
    kept = drawn(points)
    if not kept:
        return _frame(width, f"{kpi.name.id}: belum ada angka", [_text(_SIDE, _HEIGHT / 2, "start", "Belum ada angka")])
    target = kpi.target.value if kpi.target else None
    x_of, y_of = _scales(kept, target, width)
    parts = [f'<path class="trend-base" stroke="{LIGHT["rule-2"]}" d="M0 {_HEIGHT - _BOTTOM}H{width}"/>']
    if target is not None:
        parts += _target_line(kpi, y_of(target), width)
    parts += [_break_line((x_of(left[1]) + x_of(right[1])) / 2) for left, right in _breaks(kept, kpi)]
    for left, right, quality in segments(kept, kpi.series_breaks):
        dash = f' stroke-dasharray="{DASHES[quality]}"' if DASHES[quality] else ""
        colour = LIGHT["sim" if quality == "simulasi" else "accent"]
        path = f"M{x_of(left[1]):.0f} {y_of(left[2]):.0f}L{x_of(right[1]):.0f} {y_of(right[2]):.0f}"
        parts.append(
            f'<path class="trend-line {QUALITIES[quality].css}" fill="none" stroke="{colour}" stroke-width="2.5"{dash} d="{path}"/>'
        )
    for _, start, value, quality in kept:
        colour = LIGHT["sim" if quality == "simulasi" else "accent"]
        kind = "trend-dot is-sim" if quality == "simulasi" else "trend-dot"
        parts.append(f'<circle class="{kind}" fill="{colour}" cx="{x_of(start):.0f}" cy="{y_of(value):.0f}" r="4"/>')
    parts += _ends(kept, kpi, x_of, y_of, width)
    return _frame(width, _spoken(kept, kpi), parts)


def _scales(kept: Sequence[Point], target: float | None, width: int):
    """Functions from a date to x and from a figure to y, both in pixels."""
    days = [point[1].toordinal() for point in kept]
    figures = [float(point[2]) for point in kept] + ([float(target)] if target is not None else [])
    first, span = min(days), max(days) - min(days)
    low, reach = min(figures), max(figures) - min(figures)
    inner, tall = width - 2 * _SIDE, _HEIGHT - _TOP - _BOTTOM - _ROOM

    def x_of(day: dt.date) -> float:
        return width / 2 if not span else _SIDE + inner * (day.toordinal() - first) / span

    def y_of(value: float) -> float:
        return _TOP + tall * (0.5 if not reach else 1 - (float(value) - low) / reach)

    return x_of, y_of


def _breaks(kept: Sequence[Point], kpi: Kpi) -> list[tuple[Point, Point]]:
    """Neighbouring points between which the series changed."""
    cuts = [cut.year for cut in kpi.series_breaks]
    return [(a, b) for a, b in pairwise(kept) if any(a[1].year < year <= b[1].year for year in cuts)]


def _break_line(x: float) -> str:
    return f'<path class="trend-break" stroke="{LIGHT["ink"]}" d="M{x - 2:.0f} {_TOP - 8}V{_HEIGHT - _BOTTOM}M{x + 2:.0f} {_TOP - 8}V{_HEIGHT - _BOTTOM}"/>'


def _target_line(kpi: Kpi, y: float, width: int) -> list[str]:
    """The target's dashed line; its name stands at the top, away from the figures."""
    name = f"– – {kpi.target.name.id} {scale_text(kpi.target.value, kpi)}"
    line = f'<path class="trend-target" stroke="{LIGHT["ink"]}" stroke-dasharray="5 4" d="M0 {y:.0f}H{width}"/>'
    return [line, _text(width, 12, "end", name, "trend-name")]


def _ends(kept: Sequence[Point], kpi: Kpi, x_of, y_of, width: int) -> list[str]:
    """First and last figure at their markers, off the line; first and last period under it."""
    if len(kept) == 1:
        ends = [(kept[0], kept[0], x_of(kept[0][1]), "middle")]
    else:
        ends = [(kept[0], kept[1], 2, "start"), (kept[-1], kept[-2], width - 2, "end")]
    parts = []
    for (grain, start, value, _), neighbour, at, anchor in ends:
        y = y_of(value) + (19 if neighbour[2] > value else -9)
        parts.append(_text(at, _HEIGHT - 6, anchor, period_words(grain, start)))
        parts.append(_text(at, y, anchor, value_text(value, kpi), "trend-figure"))
    return parts


def _text(x: float, y: float, anchor: str, words: str, css: str = "trend-text") -> str:
    weight = ' font-weight="600"' if css == "trend-figure" else ""
    colour = LIGHT["ink" if css == "trend-figure" else "ink-2"]
    return f'<text class="{css}" fill="{colour}"{weight} x="{x:.0f}" y="{y:.0f}" text-anchor="{anchor}">{escape(words)}</text>'


def _spoken(kept: Sequence[Point], kpi: Kpi) -> str:
    """The numbers in words: every one up to six, else first and last."""
    told = kept if len(kept) <= 6 else [kept[0], kept[-1]]
    figures = "; ".join(f"{period_words(g, s)} {value_with_unit(v, kpi)} ({q})" for g, s, v, q in told)
    target = f"; {kpi.target.name.id} {value_with_unit(kpi.target.value, kpi)}" if kpi.target else ""
    return f"{kpi.name.id}: {figures}{target}"


def _frame(width: int, name: str, parts: Sequence[str]) -> str:
    font = escape(FONT_SANS)
    return (
        f'<svg class="trend" xmlns="http://www.w3.org/2000/svg" width="{width}" height="{_HEIGHT}" viewBox="0 0 {width} {_HEIGHT}" '
        f'role="img" aria-label="{escape(name)}" font-family="{font}" font-size="{_TEXT}">{"".join(parts)}</svg>'
    )


def bullet(value: float | None, kpi: Kpi) -> html.Div | None:
    """Value against target on one scale with both ends printed; None when there is no figure or nothing to set it against."""
    ends = _bullet_ends(value, kpi)
    if ends is None:
        return None
    low, high = ends

    def share(figure: float) -> str:
        return f"{min(max((float(figure) - low) / (high - low), 0), 1):.3f}"

    label = f"Nilai {value_text(value, kpi)} pada skala {scale_text(low, kpi)} sampai {scale_text(high, kpi)}"
    places = {"--v": share(value)}
    above = None
    if kpi.target:
        places["--t"] = share(kpi.target.value)
        words = f"{kpi.target.name.id} {scale_text(kpi.target.value, kpi)}"
        label += f", {words}"
        side = "bullet-target right" if float(places["--t"]) > 0.5 else "bullet-target"
        above = html.Div(html.Span(words), className=side, style={"--t": places["--t"]}, **{"aria-hidden": "true"})
    bar = html.Div(
        className="bullet" if kpi.target else "bullet no-target", style=places, role="img", **{"aria-label": label}
    )
    scale = html.Div(
        [html.Span(scale_text(low, kpi)), html.Span(scale_text(high, kpi))],
        className="bullet-scale",
        **{"aria-hidden": "true"},
    )
    return html.Div([above, bar, scale], className="bullet-block")


def _bullet_ends(value: float | None, kpi: Kpi) -> tuple[float, float] | None:
    """The declared scale; else 0 to 100 for a percentage with a target; else 0 to a round figure beyond both."""
    if is_absent(value):
        return None
    if kpi.scale_min is not None and kpi.scale_max is not None and kpi.scale_max > kpi.scale_min:
        return kpi.scale_min, kpi.scale_max
    if kpi.target is None or min(value, kpi.target.value) < 0:
        return None
    larger = max(float(value), kpi.target.value)
    if kpi.unit.id.startswith("%") and 25 < larger <= 100:
        return 0.0, 100.0
    if larger <= 0:
        return None
    step = 10.0 ** math.floor(math.log10(larger * 1.1))
    return 0.0, next(nice * step for nice in _NICE if nice * step >= larger * 1.1)


def years_strip(
    points: Sequence[Point], kpi: Kpi, years: Sequence[int], absent: Mapping[int, str] | None = None
) -> html.Ol:
    """One cell per year with figure and origin; a run of empty years is one cell that says so; a double rule at a break.

    `points` are yearly; `absent` says for a year why it is empty.
    """
    reasons = absent or {}
    by_year = {start.year: (value, quality) for _, start, value, quality in drawn(points)}
    cuts = {cut.year: cut.label.id for cut in kpi.series_breaks}
    cells: list[list[int]] = []
    for year in years:
        last = cells[-1] if cells else None
        joins = last and year not in by_year and last[-1] not in by_year and year not in cuts
        if joins and reasons.get(year) == reasons.get(last[0]):
            last.append(year)
        else:
            cells.append([year])
    return html.Ol([_year_cell(cell, by_year, reasons, cuts, kpi) for cell in cells], className="years")


def _year_cell(cell: Sequence[int], by_year, reasons, cuts, kpi: Kpi) -> html.Li:
    """One year, or a run of years without a figure."""
    first = cell[0]
    words = str(first) if len(cell) == 1 else f"{first}–{cell[-1]}"
    if first in by_year:
        value, quality = by_year[first]
        origin = QUALITIES[quality]
        figure = html.B(value_text(value, kpi), className=f"is-{quality}" if quality == "estimasi" else None)
        body = [figure, html.Span(origin.word, className=f"quality {origin.css}")]
    else:
        body = [html.I("Belum tersedia"), html.Small(reasons[first]) if first in reasons else None]
    note = html.Small(cuts[first]) if first in cuts else None
    return html.Li([html.Span(words, className="year"), *body, note], className="brk" if first in cuts else None)
