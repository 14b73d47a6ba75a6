"""Where the names on a map go: computed, never placed by hand.

Everything is in the units of the map's canvas. A name stands at the interior point of its area when most of it lies
inside and it hides no smaller area; else outside the city on a lead line; else it is left out. No two names overlap.
"""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

Box = tuple[float, float, float, float]  # x0, y0, x1, y1

NARROW = 1.25  # names are this much larger (in canvas units) on a phone, as in assets/look.css
_TOKEN = re.compile(r"[MmLlZz]|-?\d+(?:\.\d+)?")
_WIDTHS = {**dict.fromkeys("iljtf.,:'|!() ", 0.31), **dict.fromkeys("rsckzI-", 0.5), **dict.fromkeys("mwMW", 0.88)}
_CELL = 10
_INSIDE_ENOUGH = 0.62  # share of a name inside its own area
_HIDES_TOO_MUCH = 0.3  # share of another area under a name


@dataclass(frozen=True)
class Wish:
    """A name to place: its `lines`, the interior point `x, y`, and the `path` and `bbox` of its own area."""

    lines: tuple[str, ...]
    x: float
    y: float
    path: str
    bbox: Box


@dataclass(frozen=True)
class Label:
    """A placed name: `x, y` is the middle of its box; `lead` the line from its area, `is_wide` hides it on a phone."""

    lines: tuple[str, ...]
    x: float
    y: float
    lead: Box | None = None
    is_wide: bool = False


@lru_cache(maxsize=4096)
def text_width(text: str, size: float) -> float:
    """Estimated width of semibold sans text, on the generous side."""
    return size * sum(_WIDTHS.get(letter, 0.72 if letter.isupper() else 0.58) for letter in text)


def rings(path: str) -> list[list[tuple[float, float]]]:
    """Corner points of each ring of path data made of M, m, L, l and z."""
    found: list[list[tuple[float, float]]] = []
    x = y = 0.0
    command, pending = "M", None
    for token in _TOKEN.findall(path):
        if token.isalpha():
            command = token
            if command in "Mm":
                found.append([])
            elif command in "Zz" and found and found[-1]:
                x, y = found[-1][0]
        elif pending is None:
            pending = float(token)
        else:
            base = (x, y) if command in "ml" else (0.0, 0.0)
            x, y, pending = base[0] + pending, base[1] + float(token), None
            found[-1].append((x, y))
            command = {"M": "L", "m": "l"}.get(command, command)
    return [ring for ring in found if len(ring) > 2]


@lru_cache(maxsize=4096)
def _raster(path: str) -> dict[int, int]:
    """Rows of cells covered by a path: row number -> bit mask of columns (even-odd rule, cell middles)."""
    crossings: dict[int, list[float]] = {}
    for ring in rings(path):
        for (x0, y0), (x1, y1) in zip(ring, ring[1:] + ring[:1], strict=True):
            if y0 > y1:
                x0, y0, x1, y1 = x1, y1, x0, y0
            for row in range(math.ceil(y0 / _CELL - 0.5), math.ceil(y1 / _CELL - 0.5)):
                crossings.setdefault(row, []).append(x0 + (x1 - x0) * ((row + 0.5) * _CELL - y0) / (y1 - y0))
    rows = {}
    for row, edges in crossings.items():
        edges.sort()
        mask = 0
        for left, right in zip(edges[::2], edges[1::2], strict=True):
            mask |= _columns(left, right)
        rows[row] = mask
    return rows


def _columns(left: float, right: float) -> int:
    """Bit mask of the columns whose middle lies between two x; canvases begin at 0, so negative ones are cut off."""
    first, end = max(math.ceil(left / _CELL - 0.5), 0), max(math.ceil(right / _CELL - 0.5), 0)
    return (1 << end) - (1 << first) if end > first else 0


