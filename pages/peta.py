"""Peta: indicators on the map, by kecamatan or kelurahan: one, two side by side, or what changed; with the table twin."""

import dash
from dash import dcc, html

from catalogue import Kpi
from pages._changing import another_shown, ways_to_change, with_change
from pages._frame import view
from pages._map_controls import is_mappable, map_controls
from pages._map_points import asked_points, points_section
from pages._map_table import twin_table
from pages._map_views import Sheet, changed, sheet_figure, single
from pages._province import held_words, is_sparse
from pages._reading import latest, map_periods, of_period
from pages._state import LEVEL_OF_LENGTH, Context
from pages._withheld import withheld
from store import NotThere
from ui.cards import figure, source_words
from ui.format import row_period, upper_first
from ui.language import N_, _, said
from ui.marks import figure_provenance, status_mark
from ui.words import area_name_words

SPARSE_PX = 150  # how wide the map of a province of few cities is shown

dash.register_page(__name__, path="/peta", name=N_("Peta"), title="Peta · Dasbor Kota Cerdas", order=30, nav="/peta")


def layout(**query):
    """Accepts `kota`, `wilayah`, `tingkat`, `kpi`, `periode`, `tampilan`, `kpi2`, `periode2`, `titik`, `edisi`."""
    return view(build, query, "/peta")


def build(context: Context) -> list:
    """Breadcrumb, controls, the maps with their legends and the chosen area, table."""
    asked, context = context, with_change(context)
    kpi = _indicator(context)
    focus, selected = _place(context)
    level = _level(context, kpi, focus)
    instead = another_shown(asked, context, kpi, level)
    periods = {kpi.id: map_periods(context, kpi, level)}
    kinds, points = asked_points(context, level)
    place = {"figure_id": "peta", "selected": selected, "focus": focus, "points": points}
    if is_sparse(context, level):
        place["shown_px"] = SPARSE_PX
    now = context.period(kpi, level, periods[kpi.id])
    link = _area_link(context, level)
    sheets, notice = [single(context, kpi, level, now, link, **place)], None
    if context.state.tampilan == "dua":
        sheets.append(_second(context, kpi, level, now, periods, link, {**place, "figure_id": "peta2"}))
    elif context.state.tampilan == "perubahan":
        then, notice = _earlier(context, kpi, level, now, periods[kpi.id])
        if then:
            sheets = [changed(context, kpi, level, now, then, link, **place)]
    table = twin_table(context, level, focus, sheets)
    return [
        _breadcrumb(context, focus, selected),
        html.Div([html.H1(said(kpi.name)), html.P(said(kpi.question), className="lead")], className="page-head"),
        map_controls(context, sheets, level, focus, periods, kinds),
        html.P(instead, className="notice") if instead else None,
        html.P([notice, *ways_to_change(context)], className="notice") if notice else None,
        html.P(held_words(context), className="notice") if level == "kota" else None,
        *_maps(context, sheets, level, _chosen(context, kpi, now, selected or focus or context.city.code), table),
        points_section(context, points),
    ]


def _indicator(context: Context) -> Kpi:
    """The asked indicator, else the one the city's map starts with; on the map of a province one that can be set side by side."""
    kpi = context.edition.kpi(context.state.kpi or context.city.start_map_kpi)
    if context.state.tingkat != "kota" or is_mappable(kpi, "kota"):
        return kpi
    known = [k for k in context.edition.kpis.values() if is_mappable(k, "kota") and k.kind != "awaited"]
    if context.state.kpi and not kpi.comparable:
        raise NotThere(
            "kpi", "{indicator}: tidak dibandingkan antarkota", [k.id for k in known], indicator=said(kpi.name)
        )
    return kpi if context.state.kpi or not known else known[0]


