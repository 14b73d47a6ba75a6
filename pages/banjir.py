"""Banjir: the floods a city has reports of, one at a time: what is known of whom, what each bulletin prints, the gauges."""

import dash
from dash import dcc, html

from pages._flood_beside import gauges, named_areas
from pages._flood_map import flood_map
from pages._frame import view
from pages._state import Context
from store import NotThere
from ui.cited import cited
from ui.flood import bulletin_list, printed_table, time_words
from ui.format import date_long, number, period_code, period_from_code, period_short, value_text, value_with_unit
from ui.language import N_, _, _n, said
from ui.marks import provenance, status_mark
from ui.tables import framed

dash.register_page(__name__, path="/banjir", name=N_("Banjir"), title="Banjir · Dasbor Kota Cerdas", order=65)

FACTS = ("flood_affected_persons_count", "flood_affected_households_count", "flooded_houses_count")
NAMED = "flood_kelurahan_named_count"


def layout(**query):
    """Accepts `kota`, `periode` (the first day of the flood), `kpi` (the measure on the map), `edisi`."""
    return view(build, query, "/banjir")


def build(context: Context) -> list:
    """Sentence, choice of the flood, its figures, map, gauges, what each bulletin prints, all floods."""
    events = context.edition.rows("flood_events", city=context.city.code)
    if not events:
        return [_head(context, events), _nothing(context)]
    event = _chosen(context, events)
    lines = context.edition.rows("flood_lines", city=context.city.code, start=event["event_start"])
    return [
        _head(context, events),
        _choice(context, events, event),
        html.H2(_("Banjir {day}", day=date_long(event["event_start"])), className="section-title is-apart"),
        _facts(context, event, lines),
        html.Div(
            [
                flood_map(context, event),
                html.Div([named_areas(context, lines), *gauges(context, event)], className="stack"),
            ],
            className="map-layout",
        ),
        html.H2(_("Yang dicetak tiap buletin"), className="section-title is-apart"),
        html.P(
            _(
                "Buletin tidak dijumlahkan. Yang tebal adalah angka terakhir untuk wilayah itu, dan itulah yang dipakai "
                "indikator; sumber yang berbeda tetap ditampilkan berdampingan."
            ),
            className="note",
        ),
        bulletin_list(lines),
        printed_table(lines, lambda code: context.link(f"/wilayah/{code}")),
        html.H2(_("Semua kejadian yang dilaporkan"), className="section-title is-apart"),
        _all(context, events),
    ]


def _head(context: Context, events: list[dict]) -> html.Div:
    lead = _("Belum ada laporan banjir {city} di dasbor ini.", city=context.city.name)
    if events:
        lead = _(
            "Sedikitnya {count} kejadian banjir dilaporkan di {city}, yang terbaru mulai {last}. "
            "Kejadian yang tidak terberitakan tidak terhitung.",
            count=number(len(events)),
            city=context.city.name,
            last=date_long(events[0]["event_start"]),
        )
    return html.Div([html.H1(_("Banjir yang dilaporkan")), html.P(lead, className="lead")], className="page-head")


def _nothing(context: Context) -> html.P:
    words = _(
        "Itu tidak berarti tidak ada banjir: rekap kejadian per kelurahan ada pada BPBD {city}.", city=context.city.name
    )
    return html.P(words, className="notice")


def _chosen(context: Context, events: list[dict]) -> dict:
    """The flood of `periode`, else the newest. Raises `NotThere`."""
    if context.state.periode is None:
        return events[0]
    grain, start = period_from_code(context.state.periode)
    for event in events:
        if grain == "day" and event["event_start"] == start:
            return event
    raise NotThere(
        "periode",
        "tidak ada laporan banjir {city} untuk '{asked}'",
        [period_code("day", event["event_start"]) for event in events],
        city=context.city.name,
        asked=context.state.periode,
    )


def _choice(context: Context, events: list[dict], event: dict) -> html.Nav:
    links = []
    for one in events[::-1]:
        row = _kota_row(context, FACTS[0], one) or _kota_row(context, FACTS[1], one)
        small = _n("{n} buletin", one["bulletin_count"])
        if row and row["value"] is not None:
            kpi = context.edition.kpi(row["kpi_id"])
            small = value_with_unit(row["value"], kpi)
        start = one["event_start"]
        links.append(
            dcc.Link(
                [period_short("day", start), html.Small(small)],
                href=context.link("/banjir", periode=period_code("day", start)),
                className="btn active" if one is event else "btn",
            )
        )
    return html.Nav(html.Div(links, className="btn-group"), **{"aria-label": _("Kejadian")})


def _kota_row(context: Context, kpi_id: str, event: dict) -> dict | None:
    """The figure of the whole city of one measure in one flood; None where the city may not see it or none is printed."""
    if kpi_id not in context.edition.kpis:
        return None
    rows = context.edition.rows("series", kpi=kpi_id, area=context.city.code)
    return next((row for row in rows if row["period_start"] == event["event_start"]), None)


def _facts(context: Context, event: dict, lines: list[dict]) -> html.Div:
    """The city's figures as its last bulletins print them; what is not printed says so."""
    items = []
    for kpi_id in (*FACTS, NAMED):
        kpi = context.edition.kpis.get(kpi_id)
        if kpi is None:
            continue
        row = _kota_row(context, kpi_id, event)
        figure = html.Span(_("tidak dicetak"), className="blank")
        if row is not None and row["status"] == "suppressed":
            figure = status_mark("suppressed")
        elif row is not None and row["value"] is not None:
            figure = html.Span(value_text(row["value"], kpi))
        items.append(html.Div([html.Dt(said(kpi.name)), html.Dd([figure, html.Small(said(kpi.unit))])]))
    whole = [row for row in lines if row["area_level"] == "kota"]
    last = whole[-1] if whole else None
    origin = (
        provenance(
            last["quality"],
            _("Angka kota menurut buletin {when}: ", when=time_words(last["known_on"], last["known_time"])),
            cited(last["row_source"]),
            ". ",
            _("Nama wilayah dihimpun dari semua buletin kejadian ini."),
        )
        if last
        else provenance(None, _("Tidak ada buletin yang menyebut angka seluruh kota untuk kejadian ini."))
    )
    return html.Div([html.Dl(items, className="facts"), origin], className="stack")


def _all(context: Context, events: list[dict]) -> html.Div:
    """Every flood with its figures, newest first; floods are not compared with each other."""
    kpis = [context.edition.kpis[key] for key in (*FACTS, NAMED) if key in context.edition.kpis]
    head = [html.Th(_("Mulai"), scope="col"), *[html.Th(said(k.name), scope="col", className="n") for k in kpis]]
    head.append(html.Th(_("Daftar kelurahan"), scope="col"))
    body = []
    for event in events:
        start = event["event_start"]
        link = dcc.Link(date_long(start), href=context.link("/banjir", periode=period_code("day", start)))
        cells = [html.Th(link, scope="row")]
        for kpi in kpis:
            row = _kota_row(context, kpi.id, event)
            known = row is not None and row["value"] is not None
            figure = value_text(row["value"], kpi) if known else html.Span(_("tidak dicetak"), className="blank")
            cells.append(html.Td(html.Span(figure), className="n", **{"data-label": said(kpi.name)}))
        whole = _("lengkap") if event["has_complete_list"] else _("tidak lengkap")
        cells.append(html.Td(html.Span(whole), **{"data-label": _("Daftar kelurahan")}))
        body.append(html.Tr(cells))
    name = _("Semua kejadian yang dilaporkan")
    return framed(name, head, html.Tbody(body), css="table is-stacked")
