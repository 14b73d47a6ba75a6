"""Ringkasan: the city at a glance, for ten minutes on a projector."""

import dash
from dash import dcc, html

from pages._frame import view
from pages._reading import latest, map_picture, map_provenance
from pages._state import Context
from ui.cards import scorecard
from ui.format import change_words, lower_first, number, period_code, rounded, row_period, value_text, value_with_unit
from ui.marks import quality_tag, status_mark
from ui.svg import Svg

dash.register_page(__name__, path="/", name="Ringkasan", title="Ringkasan · Dasbor Kota Cerdas", order=1)

ATTENTION_AT_MOST = 5
MOVES_AT_MOST = 4


def layout(**query):
    """Accepts `kota`, `edisi`."""
    return view(build, query, "/")


def build(context: Context) -> list:
    """Identity, what needs attention, six dimensions, what moved, the map."""
    city = context.edition.area(context.city.code)
    read = latest(context, city)
    return [
        identity(context, read),
        html.Div(
            [
                html.Div(
                    [
                        html.Section([html.H2("Perlu perhatian", className="section-title"), attention(context, read)]),
                        html.Section(
                            [html.H2("Enam dimensi kota cerdas", className="section-title"), dimensions(context, read)]
                        ),
                        html.Section([html.H2("Yang berubah", className="section-title"), moves(context, read)]),
                    ]
                ),
                city_map(context),
            ],
            className="overview",
        ),
    ]


def identity(context: Context, read: dict) -> html.Section:
    """Name, province, areas, office-holder; facts with their year."""
    city = context.city
    areas = context.edition.rows("areas", city=city.code, level=None)
    counts = [
        f"{sum(a['area_level'] == level for a in areas)} {context.level_name(level).lower()}"
        for level in ("kecamatan", "kelurahan")
    ]
    facts = []
    for kpi_id in city.facts:
        now = read.get(kpi_id, (None, None))[0]
        kpi = context.edition.kpis.get(kpi_id)
        if kpi and now:
            facts.append(
                html.Div(
                    [
                        html.Dt(kpi.name.id),
                        html.Dd(
                            [value_with_unit(now["value"], kpi), html.Small(f"{quality_word(now)}, {row_period(now)}")]
                        ),
                    ]
                )
            )
    filled = sum(now is not None for now, _ in read.values())
    judged = sum(now is not None and now["status"] in ("good", "watch", "poor") for now, _ in read.values())
    facts.append(
        html.Div([html.Dt("Indikator"), html.Dd([str(len(read)), html.Small(f"{filled} terisi, {judged} dinilai")])])
    )
    sub = f"Provinsi {city.province} · {', '.join(counts)} · kode Kemendagri {city.code}"
    return html.Section(
        [
            html.Div([html.H1(city.name), html.P(sub, className="sub"), office(context, read)]),
            html.Dl(facts, className="facts"),
        ],
        className="identity",
        **{"aria-label": "Identitas kota"},
    )


def quality_word(row: dict) -> str:
    """The origin in one word, small under a fact."""
    return {"resmi": "resmi", "kutipan": "kutipan", "estimasi": "estimasi", "simulasi": "SIMULASI"}[row["quality"]]


def office(context: Context, read: dict) -> html.P | None:
    """Who holds the office, since when, and how much of what is shown was measured since."""
    holder = context.city.office_holder
    if holder is None:
        return None
    term = f"{holder.title.id} ({holder.kind}) sejak {holder.since[:4]}" + (
        f" sampai {holder.until[:4]}" if holder.until else ""
    )
    since = int(holder.since[:4])
    newer = sum(now is not None and now["period_start"].year >= since for now, _ in read.values())
    found = (
        f"{newer} angka di halaman ini berasal dari masa itu"
        if newer
        else "belum ada angka dari masa itu; semua di bawah ini keadaan awal"
    )
    return html.P(f"{term}: {found}.", className="sub")


def attention(context: Context, read: dict) -> html.Ol:
    """At most five: events, poor, watch, the biggest lever, what is missing."""
    kpis = context.edition.kpis
    rows = [event(context, kpis[k], now) for k, (now, _) in read.items() if now and kpis[k].event]
    for status in ("poor", "watch"):
        rows += [
            judged(context, kpis[k], now)
            for k, (now, _) in read.items()
            if now and now["status"] == status and not kpis[k].event
        ]
    rows += [row for row in (lever(context, read),) if row]
    missing = [kpi for kpi in kpis.values() if read[kpi.id][0] is None]
    if missing:
        rows = rows[: ATTENTION_AT_MOST - 1]
        names = ", ".join(kpi.name.id for kpi in missing[:3])
        rows.append(
            line(
                "no_data",
                context.link(f"/dimensi/{missing[0].dimension}"),
                names,
                " dan lainnya belum ada angkanya" if len(missing) > 3 else " belum ada angkanya",
                ["Diminta dari: " + ", ".join(dict.fromkeys(k.owner for k in missing))],
                f"{len(missing)} dari {len(kpis)}",
                "indikator",
            )
        )
    return html.Ol(rows[:ATTENTION_AT_MOST], className="attention")


def line(status: str, link: str, subject: str, rest: str, origin: list, figure: str, small: str) -> html.Li:
    """One row: status, a sentence with its subject first, origin, the figure."""
    return html.Li(
        [
            status_mark(status),
            html.P([dcc.Link(subject, href=link), rest, html.Small(origin)], className="what"),
            html.P([figure, html.Small(small)], className="fig"),
        ]
    )


def origin_of(kpi, now: dict) -> list:
    """Origin word and who answers for the figure."""
    return [
        quality_tag(now["quality"]),
        f" {'. '.join(filter(None, (now['row_source'], now['row_note'])))}. Penanggung jawab: {kpi.owner}",
    ]