def _second(context: Context, kpi: Kpi, level: str, now: dict | None, periods: dict, link, place: dict) -> Sheet:
    """The second map: the asked indicator and period; of the same indicator the period before the first map's."""
    other = context.edition.kpi(context.state.kpi2) if context.state.kpi2 else kpi
    if not context.state.kpi2 and not context.state.periode2 and not _before(periods[kpi.id], level, now):
        other = _beside(context, kpi, level)
    periods[other.id] = map_periods(context, other, level)
    if context.state.periode2 or other.id != kpi.id:
        asked = context.state.periode2
        period = context.period(other, level, periods[other.id], asked) if asked else _newest(periods[other.id], level)
    else:
        period = _before(periods[kpi.id], level, now) or now
    return single(context, other, level, period, link, **place)


def _beside(context: Context, kpi: Kpi, level: str) -> Kpi:
    """Another indicator with figures at the level, for a second map that would otherwise repeat the first; the next in order."""
    known = [k for k in context.edition.kpis.values() if is_mappable(k, level) and level in k.levels]
    after = [k.id for k in known].index(kpi.id) + 1 if kpi in known else 0
    for other in [*known[after:], *known[:after]]:
        if other.id != kpi.id and _newest(map_periods(context, other, level), level):
            return other
    return kpi


def _newest(rows: list[dict], level: str) -> dict | None:
    own = [row for row in rows if row["area_level"] == level]
    return next((row for row in own if row["value_count"]), own[0] if own else None)


def _before(rows: list[dict], level: str, now: dict | None) -> dict | None:
    """The newest period with a figure before `now`."""
    if now is None:
        return None
    known = [row for row in rows if row["area_level"] == level and row["value_count"]]
    return next((row for row in known if row["period_start"] < now["period_start"]), None)


def _earlier(
    context: Context, kpi: Kpi, level: str, now: dict | None, rows: list[dict]
) -> tuple[dict | None, str | None]:
    """(the period the change is measured from, None), or (None, why no change can be drawn)."""
    if not kpi.comparable:
        return None, _("Indikator ini tidak dibandingkan antarperiode; yang tampil adalah angka satu periode.")
    if context.state.periode2 and now is not None:
        then = context.period(kpi, level, rows, context.state.periode2)
        if then is None or then["period_start"] >= now["period_start"]:
            return None, _("Periode awal harus sebelum periode akhir; yang tampil adalah angka satu periode.")
        return then, None
    then = _before(rows, level, now)
    if then is None:
        return None, _("Baru ada satu periode dengan angka, jadi belum ada perubahan yang dapat digambar.")
    return then, None


def _maps(context: Context, sheets: list[Sheet], level: str, chosen: html.Div, table: html.Section) -> list:
    """One map with its legend beside it, or two with a legend under each, and their table; a map of a few cities is small and
    has its table beside it."""
    if len(sheets) == 1:
        words = (
            _("Batas kelas: separuh wilayah yang berubah, berubah sampai batas itu.")
            if sheets[0].change
            else _("Batas kelas sama untuk semua periode.")
        )
        side = [
            html.H2(_("Legenda"), className="figure-title"),
            sheets[0].picture.legend,
            html.P(words, className="provenance"),
            chosen,
        ]
        figure = sheet_figure(context, sheets[0], level, "peta-utama", is_small=is_sparse(context, level))
        if is_sparse(context, level):
            return [html.Div([figure, table, html.Div(side, className="stack")], className="map-layout is-sparse")]
        return [html.Div([figure, html.Div(side, className="stack")], className="map-layout"), table]
    pair = [
        sheet_figure(context, sheet, level, figure_id, names_itself=True)
        for sheet, figure_id in zip(sheets, ("peta-utama", "peta-kedua"), strict=True)
    ]
    return [html.Div([html.Div(pair, className="two map-pair"), chosen]), table]


def _place(context: Context) -> tuple[str | None, str | None]:
    """(kecamatan drilled into, kelurahan selected) from `wilayah`; on the map of a province (None, this city)."""
    if context.state.tingkat == "kota":
        return None, context.city.code
    code = context.state.wilayah
    level = LEVEL_OF_LENGTH[len(code)] if code else "kota"
    if level == "kelurahan":
        return code[:8], code
    return (code, None) if level == "kecamatan" else (None, None)


