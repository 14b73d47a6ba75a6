"""Peringkat: one indicator, every area of one level or the cities of the edition, best to worst, and what the order can bear."""

import dash
from dash import html

from pages._controls import button_group, control_form, indicator_choice, level_buttons, period_buttons
from pages._frame import view
from pages._rank_rows import Field, default_kpi, default_level, field, own_code, place_sentence, way_to_all_agencies
from pages._rank_table import rank_table, unranked
from pages._reading import map_provenance
from pages._state import Context
from ui.format import number, period_code, row_period, value_with_unit
from ui.language import N_, _, _n, said
from ui.rank_plot import rank_plot
from ui.ranking import Ranking, ranking, spread
from ui.svg import Svg
from ui.words import DIRECTIONS

LEVELS = ("kota", "kecamatan", "kelurahan")

dash.register_page(
    __name__,
    path="/peringkat",
    name=N_("Peringkat"),
    title="Peringkat · Dasbor Kota Cerdas",
    order=60,
    nav="/peringkat",
)


def layout(**query):
    """Accepts `kota`, `wilayah` (the highlighted area), `tingkat`, `kpi`, `periode`, `urut`, `edisi`."""
    return view(build, query, "/peringkat")


def build(context: Context) -> list:
    """What is known in a sentence, controls, spread and doubts, picture beside table, areas without a place."""
    kpi = context.edition.kpi(context.state.kpi) if context.state.kpi else default_kpi(context)
    level = context.state.tingkat or default_level(context, kpi)
    found = field(context, kpi, level)
    own = own_code(context, level)
    ranked = ranking(found.rows, kpi)
    return [
        html.Div(
            [
                html.H1(said(kpi.name)),
                html.P(place_sentence(context, kpi, level, found, ranked, own), className="lead"),
            ],
            className="page-head",
        ),
        _controls(context, kpi, level, found),
        *(_order(context, kpi, level, found, ranked, own) if ranked.places else []),
        unranked(context, kpi, level, found, ranked, own),
        way_to_all_agencies(context, kpi, level, found),
    ]


def _address(context: Context, kpi, **changed: str | None) -> str:
    state = context.state
    kept = {"tingkat": state.tingkat, "periode": state.periode, "wilayah": state.wilayah, "urut": state.urut}
    return context.link("/peringkat", **{"kpi": kpi.id, **kept, **changed})


def _controls(context: Context, kpi, level: str, found: Field) -> html.Form:
    def at(row: dict) -> str:
        return _address(context, kpi, periode=period_code(row["period_grain"], row["period_start"]))

    by_name = context.state.urut == "nama"
    hidden = {
        **context.carried(),
        "tingkat": context.state.tingkat,
        "wilayah": context.state.wilayah,
        "urut": context.state.urut,
    }
    parts = [
        indicator_choice(context.edition.kpis.values(), kpi),
        level_buttons(context, LEVELS, level, lambda one: _address(context, kpi, tingkat=one, periode=None)),
        period_buttons(found.periods, found.period, at),
        button_group(
            _("Diurutkan"),
            [
                (_("Menurut angka"), None, _address(context, kpi, urut=None), not by_name),
                (_("Menurut nama"), None, _address(context, kpi, urut="nama"), by_name),
            ],
        ),
    ]
    return control_form("/peringkat", _("Pengaturan peringkat"), parts, hidden)


def _order(context: Context, kpi, level: str, found: Field, ranked: Ranking, own: str | None) -> list:
    places = ranked.places
    if context.state.urut == "nama":
        places = sorted(places, key=lambda place: place.row["area_name"])
    targets = {place.row["target"] for place in places}
    target = targets.pop() if len(targets) == 1 else None
    picture = rank_plot(places, kpi, own, target) if ranked.refusal is None else None
    rows = {place.row["area_code"]: place.row for place in places}
    table = html.Div([rank_table(context, kpi, level, places, own), map_provenance(context, kpi, rows)])
    return [
        _bearing(kpi, found, ranked),
        html.Div([_figure(context, kpi, level, found, picture, rows), table], className="rank-layout")
        if picture
        else table,
    ]


def _figure(context: Context, kpi, level: str, found: Field, picture: str, rows: dict) -> html.Figure:
    areas = _n("{n} wilayah", len(rows))
    return html.Figure(
        [
            html.Figcaption(
                [
                    html.H2(f"{context.level_name(level)}, {row_period(found.period)}", className="figure-title"),
                    html.P(f"{areas} · {said(kpi.unit)}", className="figure-sub"),
                ]
            ),
            Svg(picture, id="gambar-peringkat"),
        ],
        className="map-figure",
    )


def _bearing(kpi, found: Field, ranked: Ranking) -> html.Section:
    """How far the figures lie apart, and whether their order means anything."""
    count = _(
        "{known} dari {total}", known=len(ranked.places) + len(ranked.few) + len(ranked.lent), total=len(found.rows)
    )
    facts = [(_("Punya angka"), count)]
    seen = spread(ranked.known) if ranked.refusal is None else None
    if seen:
        first, middle, third = seen.quartiles or (None, seen.median, None)
        facts += [
            (words, value_with_unit(value, kpi))
            for words, value in (
                (_("Terendah"), seen.low),
                (_("Kuartil bawah"), first),
                (_("Median"), middle),
                (_("Kuartil atas"), third),
                (_("Tertinggi"), seen.high),
            )
            if value is not None
        ]
        if seen.times:
            facts.append((_("Tertinggi dibagi terendah"), _("{times} kali", times=number(seen.times, 1))))
    sound = _(
        "Sumber, periode, dan cara hitungnya sama; angka yang sama setelah dibulatkan berbagi satu urutan. {direction}.",
        direction=_(DIRECTIONS[kpi.better]),
    )
    words = [ranked.refusal] if ranked.refusal else [*ranked.doubts, *([] if ranked.doubts else [sound])]
    question = _("Tidak diurutkan") if ranked.refusal else _("Apakah urutannya bermakna?")
    return html.Section(
        [
            html.Dl([html.Div([html.Dt(term), html.Dd(value)]) for term, value in facts], className="facts"),
            html.H2(question, className="section-title is-apart"),
            html.Ul([html.Li(sentence) for sentence in words], className="doubts")
            if len(words) > 1
            else html.P(words[0], className="note"),
        ],
        className="bearing",
    )
