"""One indicator through time for a few areas in one large picture: names at line ends, dated target, printed figures beside.

For wide screens; on a phone, and for many areas, the same lines stand one by one (`ui.trend.trend` in a shared space).
"""

from collections.abc import Sequence

from catalogue.models import Kpi
from ui.format import period_short, scale_text, value_text
from ui.labels import text_width
from ui.language import _, said
from ui.series import Line, Point, Space, drawn
from ui.strokes import TEXT, Axes, axes, break_rules, dots, frame, lines, rings, spoken, target_path, target_words, text
from ui.tokens import LIGHT

WIDTH, HEIGHT = 960, 330
_TOP, _BOTTOM = 24, 30
_NAME_GAP = 17  # pixels between two names at line ends
_NAMES = 280  # pixels at most for a name
_ALL_FIGURES = 10  # a line alone says every figure up to so many


def timeline(series: Sequence[Line], kpi: Kpi, space: Space) -> str:
    """Markup of the picture. `series` have figures; the own one is drawn last, and only its target is drawn."""
    ordered = sorted((line for line in series if drawn(line.points)), key=lambda line: line.is_own)
    names = _end_names(ordered, kpi)
    right = WIDTH - min(max(text_width(words, TEXT) for words, *_rest in names), _NAMES) - 18
    left = max(text_width(scale_text(mark, kpi), TEXT) for mark in space.marks) + 8
    ends = space.marks[0], space.marks[-1]
    at = axes((space.first[1], space.last[1]), ends, (left, _TOP, right, HEIGHT - _BOTTOM), 14)
    every = sorted((point for line in ordered for point in drawn(line.points)), key=lambda point: point[1])
    parts = [*_ground(space, at, kpi), *_ticks(every, at), *break_rules(every, kpi, at, _TOP - 10)]
    own = next((line for line in ordered if line.targets), None)
    parts += target_path(own.targets, at) if own else []
    for line in ordered:
        points = drawn(line.points)
        is_own = line.is_own or len(ordered) == 1
        parts += [*lines(points, kpi, at, is_own, 3 if is_own else 1.5, line.breaks), *rings(line.others, at)]
        parts += dots(points, at, is_own, 5 if is_own else 4)
    if len(ordered) == 1:
        parts += _figures(drawn(ordered[0].points), kpi, at)
    parts += _names(names, at)
    told = "; ".join(f"{line.name}: {spoken(line.points, kpi)}" for line in ordered)
    aim = target_words(kpi, own.targets) if own else ""
    return frame("trend timeline", WIDTH, HEIGHT, f"{said(kpi.name)}. {told}{f'; {aim}' if aim else ''}", parts)


def _ground(space: Space, at: Axes, kpi: Kpi) -> list[str]:
    parts = []
    for mark in space.marks:
        y = at.y_of(mark)
        css, colour = ("trend-base", "rule-2") if mark == space.marks[0] else ("trend-grid", "rule")
        parts.append(f'<path class="{css}" stroke="{LIGHT[colour]}" d="M{at.left:.0f} {y:.0f}H{at.right:.0f}"/>')
        parts.append(text(at.left - 8, y + 4, "end", scale_text(mark, kpi)))
    return parts


def _ticks(every: Sequence[Point], at: Axes) -> list[str]:
    """The periods under the plot, from the last back; one that would touch the next is left out."""
    parts, free = [], float("inf")
    for grain, start in sorted({point[:2] for point in every}, key=lambda period: period[1], reverse=True):
        words = period_short(grain, start)
        x, half = at.x_of(start), text_width(words, TEXT) / 2
        if x + half > free - 8:
            continue
        free = x - half
        parts.append(text(x, HEIGHT - 8, "middle", words))
    return parts


def _figures(points: Sequence[Point], kpi: Kpi, at: Axes) -> list[str]:
    """The figures of a line alone at its markers but the last, which stands at its end: over them, or under where the line rises
    beside them. Those that would touch are left out, and none reaches into the scale."""
    parts, free = [], at.right
    for i in range(len(points) - 2, max(len(points) - 1 - _ALL_FIGURES, -1), -1):
        words = value_text(points[i][2], kpi)
        half = text_width(words, TEXT) / 2
        x, y = max(at.x_of(points[i][1]), at.left + half), at.y_of(points[i][2])
        if x + half > free:
            continue
        free = x - half - 4
        is_under = any(near[2] > points[i][2] for near in points[max(i - 1, 0) : i + 2]) and y + 30 < at.bottom
        parts.append(text(x, y + 24 if is_under else y - 12, "middle", words, "trend-figure"))
    return parts


def _end_names(ordered: Sequence[Line], kpi: Kpi) -> list[tuple[str, str, Point | None, float]]:
    """(words, class, last point or None for the target, figure) of everything named at the right side."""
    found = []
    for line in ordered:
        last = drawn(line.points)[-1]
        css = "trend-end is-own" if line.is_own or len(ordered) == 1 else "trend-end"
        found.append((_cut(line.name, f" {value_text(last[2], kpi)}"), css, last, float(last[2])))
    own = next((line for line in ordered if line.targets), None)
    known = [value for _day, value in own.targets if value is not None] if own else []
    if known:
        name = said(kpi.target.name) if kpi.target else _("target")
        found.append(
            (_cut(f"– – {name}", f" {scale_text(known[-1], kpi)}"), "trend-end is-target", None, float(known[-1]))
        )
    return found


def _cut(name: str, figure: str) -> str:
    """Name and figure, the name shortened where both are wider than their column."""
    if text_width(name + figure, TEXT) <= _NAMES:
        return name + figure
    while text_width(f"{name}…{figure}", TEXT) > _NAMES:
        name = name[:-1]
    return f"{name.rstrip()}…{figure}"


def _names(names: Sequence[tuple], at: Axes) -> list[str]:
    """Names beside the plot, each at the height of its line's end or as near as the others leave room, a thin lead between."""
    wanted = sorted(names, key=lambda name: -name[3])
    heights = apart([at.y_of(figure) for *_rest, figure in wanted], _NAME_GAP, _TOP - 12, HEIGHT - _BOTTOM + 4)
    parts = []
    for (words, css, last, figure), y in zip(wanted, heights, strict=True):
        x, end = at.right + 14, at.x_of(last[1]) if last else at.right
        if x - end > 30 or abs(y - at.y_of(figure)) > 5:
            lead = f"M{end + 7 if last else end:.0f} {at.y_of(figure):.0f}L{x - 2:.0f} {y:.0f}"
            parts.append(f'<path class="trend-lead" stroke="{LIGHT["rule-2"]}" stroke-width="1" d="{lead}"/>')
        parts.append(text(x, y + 4, "start", words, css, "is-own" in css))
    return parts


def apart(wanted: Sequence[float], gap: float, top: float, bottom: float) -> list[float]:
    """Heights as near to the wanted ones (ascending) as `gap` between neighbours and the two ends allow."""
    heights: list[float] = []
    for y in wanted:
        heights.append(max(y, heights[-1] + gap if heights else top))
    over = heights[-1] - bottom if heights else 0
    if over > 0:  # push back up, from the lowest
        heights[-1] = bottom
        for i in range(len(heights) - 2, -1, -1):
            heights[i] = min(heights[i], heights[i + 1] - gap)
    return heights
