"""Dimensi: every indicator of one dimension, opened one by one."""

import dash
from dash import dcc, html

from pages._frame import view
from pages._opened import facts, opened_card
from pages._reading import class_words, first_source, latest
from pages._state import Context
from store import NotThere
from ui.cards import card, status_of
from ui.format import value_with_unit
from ui.marks import marks, tally_words
from ui.svg import Svg
from ui.trend import trend

dash.register_page(
    __name__, path_template="/dimensi/<slug>", name="Dimensi", title="Dimensi · Dasbor Kota Cerdas", order=2
)


def layout(slug: str = "", **query):
    """Accepts `kota`, `kpi` (the opened card), `edisi`."""
    return view(build, query, f"/dimensi/{slug}", slug=slug)


def build(context: Context, slug: str) -> list:
    """Switch, sentence, tally, opened card, all cards."""
    dimensions = context.edition.dimensions
    if slug not in dimensions:
        raise NotThere("dimensi", f"dimensi '{slug}' tidak ada", list(dimensions))
    city = context.edition.area(context.city.code)
    read = latest(context, city)
    kpis = [kpi for kpi in context.edition.kpis.values() if kpi.dimension == slug]
    if context.state.kpi and context.state.kpi not in {kpi.id for kpi in kpis}:
        kpi = context.edition.kpi(context.state.kpi)
        raise NotThere(
            "kpi", f"indikator '{kpi.id}' ada di dimensi {kpi.dimension}, bukan di {slug}", [k.id for k in kpis]
        )
    series = _series(context, city["area_code"])
    statuses = [status_of(kpi, read[kpi.id][0]) for kpi in kpis]
    opened = next((kpi for kpi in kpis if kpi.id == context.state.kpi), None)
    return [
        html.Div(
            [
                html.Nav(
                    html.Div(
                        [
                            dcc.Link(
                                item.name.id.removeprefix("Smart "),
                                href=context.link(f"/dimensi/{name}"),
                                className="btn active" if name == slug else "btn",
                            )
                            for name, item in dimensions.items()
                        ],
                        className="btn-group",
                    ),
                    **{"aria-label": "Dimensi"},
                ),
                html.H1(dimensions[slug].name.id),
                html.P(_lead(kpis, read, dimensions[slug]), className="lead"),
                html.Div(
                    [
                        marks(statuses),
                        html.P(f"{len(kpis)} indikator: {tally_words(statuses)}" if kpis else "Belum ada indikator"),
                    ],
                    className="small muted tally-line",
                ),
            ],
            className="page-head",
        ),
        opened_card(context, opened, read, series) if opened else None,
        html.H2("Semua indikator", className="section-title is-apart"),
        html.Div([_card(context, kpi, read, series, slug) for kpi in kpis], className="card-grid")
        if kpis
        else html.P("Belum ada indikator yang dinyatakan untuk dimensi ini.", className="notice"),
    ]


def _lead(kpis: list, read: dict, dimension) -> str:
    """What is known, in a sentence or two."""
    known = [(kpi, read[kpi.id][0]) for kpi in kpis if read[kpi.id][0]]
    if not known:
        return f"Belum ada angka untuk {dimension.name.id}. Yang diminta dan dari siapa ada di tiap kartu."
    order = ("poor", "watch", "good", "too_few", "no_target", "suppressed")
    known.sort(
        key=lambda item: (
            order.index(item[1]["status"]) if item[1]["status"] in order else 9,
            item[0].id != dimension.headline,
        )
    )
    said = []
    for kpi, now in known[:2]:
        judged = {"good": ", sudah melewati ", "watch": ", perlu dipantau terhadap ", "poor": ", jauh dari "}.get(
            now["status"]
        )
        said.append(
            f"{kpi.name.id} {value_with_unit(now['value'], kpi)}" + (f"{judged}{kpi.target.name.id}" if judged else "")
        )
    rest = len(kpis) - len(known)
    return "; ".join(said) + "." + (f" {rest} indikator belum ada angkanya." if rest else "")


def _series(context: Context, area_code: str) -> dict[str, list[tuple]]:
    found: dict[str, list[tuple]] = {}
    for row in context.edition.rows("area_series", area=area_code):
        found.setdefault(row["kpi_id"], []).append(
            (row["period_grain"], row["period_start"], row["value"], row["quality"])
        )
    return found


def _card(context: Context, kpi, read: dict, series: dict, slug: str):
    now, before = read[kpi.id]
    points = [point for point in series.get(kpi.id, []) if point[2] is not None]
    small = Svg(trend(points, kpi)) if len(points) > 1 else None
    return card(
        kpi,
        now,
        before,
        context.link(f"/dimensi/{slug}", kpi=kpi.id),
        first_source(context, kpi),
        note=class_words(kpi, now),
        trend=small,
        details=facts(context, kpi, read),
    )
