"""The order of areas as a picture: a bar from zero or a dot for each, their spread above, the target across.

Bars only for counts and percentages, which have a zero that means something. No colour but the own area's accent.
"""

import math
from collections.abc import Sequence
from html import escape

from catalogue.models import Kpi
from ui.format import is_money, is_percent, row_text, row_with_unit, scale_text, unit_words
from ui.labels import text_width
from ui.language import _, said
from ui.ranking import Place, spread
from ui.scale import ticks
from ui.tokens import FONT_SANS, LIGHT
from ui.watermark import svg_watermark

WIDTH = 380
_TEXT = 13
_ROW = 24
_NAMES = 148  # pixels at most for a name
_GAP = 10


def rank_plot(places: Sequence[Place], kpi: Kpi, own: str | None, target: float | None = None) -> str:
    """Markup of the picture, rows in the order of `places`; empty without places. `own` is the code of the area that is meant."""
    if not places:
        return ""
    figures = [place.row["value"] for place in places]
    marks = _marks(figures, kpi, target)
    texts = [_figure(place, kpi) for place in places]
    left = min(max(text_width(place.row["area_name"], _TEXT) for place in places), _NAMES) + _GAP
    right = WIDTH - max(text_width(text, _TEXT) for text in texts) - _GAP
    low, reach = marks[0], marks[-1] - marks[0]

    def x_of(value: float) -> float:
        return left + (right - left) * (value - low) / reach

    top = (24 if target is not None else 4) + (34 if len(places) > 1 else 0)
    bottom = top + _ROW * len(places)
    parts = [_grid(x_of(mark), top, bottom) for mark in marks]
    if len(places) > 1:
        parts += _spread_row(figures, x_of, top - 20)
    zero = x_of(0) if _has_bars(kpi, figures) else None
    for i, (place, text) in enumerate(zip(places, texts, strict=True)):
        parts += _row(place, text, own, x_of, zero, top + _ROW * i + _ROW / 2)
    if target is not None:
        parts += _target(kpi, target, x_of(target), top, bottom)
    parts += _axis(kpi, marks, x_of, bottom)
    return _frame(kpi, places, bottom + 24, parts)


def _has_bars(kpi: Kpi, figures: Sequence[float]) -> bool:
    counted = kpi.kind == "sum" or is_percent(kpi) or is_money(kpi)
    return counted and min(figures) >= 0


def _marks(figures: Sequence[float], kpi: Kpi, target: float | None) -> list[float]:
    """Ticks of the axis: the declared scale where it holds all figures, from zero for bars, else round numbers around them."""
    shown = [*figures, *([target] if target is not None else [])]
    low, high = min(shown), max(shown)
    if _has_bars(kpi, figures):
        low = min(low, 0)
        high = high or 1
    elif kpi.scale_min is not None and kpi.scale_max is not None and kpi.scale_min <= low and high <= kpi.scale_max:
        return _between(kpi.scale_min, kpi.scale_max)
    return ticks(low, high, 3, 10.0**-kpi.decimals)


def _between(low: float, high: float) -> list[float]:
    """Marks of a declared scale: from its lower end in round steps, its upper end the last."""
    inner = ticks(low, high, 3)
    step = inner[1] - inner[0]
    marks = [low + step * i for i in range(math.ceil((high - low) / step))]
    return [*marks, high]


def _figure(place: Place, kpi: Kpi) -> str:
    return row_text(place.row, kpi)


def _row(place: Place, text: str, own: str | None, x_of, zero: float | None, y: float) -> list[str]:
    is_own = place.row["area_code"] == own
    colour = LIGHT["accent" if is_own else "peer"]
    css = "rank-mark is-own" if is_own else "rank-mark"
    x = x_of(place.row["value"])
    parts = [_text(0, y + 4.5, "start", _cut(place.row["area_name"]), is_own)]
    modelled = place.row["quality"] == "estimasi"
    paint = f'fill="none" stroke="{colour}" stroke-dasharray="4 3"' if modelled else f'fill="{colour}"'
    css += " is-hollow" if modelled else ""
    if zero is not None:
        width = max(x - zero, 1)
        parts.append(f'<rect class="{css}" {paint} x="{zero:.1f}" y="{y - 7:.0f}" width="{width:.1f}" height="14"/>')
    if place.interval:
        ends = f"M{x_of(place.interval[0]):.1f} {y:.0f}H{x_of(place.interval[1]):.1f}"
        parts.append(f'<path class="rank-interval" stroke="{LIGHT["ink"]}" stroke-width="1.5" d="{ends}"/>')
    if zero is None:
        parts.append(f'<circle class="{css}" {paint} cx="{x:.1f}" cy="{y:.0f}" r="{6 if is_own else 5}"/>')
    return [*parts, _text(WIDTH, y + 4.5, "end", text, is_own)]


