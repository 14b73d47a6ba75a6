"""One indicator of a city in full: the opened card, its years, and beside the other cities when asked."""

from dash import dcc, html

from pages._beside import judged_by, term_words
from pages._reading import class_term, page_link
from pages._state import Context
from pages._withheld import withheld
from ui.cards import BLANK, status_of
from ui.cited import cited, printed_class
from ui.expanded import expanded, formula, terms
from ui.format import period_short, period_words, value_text
from ui.graph import graph, line_figure
from ui.language import N_, _, said
from ui.series import drawn, left_out_words, of_one_length
from ui.tables import framed
from ui.trend import years_strip

STRIP_YEARS = 9
REMARKS = {"note": N_("Catatan sumber"), "coverage": N_("Kelengkapan")}


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
            downloads=_downloads(context, kpi, now),
            close=context.link(f"/dimensi/{kpi.dimension}"),
            more=notes["remarks"],
            parts=_parts(context, kpi, read),
            withheld=withheld(context, kpi.id, context.city.code, now),
        )
    ]
    points = series.get(kpi.id, [])
    yearly = [point for point in points if point[0] == "year"]
    shorter = {
        start.year: _("hanya {period}: {figure}", period=period_words(grain, start), figure=value_text(value, kpi))
        for grain, start, value, _quality in drawn(points)
        if grain != "year" and start.year not in {point[1].year for point in yearly}
    }
    if kpi.grain == "year" and status_of(kpi, now) not in BLANK:
        last = max(context.edition.as_of.year, max(point[1].year for point in points))
        first = min(last - STRIP_YEARS + 1, min(point[1].year for point in points))
        body += [
            html.H3(_("Menurut tahun"), className="section-title"),
            years_strip(yearly, kpi, range(first, last + 1), shorter),
        ]
    if status_of(kpi, now) not in BLANK:
        body.append(ways_on(context, kpi))
    return html.Div([*body, *_beside_cities(context, kpi)])


def ways_on(context: Context, kpi) -> html.P:
    """The ways to the indicator's page through time, and to the page that tells more of it."""
    more = page_link(context, kpi)
    ways = [dcc.Link(_("Lihat tren"), href=context.link("/tren", kpi=kpi.id)), *([" ·", *more] if more else [])]
    return html.P(ways, className="explore small")


def facts(context: Context, kpi, read: dict) -> html.Details:
    """Formula with its numbers, owner, source, caveats: on every card, closed until asked for."""
    now = read[kpi.id][0]
    kpi = judged_by(kpi, now)
    notes = _notes(context, kpi, now)
    downloads = _downloads(context, kpi, now)
    return html.Details(
        [
            html.Summary(_("Rumus, penanggung jawab, catatan")),
            html.P(said(kpi.meaning), className="note") if kpi.meaning else None,
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
    return [(part.part_of.weight, row["value"], said(part.name)) for part, row in zip(declared, rows, strict=True)]


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
            found["remarks"].append((class_term(kpi), printed_class(row["note"])))
        elif term := REMARKS.get(row["note_kind"]):
            found["remarks"].append((_(term), cited(row["note"])))
    found["remarks"] += term_words(context, kpi, now)
    return found


def _downloads(context: Context, kpi, now: dict | None) -> list[tuple[str, str]]:
    query = f"?city={context.city.code}&edition={context.edition.id}"
    asked = {"kota": context.city.code, "kpi": kpi.id, "edisi": context.edition.id}
    here = context.link(f"/dimensi/{kpi.dimension}", **asked)
    why = [(_("jelaskan angka ini"), context.explained(now))] if now else []
    return [
        *why,
        ("metadata", context.link("/data", kpi=kpi.id)),
        ("CSV", f"/api/v1/kpi/{kpi.id}.csv{query}"),
        ("JSON", f"/api/v1/kpi/{kpi.id}.json{query}"),
        (_("tautan ke angka ini"), here),
    ]


def _beside_cities(context: Context, kpi) -> list:
    """The same indicator in the other cities: a chart to explore with its table, loaded only when asked for."""
    series = []
    for code, city in context.peers().items():
        rows = context.edition.rows("series", kpi=kpi.id, area=code)
        points = [
            (r["period_grain"], r["period_start"], r["value"], r["quality"]) for r in rows if r["value"] is not None
        ]
        if points:
            series.append({"name": city.name, "points": points, "is_own": code == context.city.code})
    if len(series) < 2:
        return []
    own = next((one for one in series if one["is_own"]), series[0])
    grain = of_one_length(own["points"])[0][0][0]
    lengths = [(one, *of_one_length(one["points"], grain)) for one in series]
    here = f"/dimensi/{kpi.dimension}"
    if context.state.grafik is None:
        link = dcc.Link(
            _("Bandingkan dengan kota lain"), href=context.link(here, kpi=kpi.id, grafik="1"), className="btn"
        )
        return [html.P(link, className="explore")]
    return [
        html.H3(_("Di antara kota dalam edisi ini"), className="section-title"),
        graph("grafik-kota", line_figure([one | {"points": points} for one, points, _rest in lengths if points], kpi)),
        *[
            html.P([html.Strong(one["name"]), ": ", left_out_words(rest, kpi)], className="notice")
            for one, _points, rest in lengths
            if rest
        ],
        _table(kpi, series),
        html.P(dcc.Link(_("Tutup perbandingan"), href=context.link(here, kpi=kpi.id))),
    ]


def _table(kpi, series: list[dict]) -> html.Div:
    """The chart's figures: a row a city, a column a period."""
    periods = sorted({point[:2] for one in series for point in one["points"]}, key=lambda period: period[1])
    head = [html.Th(_("Kota"), scope="col"), *[html.Th(period_short(*p), scope="col", className="n") for p in periods]]
    body = []
    for one in series:
        values = {point[:2]: point[2] for point in one["points"]}
        cells = [
            html.Td(
                value_text(values[p], kpi) if p in values else html.Span(_("tidak ada"), className="blank"),
                className="n",
            )
            for p in periods
        ]
        body.append(html.Tr([html.Th(one["name"], scope="row"), *cells], className="is-own" if one["is_own"] else None))
    words = _("{indicator}, {unit}, menurut kota", indicator=said(kpi.name), unit=said(kpi.unit))
    return framed(words, head, html.Tbody(body), quiet=False)
