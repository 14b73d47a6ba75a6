"""Small pictures of one indicator over time or against its target, drawn on the server."""

import math
from collections.abc import Mapping, Sequence

from dash import html

from catalogue.models import Kpi
from ui.format import is_absent, period_words, scale_text, value_text
from ui.labels import text_width
from ui.language import _, said
from ui.marks import origin_tag
from ui.series import Point, Space, drawn
from ui.strokes import (
    TEXT,
    Axes,
    Targets,
    axes,
    break_rules,
    dots,
    frame,
    lines,
    spoken,
    target_path,
    target_words,
    text,
)
from ui.tokens import LIGHT
from ui.words import status_word

_HEIGHT, _TOP, _BOTTOM, _SIDE = 136, 40, 22, 10
_ROOM = 22  # under the lowest point, for its figure
_NICE = (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10)


def trend(
    points: Sequence[Point],
    kpi: Kpi,
    width: int = 240,
    *,
    space: Space | None = None,
    targets: Targets | None = None,
    is_own: bool = True,
) -> str:
    """Markup of a trend, `width` pixels wide and never enlarged: markers, first and last figure, target, breaks.

    `space` is the time and the scale it shares with others, printed at its side; without it both are its own. `targets`
    are dated; without them the declared one holds all the time.
    """
    kept = drawn(points)
    if not kept:
        words = _("Belum ada angka")
        name = _("{indicator}: belum ada angka", indicator=said(kpi.name))
        return frame("trend", width, _HEIGHT, name, [text(_SIDE, _HEIGHT / 2, "start", words)])
    if targets is None:
        targets = [(point[1], kpi.target.value if kpi.target else None) for point in kept]
    at = _axes(kept, targets, space, kpi, width)
    parts = _ground(space, at, kpi, width)
    known = [value for _day, value in targets if value is not None]
    if known:
        words = f"– – {said(kpi.target.name) if kpi.target else _('target')} {scale_text(known[-1], kpi)}"
        parts += [*target_path(targets, at), text(width, 12, "end", words, "trend-name")]
    parts += break_rules(kept, kpi, at, _TOP - 8)
    parts += lines(kept, kpi, at, is_own, 2.5)
    parts += dots(kept, at, is_own, 4)
    parts += _ends(kept, kpi, at, width, space)
    aim = target_words(kpi, targets)
    return frame("trend", width, _HEIGHT, f"{said(kpi.name)}: {spoken(kept, kpi)}{f'; {aim}' if aim else ''}", parts)


def _axes(kept: Sequence[Point], targets: Targets, space: Space | None, kpi: Kpi, width: int) -> Axes:
    """The shared space, or the series' own: then with room under the lowest point, for its figure."""
    bottom = _HEIGHT - _BOTTOM
    if space:
        side = max(text_width(scale_text(mark, kpi), TEXT) for mark in space.marks) + 4
        figures = space.marks[0], space.marks[-1]
        return axes((space.first[1], space.last[1]), figures, (side, _TOP, width, bottom), _SIDE)
    figures = [point[2] for point in kept] + [value for _day, value in targets if value is not None]
    ends = min(figures), max(figures)
    return axes((kept[0][1], kept[-1][1]), ends, (0, _TOP, width, bottom - _ROOM), _SIDE)


def _ground(space: Space | None, at: Axes, kpi: Kpi, width: int) -> list[str]:
    """The base line; of a shared space the rule and figure of every mark."""
    base = f'<path class="trend-base" stroke="{LIGHT["rule-2"]}" d="M{at.left:.0f} {_HEIGHT - _BOTTOM}H{width}"/>'
    if space is None:
        return [base]
    parts = [base]
    for mark in (space.marks[0], space.marks[-1]):
        y = at.y_of(mark)
        parts.append(f'<path class="trend-grid" stroke="{LIGHT["rule"]}" d="M{at.left:.0f} {y:.0f}H{width}"/>')
        parts.append(text(at.left - 4, y + 4, "end", scale_text(mark, kpi)))
    return parts


def _ends(kept: Sequence[Point], kpi: Kpi, at: Axes, width: int, space: Space | None) -> list[str]:
    """First and last figure at their markers, off the line; first and last period under it."""
    first, last = kept[0], kept[-1]
    neighbours = [(last, kept[-2] if len(kept) > 1 else last)]
    if len(kept) > 1:
        neighbours.append((first, kept[1]))
    parts, taken = [], []
    for point, neighbour in neighbours:
        words = value_text(point[2], kpi)
        x, anchor, box = _anchored(at.x_of(point[1]), words, at, width)
        if all(box[1] < other[0] or box[0] > other[1] for other in taken):
            below = at.y_of(point[2]) + 19
            y = below if neighbour[2] > point[2] and below < _HEIGHT - _BOTTOM else below - 28
            parts.insert(0, text(x, y, anchor, words, "trend-figure"))
        taken.append(box)
    periods = [space.first, space.last] if space else [first[:2], last[:2]]
    for grain, start in dict.fromkeys(periods):
        words = period_words(grain, start)
        x, anchor, _box = _anchored(at.x_of(start), words, at, width)
        parts.append(text(x, _HEIGHT - 6, anchor, words))
    return parts


def _anchored(x: float, words: str, at: Axes, width: int) -> tuple[float, str, tuple[float, float]]:
    """Where words at `x` begin or end so that they stay inside the picture, and the room they take."""
    long = text_width(words, TEXT)
    if x - long / 2 < at.left:
        return max(x - 8, at.left), "start", (x - 8, x - 8 + long)
    if x + long / 2 > width:
        return min(x + 8, width), "end", (x + 8 - long, x + 8)
    return x, "middle", (x - long / 2, x + long / 2)


def bullet(value: float | None, kpi: Kpi) -> html.Div | None:
    """Value against target on one scale with both ends printed; None when there is no figure or nothing to set it against."""
    ends = _bullet_ends(value, kpi)
    if ends is None:
        return None
    low, high = ends

    def share(figure: float) -> str:
        return f"{min(max((float(figure) - low) / (high - low), 0), 1):.3f}"

    figures = {"value": value_text(value, kpi), "low": scale_text(low, kpi), "high": scale_text(high, kpi)}
    label = _("Nilai {value} pada skala {low} sampai {high}", **figures)
    places = {"--v": share(value)}
    above = None
    if kpi.target:
        places["--t"] = share(kpi.target.value)
        words = f"{said(kpi.target.name)} {scale_text(kpi.target.value, kpi)}"
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
    by_year = {start.year: (value, quality) for _grain, start, value, quality in drawn(points)}
    cuts = {cut.year: said(cut.label) for cut in kpi.series_breaks}
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
        figure = html.B(value_text(value, kpi), className=f"is-{quality}" if quality == "estimasi" else None)
        body = [figure, origin_tag(kpi, quality)]
    else:
        body = [html.I(status_word("no_data")), html.Small(reasons[first]) if first in reasons else None]
    note = html.Small(cuts[first]) if first in cuts else None
    return html.Li([html.Span(words, className="year"), *body, note], className="brk" if first in cuts else None)