def _spread_row(figures: Sequence[float], x_of, y: float) -> list[str]:
    """A line from the smallest to the largest, a box between the quartiles, a tick at the median."""
    found = spread(figures)
    line = LIGHT["ink"]
    parts = [
        _text(0, y + 4.5, "start", _("Sebaran"), False, "rank-note"),
        f'<path class="rank-spread" stroke="{line}" d="M{x_of(found.low):.1f} {y:.0f}H{x_of(found.high):.1f}"/>',
    ]
    if found.quartiles:
        first, third = x_of(found.quartiles[0]), x_of(found.quartiles[2])
        parts.append(
            f'<rect class="rank-box" fill="{LIGHT["wash"]}" stroke="{line}" x="{first:.1f}" y="{y - 6:.0f}" '
            f'width="{max(third - first, 1):.1f}" height="12"/>'
        )
    middle = x_of(found.median)
    parts.append(
        f'<path class="rank-spread" stroke="{line}" stroke-width="2.5" d="M{middle:.1f} {y - 8:.0f}V{y + 8:.0f}"/>'
    )
    return parts


def _grid(x: float, top: float, bottom: float) -> str:
    return f'<path class="rank-grid" stroke="{LIGHT["rule"]}" d="M{x:.1f} {top:.0f}V{bottom:.0f}"/>'


def _target(kpi: Kpi, target: float, x: float, top: float, bottom: float) -> list[str]:
    name = f"– – {said(kpi.target.name) if kpi.target else _('target')} {scale_text(target, kpi)}"
    line = f'<path class="trend-target" stroke="{LIGHT["ink"]}" stroke-dasharray="5 4" d="M{x:.1f} {top - 4:.0f}V{bottom:.0f}"/>'
    return [line, _text(WIDTH, 13, "end", name, False, "rank-note")]


def _axis(kpi: Kpi, marks: Sequence[float], x_of, bottom: float) -> list[str]:
    """The marks' figures under the rows; those that would touch the one before are left out."""
    parts, free = [], -1.0
    for mark in marks:
        words = scale_text(mark, kpi)
        half = text_width(words, _TEXT) / 2
        x = min(max(x_of(mark), half), WIDTH - half)
        if x - half < free:
            continue
        free = x + half + 4
        parts.append(_text(x, bottom + 17, "middle", words, False, "rank-note"))
    return parts


def _cut(name: str) -> str:
    """The name, shortened where it is wider than its column."""
    if text_width(name, _TEXT) <= _NAMES:
        return name
    while text_width(name + "…", _TEXT) > _NAMES:
        name = name[:-1]
    return name.rstrip() + "…"


def _text(x: float, y: float, anchor: str, words: str, is_own: bool, css: str = "rank-text") -> str:
    weight = ' font-weight="600"' if is_own else ""
    colour = LIGHT["ink-2" if css == "rank-note" else "ink"]
    return f'<text class="{css}" fill="{colour}"{weight} x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>'


def _frame(kpi: Kpi, places: Sequence[Place], height: float, parts: Sequence[str]) -> str:
    first, last = places[0].row, places[-1].row
    name = _(
        "{indicator} menurut wilayah, {n} wilayah: dari {first} {high}{unit} sampai {last} {low}{unit}; semua angka ada di tabel",
        indicator=said(kpi.name),
        n=len(places),
        first=first["area_name"],
        high=row_text(first, kpi),
        last=last["area_name"],
        low=row_text(last, kpi),
        unit=unit_words(kpi),
    )
    if len(places) == 1:
        name = f"{said(kpi.name)}, {first['area_name']}: {row_with_unit(first, kpi)}"
    return (
        f'<svg class="rank-plot" xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height:.0f}" '
        f'viewBox="0 0 {WIDTH} {height:.0f}" role="img" aria-label="{escape(name)}" font-family="{escape(FONT_SANS)}" '
        f'font-size="{_TEXT}">{"".join(parts)}{svg_watermark(0, 0, WIDTH, height)}</svg>'
    )
