"""Ringkasan: the city at a glance, for ten minutes on a projector."""

import dash
from dash import dcc, html

from pages._attention import attention
from pages._beside import is_borrowed
from pages._frame import view
from pages._reading import latest, map_picture, map_provenance
from pages._state import Context
from ui.cards import scorecard
from ui.cited import cited
from ui.format import (
    change_words,
    cut_between,
    lower_first,
    plain_number,
    row_period,
    row_text,
    upper_first,
    value_with_unit,
)
from ui.language import N_, _, _n, _with, said
from ui.svg import Svg
from ui.words import OFFICE_KINDS, figure_word

dash.register_page(__name__, path="/", name=N_("Ringkasan"), title="Ringkasan · Dasbor Kota Cerdas", order=10, nav="/")

MOVES_AT_MOST = 4
TOP, TOP_MODELLED = N_("{period}. Tertinggi: {areas}."), N_("{period}. Tertinggi menurut perkiraan model: {areas}.")


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
                        html.Section(
                            [html.H2(_("Perlu perhatian"), className="section-title"), attention(context, read)]
                        ),
                        html.Section(
                            [
                                html.H2(_("Enam dimensi kota cerdas"), className="section-title"),
                                dimensions(context, read),
                            ]
                        ),
                        html.Section([html.H2(_("Yang berubah"), className="section-title"), moves(context, read)]),
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
        context.counted(level, sum(a["area_level"] == level for a in areas), explained=True)
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
                        html.Dt(said(kpi.name)),
                        html.Dd(
                            [
                                value_with_unit(now["value"], kpi),
                                html.Small(f"{origin_word(kpi, now)}, {row_period(now)}"),
                            ]
                        ),
                    ]
                )
            )
    filled = sum(now is not None for now, _before in read.values())
    judged = sum(now is not None and now["status"] in ("good", "watch", "poor") for now, _before in read.values())
    facts.append(
        html.Div(
            [
                html.Dt(_("Jumlah indikator")),
                html.Dd(
                    [str(len(read)), html.Small(_("{filled} terisi, {judged} dinilai", filled=filled, judged=judged))]
                ),
            ]
        )
    )
    sub = _(
        "Provinsi {province} · {areas} · kode Kemendagri {code}",
        province=context.province(),
        areas=", ".join(counts),
        code=city.code,
    )
    return html.Section(
        [
            html.Div([html.H1(city.name), html.P(sub, className="sub"), office(context, read)]),
            html.Dl(facts, className="facts"),
        ],
        className="identity",
        **{"aria-label": _("Identitas kota")},
    )


def origin_word(kpi, row: dict) -> str:
    """The origin in one word, small under a fact."""
    word = figure_word(kpi, row["quality"])
    return word.upper() if row["quality"] == "simulasi" else word


def office(context: Context, read: dict) -> html.P | None:
    """Who holds the office, since when, by which source, and how many indicators are dated from that year on."""
    holder = context.city.office_holder
    if holder is None:
        return None
    who = {"title": said(holder.title), "kind": _(OFFICE_KINDS[holder.kind]), "since": holder.since[:4]}
    term = (
        _("{title} ({kind}) sejak {since} sampai {until}", until=holder.until[:4], **who)
        if holder.until
        else _("{title} ({kind}) sejak {since}", **who)
    )
    since = int(holder.since[:4])
    newer = sum(now is not None and now["period_start"].year >= since for now, _before in read.values())
    dated = _n(
        "{n} dari {all} indikator bertanggal {since} atau sesudahnya",
        newer,
        all=plain_number(len(read)),
        since=holder.since[:4],
    )
    source = [" ", html.Small(_with("Sumber: {source}.", source=cited(holder.source)))] if holder.source else []
    return html.P([f"{term}; {dated}.", *source], className="sub")


def dimensions(context: Context, read: dict) -> html.Div:
    """A scorecard per dimension, also where nothing is known."""
    cards = []
    for slug, dimension in context.edition.dimensions.items():
        entries = [(kpi, *read[kpi.id]) for kpi in context.edition.kpis.values() if slug in kpi.dimensions]
        cards.append(
            scorecard(
                said(dimension.name),
                context.link(f"/dimensi/{slug}"),
                entries,
                context.edition.sources,
                dimension.headline,
                lambda kpi: context.link(kpi.page) if kpi.page else None,
            )
        )
    return html.Div(cards, className="scorecards")


def moves(context: Context, read: dict) -> html.Ul:
    """The indicators that moved most between their last two figures, relative to where they were."""
    moved = []
    for kpi_id, (now, before) in read.items():
        kpi = context.edition.kpis[kpi_id]
        broken = before and cut_between(now, before, kpi) is not None
        if (
            before
            and before["value"]
            and not is_borrowed(now)
            and kpi.comparable
            and not broken
            and now["value"] != before["value"]
        ):
            moved.append((abs(now["value"] - before["value"]) / abs(before["value"]), kpi, now, before))
    moved.sort(key=lambda item: -item[0])
    items = [
        html.Li(
            [
                html.Span(
                    [
                        dcc.Link(said(kpi.name), href=context.link(f"/dimensi/{kpi.dimension}", kpi=kpi.id)),
                        f": {lower_first(change_words(now, before, kpi))}",
                    ]
                ),
                html.Span(value_with_unit(now["value"], kpi), className="num"),
            ]
        )
        for _share, kpi, now, before in moved[:MOVES_AT_MOST]
    ]
    return html.Ul(items or [html.Li(_("Belum ada indikator dengan dua angka."))], className="fresh")


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
    top = ", ".join(f"{row['area_name']} ({row_text(row, kpi)})" for row in ranked[:3])
    is_model = any(row["quality"] == "estimasi" for row in ranked)
    words = (
        _(TOP_MODELLED if is_model else TOP, period=upper_first(row_period(period)), areas=top)
        if ranked
        else _("Belum ada angka.")
    )
    return html.Figure(
        [
            html.Figcaption(
                [
                    html.H2(
                        _("{indicator} per {level}", indicator=said(kpi.name), level=context.level_word(level)),
                        className="figure-title",
                    ),
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
                dcc.Link(_("Tabel dan periode lain"), href=context.link("/peta", kpi=kpi.id)),
            ),
        ],
        className="map-figure",
    )
