"""Points over the map: which kinds the city has, those of the asked kind, and the list that says the same in words."""

from dash import html

from pages._state import Context
from store import NotThere
from ui.cited import cited
from ui.language import _, _n
from ui.map_points import status_words
from ui.marks import provenance
from ui.tables import folded

EVERY_KIND = "semua"


def asked_points(context: Context, level: str) -> tuple[list[str], list[dict]]:
    """(kinds of points the city has, the points to draw). Raises `NotThere` for a kind it does not have."""
    if level == "kota" or not context.edition.holds("mart.asset_point"):
        return [], []
    points = context.edition.rows("asset_points", city=context.city.code)
    kinds = list(dict.fromkeys(point["kind"] for point in points))
    asked = context.state.titik
    if asked is None:
        return kinds, []
    if asked != EVERY_KIND and asked not in kinds:
        raise NotThere(
            "titik", "titik '{asked}' tidak ada untuk {city}", kinds, asked=asked[:40], city=context.city.name
        )
    return kinds, [point for point in points if asked in (EVERY_KIND, point["kind"])]


def points_section(context: Context, points: list[dict]) -> html.Section | None:
    """The points drawn, with their state and source; how many assets have no place is said by the programme page."""
    if not points:
        return None
    heads = [
        (_("Titik"), False),
        (_("Jenis"), False),
        (_("Keadaan"), False),
        (_("Wilayah"), False),
        (_("Asal"), False),
    ]
    rows = [
        [
            cited(point["name"]),
            cited(point["kind"]),
            status_words(point["status"]),
            context.edition.area(point["area_code"])["area_name"]
            if point["area_code"]
            else _("lokasi tidak diketahui"),
            provenance(point["quality"], cited(point["source"] or "")),
        ]
        for point in points
    ]
    title = _n("{n} titik di peta", len(points))
    return html.Section(
        [
            html.H2(title, className="section-title is-apart"),
            html.P(
                _("Lingkaran penuh: aktif. Lingkaran kosong: tidak aktif, atau keadaannya tidak diketahui."),
                className="note",
            ),
            folded(title, heads, rows),
        ]
    )