def event(context: Context, kpi, now: dict) -> html.Li:
    """The newest happening, with its spread over the areas."""
    values = [
        row
        for row in context.edition.rows(
            "level_values",
            kpi=kpi.id,
            city=context.city.code,
            level="kelurahan",
            grain=now["period_grain"],
            start=now["period_start"],
        )
        if row["value"] is not None or row["n"]
    ]
    named = f": {len(values)} {context.level_name('kelurahan').lower()} terbaca namanya" if values else ""
    link = context.link("/peta", kpi=kpi.id, periode=period_code(now["period_grain"], now["period_start"]))
    figure = value_with_unit(now["value"], kpi)
    return line("event", link, f"{kpi.event.id} {row_period(now)}", named, origin_of(kpi, now), figure, "terdampak")


def judged(context: Context, kpi, now: dict) -> html.Li:
    """An indicator that is poor or to be watched."""
    gap = rounded(abs(now["value"] - now["target"]), kpi.decimals)
    side = "di bawah" if kpi.better == "up" else "di atas"
    rest = f" {number(gap, kpi.decimals)} {side} {kpi.target.name.id}"
    return line(
        now["status"],
        context.link(f"/dimensi/{kpi.dimension}", kpi=kpi.id),
        f"{kpi.name.id} {row_period(now)}",
        rest,
        origin_of(kpi, now),
        value_text(now["value"], kpi),
        f"target {value_text(now['target'], kpi)}",
    )


def lever(context: Context, read: dict) -> html.Li | None:
    """The part that holds its whole back most: weight times the way to the top of the scale."""
    kpis = context.edition.kpis
    parts = [
        (kpis[k], now) for k, (now, _) in read.items() if now and kpis[k].part_of and kpis[k].scale_max is not None
    ]
    if not parts:
        return None
    kpi, now = max(parts, key=lambda p: p[0].part_of.weight * (p[0].scale_max - p[1]["value"]))
    whole = kpis.get(kpi.part_of.kpi)
    rest = f" paling menahan {whole.name.id} kota" if whole else ""
    return line(
        now["status"],
        context.link(f"/dimensi/{kpi.dimension}", kpi=kpi.id),
        kpi.name.id,
        rest,
        origin_of(kpi, now),
        value_text(now["value"], kpi),
        f"{kpi.unit.id}, {row_period(now)}",
    )


def dimensions(context: Context, read: dict) -> html.Div:
    """A scorecard per dimension, also where nothing is known."""
    cards = []
    for slug, dimension in context.edition.dimensions.items():
        entries = [(kpi, *read[kpi.id]) for kpi in context.edition.kpis.values() if kpi.dimension == slug]
        cards.append(
            scorecard(
                dimension.name.id,
                context.link(f"/dimensi/{slug}"),
                entries,
                context.edition.sources,
                dimension.headline,
            )
        )
    return html.Div(cards, className="scorecards")


def moves(context: Context, read: dict) -> html.Ul:
    """The indicators that moved most between their last two figures, relative to where they were."""
    moved = []
    for kpi_id, (now, before) in read.items():
        kpi = context.edition.kpis[kpi_id]
        broken = before and any(
            before["period_start"].year < cut.year <= now["period_start"].year for cut in kpi.series_breaks
        )
        if before and before["value"] and kpi.comparable and not broken and now["value"] != before["value"]:
            moved.append((abs(now["value"] - before["value"]) / abs(before["value"]), kpi, now, before))
    moved.sort(key=lambda item: -item[0])
    items = [
        html.Li(
            [
                html.Span(
                    [
                        dcc.Link(kpi.name.id, href=context.link(f"/dimensi/{kpi.dimension}", kpi=kpi.id)),
                        f": {lower_first(change_words(now, before, kpi))}",
                    ]
                ),
                html.Span(value_with_unit(now["value"], kpi), className="num"),
            ]
        )
        for _, kpi, now, before in moved[:MOVES_AT_MOST]
    ]
    return html.Ul(items or [html.Li("Belum ada indikator dengan dua angka.")], className="fresh")


def city_map(context: Context) -> html.Figure | None:
    """The map the city chose for its start page."""
    kpi = context.edition.kpis.get(context.city.start_map_kpi)
    if kpi is None:
        return None
    level = context.city.start_map_level
    period = context.period(kpi, level, context.edition.rows("periods", kpi=kpi.id, city=context.city.code))
    picture = map_picture(
        context, kpi, level, period, lambda code: context.link(f"/wilayah/{code}"), "ringkasan", legend_inside=True
    )
    if not picture.markup:
        return None
    ranked = sorted(
        (row for row in picture.values.values() if row["value"] is not None and row["status"] != "too_few"),
        key=lambda row: -row["value"],
    )
    top = ", ".join(f"{row['area_name']} ({value_text(row['value'], kpi)})" for row in ranked[:3])
    words = f"{row_period(period)}. Tertinggi: {top}." if ranked else "Belum ada angka."
    return html.Figure(
        [
            html.Figcaption(
                [
                    html.H2(f"{kpi.name.id} per {context.level_name(level).lower()}", className="figure-title"),
                    html.P(words, className="figure-sub"),
                ]
            ),
            html.Div(
                [Svg(picture.markup, id="peta-ringkasan"), picture.legend],
                className=f"map-with-legend corner-{picture.corner}" if picture.corner else "map-with-legend",
            ),
            map_provenance(
                context,
                kpi,
                picture.values,
                " ",
                dcc.Link("Tabel dan periode lain", href=context.link("/peta", kpi=kpi.id)),
            ),
        ],
        className="map-figure",
    )
