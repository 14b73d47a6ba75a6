"""Dimensi: every indicator of one dimension, opened one by one."""

import dash
from dash import html

from pages._awaited import apart, waiting_section
from pages._beside import finer_words, judged_by, short_words
from pages._changes import in_area
from pages._example import example_link
from pages._frame import view
from pages._opened import facts, opened_card, ways_on
from pages._reading import class_words, first_source, latest
from pages._scheme import about_dimension, dimension_switch, members, shown_dimensions
from pages._state import Context
from pages._withheld import withheld
from store import NotThere
from ui.beside import joined
from ui.cards import BLANK, card, status_of
from ui.format import value_with_unit
from ui.language import N_, _, _n, said
from ui.marks import marks, tally_words
from ui.series import left_out_words, of_one_length
from ui.svg import Svg
from ui.trend import trend

dash.register_page(
    __name__,
    path_template="/dimensi/<slug>",
    name=N_("Dimensi"),
    title="Dimensi · Dasbor Kota Cerdas",
    order=20,
    nav="/dimensi",
)


JUDGED = {
    "good": N_("{figure}, sudah melewati {target}"),
    "watch": N_("{figure}, perlu dipantau terhadap {target}"),
    "poor": N_("{figure}, jauh dari {target}"),
}


def layout(slug: str = "", **query):
    """Accepts `kota`, `kpi` (the opened card), `edisi`."""
    return view(build, query, f"/dimensi/{slug}", slug=slug)


def build(context: Context, slug: str) -> list:
    """Switch, sentence, tally, opened card, all cards."""
    dimensions = shown_dimensions(context)
    if slug not in dimensions:
        raise NotThere("dimensi", "dimensi '{dimension}' tidak ada", list(dimensions), dimension=slug)
    city = context.edition.area(context.city.code)
    read = latest(context, city)
    kpis = members(context, slug, dimensions[slug])
    if context.state.kpi and context.state.kpi not in {kpi.id for kpi in kpis}:
        kpi = context.edition.kpi(context.state.kpi)
        raise NotThere(
            "kpi",
            "indikator '{kpi}' ada di dimensi {own}, bukan di {asked}",
            [k.id for k in kpis],
            kpi=kpi.id,
            own=kpi.dimension,
            asked=slug,
        )
    series = _series(context, city["area_code"])
    statuses = [status_of(kpi, read[kpi.id][0]) for kpi in kpis]
    shown, waiting = apart(kpis, read)
    opened = next((judged_by(kpi, read[kpi.id][0]) for kpi in kpis if kpi.id == context.state.kpi), None)
    return [
        html.Div(
            [
                *dimension_switch(context, slug),
                html.H1(said(dimensions[slug].name)),
                html.P(_lead(kpis, read, dimensions[slug]), className="lead"),
                *about_dimension(context, slug, dimensions[slug]),
                html.Div(
                    [
                        marks(statuses),
                        html.P(
                            _n("{n} indikator: {tally}", len(kpis), tally=tally_words(statuses))
                            if kpis
                            else _("Belum ada indikator")
                        ),
                    ],
                    className="small muted tally-line",
                ),
            ],
            className="page-head",
        ),
        opened_card(context, opened, read, series) if opened else None,
        html.H2(_("Semua indikator"), className="section-title is-apart"),
        html.P(_counts(kpis, slug), className="note") if kpis else None,
        html.Div([_card(context, kpi, read, series, slug) for kpi in shown], className="card-grid")
        if kpis
        else html.P(_("Belum ada indikator yang dinyatakan untuk dimensi ini."), className="notice"),
        waiting_section(context, waiting, f"/dimensi/{slug}"),
    ]


def _counts(kpis: list, slug: str) -> str:
    """How many are this dimension's own, as /data and /tren count them, and how many of others are shown too."""
    own = sum(kpi.dimension == slug for kpi in kpis)
    if own == len(kpis):
        return _("{own} milik dimensi ini.", own=own)
    return _("{own} milik dimensi ini, {also} milik dimensi lain ikut tampil.", own=own, also=len(kpis) - own)


def _lead(kpis: list, read: dict, dimension) -> str:
    """What is known, in a sentence or two."""
    known = [(kpi, read[kpi.id][0]) for kpi in kpis if read[kpi.id][0]]
    if not known:
        name = said(dimension.name)
        return _(
            "Belum ada angka untuk {dimension}. Yang diperlukan dan siapa yang dapat menyerahkannya ada di tiap kartu.",
            dimension=name,
        )
    order = ("poor", "watch", "good", "too_few", "no_target", "suppressed")
    known.sort(
        key=lambda item: (
            order.index(item[1]["status"]) if item[1]["status"] in order else 9,
            item[0].id != dimension.headline,
        )
    )
    told = []
    for kpi, now in known[:2]:
        kpi = judged_by(kpi, now)
        figure = f"{said(kpi.name)} {value_with_unit(now['value'], kpi)}"
        words = JUDGED.get(now["status"])
        told.append(_(words, figure=figure, target=said(kpi.target.name)) if words else figure)
    rest = len(kpis) - len(known)
    return "; ".join(told) + "." + (" " + _n("{n} indikator belum ada angkanya.", rest) if rest else "")


def _series(context: Context, area_code: str) -> dict[str, list[tuple]]:
    found: dict[str, list[tuple]] = {}
    for row in context.edition.rows("area_series", area=area_code):
        found.setdefault(row["kpi_id"], []).append(
            (row["period_grain"], row["period_start"], row["value"], row["quality"])
        )
    return found


def _card(context: Context, kpi, read: dict, series: dict, slug: str):
    now, before = read[kpi.id]
    kpi = judged_by(kpi, now)
    points, others = of_one_length(series.get(kpi.id, []))
    small = [Svg(trend(points, in_area(context, kpi, context.city.code)))] if len(points) > 1 and kpi.comparable else []
    if others and kpi.comparable:
        small.append(html.P(left_out_words(others, kpi), className="note"))
    about = facts(context, kpi, read)
    example = example_link(context, kpi.id, f"/dimensi/{slug}") if status_of(kpi, now) in BLANK else None
    return card(
        kpi,
        now,
        before,
        context.link(f"/dimensi/{slug}", kpi=kpi.id),
        first_source(context, kpi),
        note=joined(class_words(kpi, now), finer_words(context, kpi, now), short_words(context, kpi, now)),
        trend=html.Div([*small, ways_on(context, kpi)]),
        details=html.Div([html.P(example), about]) if example else about,
        withheld=withheld(context, kpi.id, context.city.code, now),
    )