def _level(context: Context, kpi, focus: str | None) -> str:
    """The asked level; else the finest the indicator has; inside a kecamatan always its kelurahan."""
    asked = context.state.tingkat
    if asked == "kota" and len(context.province_cities()) < 2:
        raise NotThere(
            "tingkat",
            "peta kota ini digambar per kecamatan atau kelurahan, karena edisi ini memuat satu kota di provinsinya; "
            "angka kota ada di halaman wilayah",
            ["kecamatan", "kelurahan"],
        )
    if asked == "kota":
        return "kota"
    if focus or asked == "kelurahan":
        return "kelurahan"
    return asked or ("kelurahan" if "kelurahan" in kpi.levels or "kecamatan" not in kpi.levels else "kecamatan")


def _area_link(context: Context, level: str):
    """Click a kota: its kecamatan. Click a kecamatan: its kelurahan. Click a kelurahan: its kecamatan, with it selected;
    its own page is next to it."""

    def link(code: str) -> str:
        if level == "kota":
            return context.here(kota=code, wilayah=None, tingkat="kecamatan")
        return context.here(wilayah=code, tingkat=None if level == "kecamatan" else context.state.tingkat)

    return link


def _province_address(context: Context) -> str:
    """The map of the province with the same indicator where that can be set beside other cities."""
    asked = (context.state.kpi, context.state.kpi2)
    kept = all(is_mappable(context.edition.kpi(one), "kota") for one in asked if one)
    return context.here(wilayah=None, tingkat="kota", **({} if kept else {"kpi": None, "kpi2": None, "periode": None}))


def _breadcrumb(context: Context, focus: str | None, selected: str | None) -> html.Nav:
    is_province = context.state.tingkat == "kota"
    name = html.Span(context.province(), **({"aria-current": "page"} if is_province else {}))
    if not is_province and len(context.province_cities()) > 1:
        name = dcc.Link(context.province(), href=_province_address(context))
    steps = [(context.city.name, context.here(wilayah=None))]
    for code in (focus, selected):
        if code:
            area = context.edition.area(code)
            steps.append(
                (
                    area_name_words(area["area_label"], area["area_name"]),
                    context.here(wilayah=code),
                )
            )
    items = [html.Li(name)]
    for i, (words, href) in enumerate([] if is_province else steps):
        last = i == len(steps) - 1
        items.append(html.Li(html.Span(words, **{"aria-current": "page"}) if last else dcc.Link(words, href=href)))
    return html.Nav(html.Ol(items, className="breadcrumb"), **{"aria-label": _("Wilayah")})


def _chosen(context: Context, kpi, period: dict | None, code: str) -> html.Div:
    """The area the map is about, with its figure of the map's period and the way to its page."""
    area = context.edition.area(code)
    now = of_period(context, area, kpi, period) if period else latest(context, area)[kpi.id][0]
    newer = withheld(context, kpi.id, code, now)
    body = [html.P(status_mark("no_data"), className="kpi-value is-blank")]
    if period:
        body.append(html.P(upper_first(row_period(period)), className="figure-sub"))
    if now and now["value"] is not None:
        body = [
            figure(kpi, now),
            html.P(status_mark(now["status"], kpi)),
            figure_provenance(kpi, now["quality"], source_words(now, None)),
        ]
    parent = f"{area['parent_name']} · " if area["parent_name"] else ""
    name = area_name_words("" if area["area_level"] == "kota" else area["area_label"], area["area_name"])
    return html.Div(
        [
            html.H2(name, className="figure-title"),
            html.P(f"{parent}{area['area_code']}", className="figure-sub"),
            *body,
            html.P(newer, className="note") if newer else None,
            html.P(dcc.Link(_("Jelaskan angka ini"), href=context.explained(now))) if now else None,
            html.P(dcc.Link(_("Halaman wilayah ini"), href=context.link(f"/wilayah/{code}"))),
        ],
        className="card",
    )
