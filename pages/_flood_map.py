"""The map of one flood: each measure at the finest level that has figures or names for it."""

from dash import dcc, html

from pages._reading import map_picture, map_provenance
from pages._state import Context
from ui.format import number, period_code
from ui.language import N_, _, said
from ui.svg import Svg

MEASURES = (
    "flood_affected_persons_count",
    "flood_affected_households_count",
    "flooded_houses_count",
    "flood_depth_max_cm",
)


def flood_map(context: Context, event: dict) -> html.Figure | None:
    """The measure with most figures, or the one asked for; areas without one are named or not known, never zero."""
    found = _measures(context, event)
    if not found:
        return None
    kpi_id = context.state.kpi if context.state.kpi in found else max(found, key=lambda key: _weight(found[key]))
    kpi, period = context.edition.kpi(kpi_id), found[kpi_id]
    level = period["area_level"]
    picture = map_picture(context, kpi, level, period, lambda code: context.link(f"/wilayah/{code}"), "banjir")
    if not picture.markup:
        return None
    words = _(
        N_("{known} dari {areas} punya angka, {named} disebut tanpa angka; yang lain tidak diketahui, bukan nol.")
        if period["named_count"]
        else N_("{known} dari {areas} punya angka; yang lain tidak diketahui, bukan nol."),
        known=number(period["value_count"]),
        areas=context.counted(level, period["area_count"]),
        named=number(period["named_count"]),
    )
    start = period_code("day", event["event_start"])
    ways = [
        dcc.Link(
            said(context.edition.kpi(one).name),
            href=context.link("/banjir", periode=start, kpi=one),
            className="btn active" if one == kpi_id else "btn",
        )
        for one in found
    ]
    return html.Figure(
        [
            html.Figcaption(
                [
                    html.Nav(html.Div(ways, className="btn-group"), **{"aria-label": _("Ukuran di peta")}),
                    html.H3(said(kpi.name), className="figure-title"),
                    html.P(words, className="figure-sub"),
                ]
            ),
            Svg(picture.markup, id="peta-banjir"),
            picture.legend,
            map_provenance(
                context,
                kpi,
                picture.values,
                " ",
                dcc.Link(
                    _("Peta dan tabel lengkap"),
                    href=context.link("/peta", kpi=kpi_id, tingkat=level, periode=start),
                ),
            ),
        ],
        className="map-figure",
    )


def _measures(context: Context, event: dict) -> dict[str, dict]:
    """For each measure that this flood has figures or names for: its row of `periods` at the finest level that has some."""
    found = {}
    for kpi_id in MEASURES:
        if kpi_id not in context.edition.kpis:
            continue
        rows = context.edition.rows("periods", kpi=kpi_id, city=context.city.code)
        own = [r for r in rows if r["period_start"] == event["event_start"] and r["area_level"] != "kota"]
        own = [r for r in own if r["value_count"] or r["named_count"]]
        if own:
            found[kpi_id] = max(own, key=_weight)
    return found


def _weight(row: dict) -> tuple:
    return (row["value_count"], row["area_level"] == "kelurahan", row["named_count"])