def covered(rows: dict[int, int], box: Box) -> float:
    """Share (0 to 1) of a box that is covered by a raster."""
    mask = _columns(box[0], box[2]) or 1 << max(int(box[0] // _CELL), 0)
    wanted = range(
        math.ceil(box[1] / _CELL - 0.5), max(math.ceil(box[3] / _CELL - 0.5), math.ceil(box[1] / _CELL - 0.5) + 1)
    )
    return sum((rows.get(row, 0) & mask).bit_count() for row in wanted) / (mask.bit_count() * len(wanted))


def union(paths: Iterable[str]) -> dict[int, int]:
    """One raster of several paths."""
    rows: dict[int, int] = {}
    for path in paths:
        for row, mask in _raster(path).items():
            rows[row] = rows.get(row, 0) | mask
    return rows


def _box(wish: Wish, x: float, y: float, size: float) -> Box:
    half_width = max(text_width(line, size) for line in wish.lines) / 2 + size * 0.15
    half_height = size * 0.6 * len(wish.lines)
    return x - half_width, y - half_height, x + half_width, y + half_height


def _meets(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _within(inner: Box, outer: Box) -> bool:
    return inner[0] >= outer[0] and inner[1] >= outer[1] and inner[2] <= outer[2] and inner[3] <= outer[3]


def _lead_boxes(lead: Box, size: float) -> list[Box]:
    """Small boxes along a lead line, so that nothing is set on it."""
    x0, y0, x1, y1 = lead
    steps = max(int(math.hypot(x1 - x0, y1 - y0) / size), 1)
    points = [(x0 + (x1 - x0) * i / steps, y0 + (y1 - y0) * i / steps) for i in range(steps + 1)]
    return [(x - size / 4, y - size / 4, x + size / 4, y + size / 4) for x, y in points]


@lru_cache(maxsize=4096)
def _extent(path: str) -> tuple[int, int, int, int]:
    """First row, row after the last, mask of all columns and number of cells of a path's raster."""
    rows = _raster(path)
    if not rows:
        return 0, 0, 0, 0
    columns = 0
    for mask in rows.values():
        columns |= mask
    return min(rows), max(rows) + 1, columns, sum(mask.bit_count() for mask in rows.values())


def _hidden(path: str, box: Box) -> float:
    """Share of an area that lies under a box."""
    first, end, columns, whole = _extent(path)
    first, end = max(first, math.ceil(box[1] / _CELL - 0.5)), min(end, math.ceil(box[3] / _CELL - 0.5))
    mask = _columns(box[0], box[2]) & columns
    if first >= end or not mask:
        return 0.0
    rows = _raster(path)
    return sum((rows.get(row, 0) & mask).bit_count() for row in range(first, end)) / whole


def _inside(
    wish: Wish, size: float, view: Box, paths: Sequence[str], taken: Sequence[Box]
) -> tuple[float, Label | None, list[Box]]:
    """Best place in the own area: the share of the name that lies inside, the label, its box."""
    own, best = _raster(wish.path), (0.0, None, [])
    for dy in (0, -0.6, 0.6, -1.2, 1.2, -2, 2):
        for dx in (0, -0.8, 0.8, -1.8, 1.8):
            x, y = wish.x + dx * size, wish.y + dy * size
            box = _box(wish, x, y, size)
            if not _within(box, view) or any(_meets(box, other) for other in taken):
                continue
            share = covered(own, box) - 0.01 * (abs(dx) + abs(dy))
            if share > best[0] + 0.001 and not any(
                _hidden(path, box) > _HIDES_TOO_MUCH for path in paths if path != wish.path
            ):
                best = (share, Label(wish.lines, x, y), [box])
    return best


def _outside(
    wish: Wish, size: float, view: Box, ground: dict[int, int], taken: Sequence[Box]
) -> tuple[Label | None, list[Box]]:
    """Nearest free place beside the city, with its lead line."""
    reach = math.hypot(view[2] - view[0], view[3] - view[1])
    for distance in range(int(size * 2), int(reach * 0.6), max(int(size * 0.7), 1)):
        for turn in range(32):
            angle = math.pi * (0.5 + (turn + 1) // 2 * (1 if turn % 2 else -1) / 16)
            x, y = wish.x + distance * math.cos(angle), wish.y + distance * math.sin(angle)
            box = _box(wish, x, y, size)
            roomy = (box[0] - size * 0.3, box[1] - size * 0.2, box[2] + size * 0.3, box[3] + size * 0.2)
            if not _within(box, view) or covered(ground, roomy) or any(_meets(box, other) for other in taken):
                continue
            end_x, end_y = min(max(wish.x, box[0]), box[2]), min(max(wish.y, box[1]), box[3])
            lead = (wish.x, wish.y, end_x, end_y)
            line = _lead_boxes(lead, size)
            if not any(_meets(part, other) for part in line for other in taken):
                return Label(wish.lines, x, y, lead), [box, *line]
    return None, []


@lru_cache(maxsize=256)
def place(
    wishes: tuple[Wish, ...], size: float, view: Box, paths: tuple[str, ...], kept_free: tuple[Box, ...] = ()
) -> tuple[Label, ...]:
    """Place names of `size` inside `view` and off `kept_free`; `paths` are all areas, which an outside name must not cover.

    Takes some milliseconds and depends on nothing else, so answers are kept.
    """
    ground = union(paths)
    labels: list[tuple[Wish, Label]] = []
    taken: list[Box] = list(kept_free)
    small = []
    for wish in sorted(wishes, key=lambda w: (w.bbox[0] - w.bbox[2]) * (w.bbox[3] - w.bbox[1])):
        share, label, boxes = _inside(wish, size, view, paths, taken)
        if label is None or share < _INSIDE_ENOUGH:
            small.append(wish)
            continue
        labels.append((wish, label))
        taken += boxes
    for wish in small:
        label, boxes = _outside(wish, size, view, ground, taken)
        if label is None:
            share, label, boxes = _inside(wish, size, view, (), taken)
            label = label if share > _INSIDE_ENOUGH / 2 else None
        if label is not None:
            labels.append((wish, label))
            taken += boxes
    return _for_phones(labels, size * NARROW, view)


def _for_phones(labels: Sequence[tuple[Wish, Label]], size: float, view: Box) -> tuple[Label, ...]:
    """Mark the names that would overlap or leave the picture at the larger size of a phone."""
    kept: list[Box] = []
    checked = []
    for wish, label in labels:
        box = _box(wish, label.x, label.y, size)
        is_wide = not _within(box, view) or any(_meets(box, other) for other in kept)
        if not is_wide:
            kept.append(box)
        checked.append(Label(label.lines, label.x, label.y, label.lead, is_wide))
    return tuple(checked)
