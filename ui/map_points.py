"""Points over a map: assets and stations, as marks with a name, and the list of them beside the map.

A point is a mapping with `kind, name, x, y` (on the city's canvas), `status` (`active`, `inactive` or None: not known) and
`source`. The marks are for the eye; the list says the same to everyone.
"""

from collections.abc import Mapping, Sequence
from html import escape

from ui.language import _
from ui.tokens import LIGHT

_RADIUS = 1 / 95  # of the width shown


def point_marks(points: Sequence[Mapping], view: tuple[float, float, float, float]) -> str:
    """A disc where the point works, a ring where it does not or where nobody said; nothing outside the part that is shown."""
    radius = (view[2] - view[0]) * _RADIUS
    inside = [p for p in points if view[0] <= p["x"] <= view[2] and view[1] <= p["y"] <= view[3]]
    if not inside:
        return ""
    marks = []
    for point in inside:
        works = point["status"] == "active"
        fill, stroke = (LIGHT["accent"], LIGHT["paper"]) if works else (LIGHT["paper"], LIGHT["accent"])
        marks.append(
            f'<circle class="point{"" if works else " is-unknown"}" fill="{fill}" stroke="{stroke}" '
            f'stroke-width="{radius / 3:.2f}" cx="{point["x"]:.0f}" cy="{point["y"]:.0f}" r="{radius:.1f}">'
            f"<title>{escape(point['name'])}: {escape(status_words(point['status']))}</title></circle>"
        )
    return f'<g class="points">{"".join(marks)}</g>'


def status_words(status: str | None) -> str:
    """Whether a point works, in words."""
    return {"active": _("aktif"), "inactive": _("tidak aktif")}.get(status, _("keadaannya tidak diketahui"))
