"""One indicator of a city in full: the opened card, its years, and beside the other cities when asked."""

from dash import dcc, html

from pages._state import Context
from ui.cards import BLANK, status_of
from ui.expanded import expanded, formula, terms
from ui.format import period_short, value_text
from ui.graph import graph, line_figure
from ui.trend import years_strip

STRIP_YEARS = 9
REMARKS = {"note": "Catatan sumber", "coverage": "Kelengkapan"}


def opened_card(context: Context, kpi, read: dict, series: dict) -> html.Div:
    """The opened card, the strip of years, and the comparison or the link to it."""
    now, before = read[kpi.id]
    notes = _notes(context, kpi, now)
    body = [
        expanded(
            kpi,
            now,
            before,
            context.edition.sources,
            printed=notes["printed"],
            recomputed=notes["recomputed"],
            downloads=_downloads(context, kpi),
            close=context.link(f"/dimensi/{kpi.dimension}"),
            more=notes["remarks"],
            parts=_parts(context, kpi, read),
        )
    ]
    points = series.get(kpi.id, [])
    if kpi.grain == "year" and status_of(kpi, now) not in BLANK:
        last = max(context.edition.as_of.year, max(point[1].year for point in points))
        first = min(last - STRIP_YEARS + 1, min(point[1].year for point in points))
        body += [html.H3("Menurut tahun", className="section-title"), years_strip(points, kpi, range(first, last + 1))]
    return html.Div([*body, *_beside_cities(context, kpi)])


def facts(context: Context, kpi, read: dict) -> html.Details:
    """Formula with its numbers, owner, source, caveats: on every card, closed until asked for."""
    now = read[kpi.id][0]
    notes = _notes(context, kpi, now)
    downloads = _downloads(context, kpi)
    return html.Details(
        [
            html.Summary("Rumus, penanggung jawab, catatan"),
            formula(kpi, now, status_of(kpi, now), _parts(context, kpi, read)),
            terms(kpi, now, notes["printed"], notes["recomputed"], downloads, notes["remarks"]),
        ],
        className="facts-of-card",
    )


def _parts(context: Context, kpi, read: dict) -> list[tuple[float, float, str]]:
    """(weight, value, name) of the indicators declared as parts of this one, when all have the same period's figure."""
    now = read[kpi.id][0]
    declared = [part for part in context.edition.kpis.values() if part.part_of and part.part_of.kpi == kpi.id]
    rows = [read[part.id][0] for part in declared]
    if not declared or now is None or any(row is None or row["period_start"] != now["period_start"] for row in rows):
        return []
    return [(part.part_of.weight, row["value"], part.name.id) for part, row in zip(declared, rows, strict=True)]


def _notes(context: Context, kpi, now: dict | None) -> dict:
    """`printed` and `recomputed` figures of the shown period, `remarks` as (term, words)."""
    found: dict = {"printed": None, "recomputed": None, "remarks": []}
    if now is None:
        return found
    for row in context.edition.rows("notes", kpi=kpi.id, area=now["area_code"]):
        if row["period_start"] != now["period_start"]:
            continue
        if row["note_kind"] in ("printed", "recomputed"):
            found[row["note_kind"]] = row["value"]
        elif row["note_kind"] == "class":
            found["remarks"].append((f"{kpi.printed_class_name.id.capitalize()} tercetak", row["note"]))
        elif row["note_kind"] in REMARKS:
            found["remarks"].append((REMARKS[row["note_kind"]], row["note"]))
    return found


def _downloads(context: Context, kpi) -> list[tuple[str, str]]:
    query = f"?city={context.city.code}&edition={context.edition.id}"
    here = f"/dimensi/{kpi.dimension}?kota={context.city.code}&kpi={kpi.id}&edisi={context.edition.id}"
    return [
        ("CSV", f"/api/v1/kpi/{kpi.id}.csv{query}"),
        ("JSON", f"/api/v1/kpi/{kpi.id}.json{query}"),
        ("tautan ke angka ini", here),
    ]


def _beside_cities(context: Context, kpi) -> list:
    """The same indicator in the other cities: a chart to explore with its table, loaded only when asked for."""
    series = []
    for code, city in context.edition.cities.items():
        rows = context.edition.rows("series", kpi=kpi.id, area=code)
        points = [
            (r["period_grain"], r["period_start"], r["value"], r["quality"]) for r in rows if r["value"] is not None
        ]
        if points:
            series.append({"name": city.name, "points": points, "is_own": code == context.city.code})
    if len(series) < 2:
        return []
    here = f"/dimensi/{kpi.dimension}"
    if context.state.grafik is None:
        link = dcc.Link("Bandingkan dengan kota lain", href=context.link(here, kpi=kpi.id, grafik="1"), className="btn")
        return [html.P(link, className="explore")]
    return [
        html.H3("Di antara kota dalam edisi ini", className="section-title"),
        graph("grafik-kota", line_figure(series, kpi)),
        _table(kpi, series),
        html.P(dcc.Link("Tutup perbandingan", href=context.link(here, kpi=kpi.id))),
    ]


def _table(kpi, series: list[dict]) -> html.Div:
    """The chart's figures: a row a city, a column a period."""
    periods = sorted({point[:2] for one in series for point in one["points"]}, key=lambda period: period[1])
    head = [html.Th("Kota", scope="col"), *[html.Th(period_short(*p), scope="col", className="n") for p in periods]]
    body = []
    for one in series:
        values = {point[:2]: point[2] for point in one["points"]}
        cells = [
            html.Td(
                value_text(values[p], kpi) if p in values else html.Span("tidak ada", className="blank"), className="n"
            )
            for p in periods
        ]
        body.append(html.Tr([html.Th(one["name"], scope="row"), *cells], className="is-own" if one["is_own"] else None))
    words = f"{kpi.name.id}, {kpi.unit.id}, menurut kota"
    table = html.Table([html.Caption(words), html.Thead(html.Tr(head)), html.Tbody(body)], className="table")
    return html.Div(table, className="table-responsive", tabIndex="0", role="region", **{"aria-label": words})
