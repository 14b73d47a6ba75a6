"""/aduan without requests to show: none delivered for this city, or their details are not published."""

from dash import dcc, html

from pages._example import example_link
from pages._requests_head import RECEIVED, head
from pages._requests_where import request_map
from pages._state import Context
from ui.cards import declared_words, framed
from ui.format import row_period, value_with_unit
from ui.language import _, said
from ui.marks import figure_provenance, status_mark
from ui.tables import folded

PUBLISHED = (
    RECEIVED,
    "service_request_open_count",
    "service_request_overdue_count",
    "service_request_on_time_pct",
    "service_request_on_time_upper_pct",
    "service_request_resolution_median_days",
)
MONTHS_SHOWN = 12


def nothing(context: Context) -> list:
    """What is missing, who has it, how to hand it in."""
    kpi = context.edition.kpis.get(RECEIVED)
    source = context.edition.sources.get("lapor_export")
    ways = []
    if kpi is not None and kpi.awaiting:
        ways.append(html.Li(_("Yang belum ada: {what}", what=said(kpi.awaiting.what))))
    whom = kpi.owner if kpi is not None else "Diskominfo"
    ways.append(
        html.Li(
            _(
                "Yang memegangnya: {owner} {city}, sebagai admin instansi SP4N-LAPOR!.",
                owner=whom,
                city=context.city.name,
            )
        )
    )
    ways.append(
        html.Li(
            [
                _(
                    "Cara menyerahkan: ekspor dari SP4N-LAPOR! (XLSX atau CSV) tiap minggu, diberi nama menurut tanggalnya. "
                ),
                dcc.Link(_("Kolom yang dibaca dan yang dibuang"), href=context.link("/data", sumber="lapor_export"))
                if source
                else None,
            ]
        )
    )
    ways.append(html.Li(_("Sepuluh aduan setahun pun cukup: halaman ini menulis jumlah, bukan persentase.")))
    return [
        html.Div(
            [
                html.H1(_("Aduan warga")),
                html.P(_("Belum ada aduan {city} di dasbor ini.", city=context.city.name), className="lead"),
            ],
            className="page-head",
        ),
        html.P(
            [
                _("Itu tidak berarti warga tidak mengadu: berkasnya belum diserahkan."),
                " ",
                example_link(context, RECEIVED),
            ],
            className="notice",
        ),
        html.Section(
            [
                html.H2(_("Supaya halaman ini terisi"), className="section-title is-apart"),
                html.Ul(ways, className="scope-list"),
            ],
            id="belum-ada",
        ),
    ]


def unpublished(context: Context, area: dict) -> list | None:
    """The figures that are published, month by month; None where there are none."""
    if context.edition.holds("mart.service_request_account"):
        return None
    kpis = [context.edition.kpis[key] for key in PUBLISHED if key in context.edition.kpis]
    series = {kpi.id: context.edition.rows("series", kpi=kpi.id, area=area["area_code"]) for kpi in kpis}
    months = {row["period_start"]: row for rows in series.values() for row in rows if row["status"] != "no_data"}
    if not months:
        return None
    shown = sorted(months, reverse=True)[:MONTHS_SHOWN]
    heads = [(_("Bulan"), False), *[(said(kpi.name), True) for kpi in kpis]]
    body = []
    for month in shown:
        found = {kpi.id: next((r for r in series[kpi.id] if r["period_start"] == month), None) for kpi in kpis}
        body.append([row_period(months[month]), *[_cell(found[kpi.id], kpi) for kpi in kpis]])
    qualities = [row["quality"] for rows in series.values() for row in rows if row["value"] is not None]
    quality = "simulasi" if "simulasi" in qualities else next(iter(qualities), None)
    sources = [context.edition.sources[s] for s in kpis[0].sources if s in context.edition.sources]
    origin = figure_provenance(
        kpis[0],
        quality,
        *declared_words(sources),
        ". ",
        *[
            part
            for kpi in kpis[:1]
            for part in (dcc.Link(_("Metadata indikator ini"), href=context.link("/data", kpi=kpi.id)),)
        ],
    )
    notice = _(
        "Rincian menurut OPD, kategori dan kanal serta daftar aduan terbuka tidak diterbitkan; yang terbit angka bulanan ini."
    )
    content = html.Div(
        [
            html.Section(
                [
                    html.H2(_("Dua belas bulan terakhir"), className="section-title is-apart"),
                    folded(_("Aduan tiap bulan"), heads, body),
                    origin,
                ]
            ),
            html.Section([html.H2(_("Di mana"), className="section-title is-apart"), request_map(context, None)]),
        ]
    )
    return [head(context, area), html.P(notice, className="notice"), framed(content, quality) if quality else content]


def _cell(row: dict | None, kpi) -> object:
    if row is None or row["status"] == "no_data":
        return html.Span("–", className="muted")
    if row["status"] == "suppressed":
        return status_mark("suppressed")
    return value_with_unit(row["value"], kpi)
