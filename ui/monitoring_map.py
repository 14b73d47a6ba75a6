"""Stations on the outlines of a city: the areas as bare ground, each station a mark in shape and colour with its figure beside it.

`rows` and `edges` are shapes as `ui.map` takes them; nothing is painted between stations.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

from ui.labels import text_width
from ui.language import _
from ui.map import outline_edges, view_of
from ui.monitoring import drawn
from ui.tokens import FONT_SANS, LIGHT
from ui.watermark import svg_watermark

_MARK, _TEXT, _TOUCH = 1 / 62, 1 / 36, 1 / 19  # of the width shown: mark, words, what a finger hits
_SHOWN_PX = 400


@dataclass(frozen=True)
class Spot:
    """One station: where, how it looks, the short words beside the mark, all of it in words, its address."""

    code: str
    x: float
    y: float
    state: str
    figure: str
    words: str
    is_selected: bool


def station_map(rows: Sequence[dict], edges: Sequence[dict], spots: Sequence[Spot], link: Callable[[str], str]) -> str:
    """Markup of the map; empty without outlines."""
    if not rows:
        return ""
    view = view_of([row["bbox"] for row in rows])
    width = view[2] - view[0]
    box = " ".join(f"{part:.0f}" for part in (view[0], view[1], width, view[3] - view[1]))
    name = escape(_("Peta stasiun sensor"))
    parts = [
        f'<svg class="map stations" xmlns="http://www.w3.org/2000/svg" viewBox="{box}" preserveAspectRatio="xMinYMid meet" '
        f'role="group" aria-label="{name}">',
        f'<g stroke="{LIGHT["rule"]}" stroke-width="{width / 500:.2f}">',
    ]
    parts += [
        f'<path class="area ground" fill="{LIGHT["wash"]}" d="{escape(row["path"])}"><title>{escape(row["area_name"])}</title></path>'
        for row in rows
    ]
    parts += ["</g>", *outline_edges(edges, view)]
    parts.append(svg_watermark(view[0], view[1], width, view[3] - view[1]))
    placed = _apart(spots, width)
    parts.append(
        f'<g class="spots" font-family="{escape(FONT_SANS)}" font-size="{width * _TEXT:.1f}" font-weight="600">'
    )
    parts += [_spot(spot, x, y, width, view, link) for spot, x, y in placed]
    return "".join([*parts, "</g></svg>"])


def _apart(spots: Sequence[Spot], width: float) -> list[tuple[Spot, float, float]]:
    """Marks that would cover one another are moved down, side by side with their words."""
    least, found = width * _TEXT * 1.5, []
    for spot in sorted(spots, key=lambda one: (one.y, one.x, one.code)):
        y = spot.y
        while any(abs(y - other_y) < least and abs(spot.x - x) < width * 0.22 for _one, x, other_y in found):
            y += least / 2
        found.append((spot, spot.x, y))
    return found


def _spot(spot: Spot, x: float, y: float, width: float, view: tuple, link) -> str:
    size = width * _TEXT
    long = text_width(spot.figure, 13) / 13 * size
    is_left = x + size + long > view[2]
    anchor, at = ("end", x - size) if is_left else ("start", x + size)
    words = escape(spot.words)
    current = ' aria-current="true"' if spot.is_selected else ""
    ring = (
        f'<circle class="chosen" fill="none" stroke="{LIGHT["ink"]}" stroke-width="{width / 250:.1f}" cx="{x:.1f}" cy="{y:.1f}" '
        f'r="{width * _MARK * 1.9:.1f}"/>'
        if spot.is_selected
        else ""
    )
    return (
        f'<a href="{escape(link(spot.code))}" data-code="{escape(spot.code)}" aria-label="{words}"{current}><title>{words}</title>'
        f'<circle class="touch" fill="{LIGHT["paper"]}" fill-opacity="0" cx="{x:.1f}" cy="{y:.1f}" r="{width * _TOUCH:.1f}"/>{ring}'
        f"{drawn(spot.state, x, y, width * _MARK)}"
        f'<text class="lbl" fill="{LIGHT["ink"]}" stroke="{LIGHT["paper"]}" stroke-width="{size / 4:.1f}" paint-order="stroke" '
        f'text-anchor="{anchor}" x="{at:.1f}" y="{y + size * 0.35:.1f}">{escape(spot.figure)}</text></a>'
    )
