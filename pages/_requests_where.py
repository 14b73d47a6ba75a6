"""Of /aduan: the map of the city's parts, and since when what is open has been waiting."""

from dash import dcc, html

from pages._reading import map_picture, map_provenance
from pages._requests_head import OVERDUE, RECEIVED, here, told
from pages._requests_read import Requests
from pages._state import Context
from ui.format import date_long, number, period_code, period_words
from ui.language import _, _n, said
from ui.requests import age_table
from ui.svg import Svg

MEASURES = (OVERDUE, "service_request_open_count", RECEIVED, "service_request_per_1000_residents")
LEVELS = ("kelurahan", "kecamatan")


def request_map(context: Context, read: Requests | None) -> html.Figure | None:
    """One measure on the map in the month the window ends in, else its newest; an area leads to its own page of requests."""
    level = context.state.tingkat if context.state.tingkat in LEVELS else LEVELS[0]
    found = {kpi_id: row for kpi_id in MEASURES if (row := _period(context, read, kpi_id, level))}
    if not found:
        return None
    kpi_id = context.state.kpi if context.state.kpi in found else next(iter(found))
    kpi, period = context.edition.kpi(kpi_id), found[kpi_id]
    picture = map_picture(
        context,
        kpi,
        level,
        period,
        lambda code: here(context, wilayah=code),
        "aduan",
        selected=context.state.wilayah,
    )
    if not picture.markup:
        return None
    month = period_words(period["period_grain"], period["period_start"])
    ways = [
        dcc.Link(
            said(context.edition.kpi(one).name),
            href=here(context, kpi=one),
            className="btn active" if one == kpi_id else "btn",
        )
        for one in found
    ]
    levels = [
        dcc.Link(
            context.level_name(one), href=here(context, tingkat=one), className="btn active" if one == level else "btn"
        )
        for one in LEVELS
    ]
    full = dcc.Link(
        _("Peta dan tabel lengkap"),
        href=context.link(
            "/peta", kpi=kpi_id, tingkat=level, periode=period_code(period["period_grain"], period["period_start"])
        ),
    )
    return html.Figure(
        [
            html.Figcaption(
                [
                    html.Nav(html.Div(ways, className="btn-group"), **{"aria-label": _("Ukuran di peta")}),
                    html.Nav(html.Div(levels, className="btn-group"), **{"aria-label": _("Tingkat di peta")}),
                    html.H3(f"{said(kpi.name)}, {month}", className="figure-title"),
                    html.P(_("Pilih wilayah untuk melihat aduannya saja."), className="figure-sub"),
                ]
            ),
            Svg(picture.markup, id="peta-aduan"),
            picture.legend,
            map_provenance(context, kpi, picture.values, " ", full),
        ],
        className="map-figure",
    )


def _period(context: Context, read: Requests | None, kpi_id: str, level: str) -> dict | None:
    """The row of `periods` with figures at the level: of the month the window ends in, without a window the newest."""
    if kpi_id not in context.edition.kpis:
        return None
    rows = context.edition.rows("periods", kpi=kpi_id, city=context.city.code)
    own = [row for row in rows if row["area_level"] == level and row["value_count"]]
    if read is not None:
        own = [row for row in own if row["period_start"] <= read.window.last]
    return next(iter(own), None)


def ages(context: Context, read: Requests) -> list:
    """How long the open ones have waited, and how many of all have no place."""
    opened, old = read.held("open_count"), sum(row["open_count"] for row in read.ages if row["age_from_days"] >= 91)
    words = _n(
        "{n} aduan belum selesai pada {day}; {old} sudah lebih dari 90 hari.",
        opened,
        day=date_long(read.known_on),
        old=number(old),
    )
    if not opened:
        words = _("Tidak ada aduan yang belum selesai pada {day}.", day=date_long(read.known_on))
    parts = [html.H3(_("Umur aduan yang belum selesai"), className="figure-title"), html.P(words)]
    if opened:
        parts += [age_table(read.ages), told(context, read, MEASURES[1])]
    unplaced = sum(row["unplaced_count"] + row["kecamatan_only_count"] for row in read.accounts)
    if unplaced and read.area["area_level"] != "kelurahan":
        note = _n(
            "{n} aduan tidak menyebut kelurahan yang dikenal: dihitung di kota atau kecamatan, tidak ada di peta.",
            unplaced,
        )
        parts.append(html.P(note, className="notice"))
    return parts
