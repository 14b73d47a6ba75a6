"""/pemantauan without sensor data: what is missing, who has it, how to hand it in, and the way to the simulated example."""

from dash import dcc, html

from pages._example import example_notice
from pages._state import Context
from ui.language import _, said

KPIS = (
    "water_level_max_m",
    "air_ispu_index",
    "air_pm25_mean_ug_m3",
    "rain_total_mm",
    "noise_over_limit_pct",
    "sensor_availability_pct",
)


def nothing(context: Context) -> list:
    """The whole page of a city whose sensors deliver nothing, or are not published."""
    kpis = [context.edition.kpis[key] for key in KPIS if key in context.edition.kpis]
    waiting = [kpi for kpi in kpis if kpi.awaiting]
    city = context.city.name
    missing = [
        html.Li([dcc.Link(said(kpi.name), href=context.link(f"/dimensi/{kpi.dimension}", kpi=kpi.id)), ": ", said(kpi.awaiting.what)])
        for kpi in waiting
    ]  # fmt: skip
    ways = [
        _("Daftar stasiun: kode, nama, jenis, kelurahan atau titik (sensor_stations)."),
        _("Ambang siaga tiap pos, bila sudah ditetapkan (sensor_limits); tanpa itu pos bertuliskan ambang belum ditetapkan."),
        _("Bacaan sebagaimana alat atau layanannya memberi: ThingSpeak, Antares, CSV; selang ukurnya dinyatakan."),
    ]  # fmt: skip
    data = [
        dcc.Link(said(context.edition.sources[name].title), href=context.link("/data", sumber=name))
        for name in ("sensor_stations", "sensor_limits", "sensor_thingspeak", "air_thingspeak", "sensor_table")
        if name in context.edition.sources
    ]
    return [
        html.Div(
            [
                html.H1(_("Pemantauan")),
                html.P(_("Belum ada bacaan sensor {city} di dasbor ini.", city=city), className="lead"),
            ],
            className="page-head",
        ),
        html.P(_("Itu tidak berarti udara bersih atau sungai aman: tidak ada yang mengukur, atau bacaannya belum diserahkan."), className="notice"),
        example_notice(context, KPIS),
        html.Section(
            [
                html.H2(_("Yang belum ada"), className="section-title is-apart"),
                html.Ul(missing, className="scope-list"),
                html.H2(_("Supaya halaman ini terisi"), className="section-title is-apart"),
                html.Ul([html.Li(words) for words in ways], className="scope-list"),
                html.P([part for link in data for part in (link, " · ")][:-1], className="note"),
            ],
            id="belum-ada",
        ),
    ]  # fmt: skip
