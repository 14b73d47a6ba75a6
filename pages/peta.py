"""Peta: one indicator on the map, by kecamatan or kelurahan, with its table twin."""

import dash
import dash_bootstrap_components as dbc
from dash import dcc, html

from pages._frame import view
from pages._map_table import place_query, twin_table
from pages._reading import Picture, latest, map_picture, map_provenance
from pages._state import LEVEL_OF_LENGTH, Context
from store import NotThere
from ui.format import period_code, period_from_code, period_short, period_words, row_period, value_text
from ui.marks import provenance, status_mark
from ui.svg import Svg

dash.register_page(__name__, path="/peta", name="Peta", title="Peta · Dasbor Kota Cerdas", order=3)


def layout(**query):
    """Accepts `kota`, `wilayah`, `tingkat`, `kpi`, `periode`, `edisi`."""
    return view(build, query, "/peta")


def build(context: Context) -> list:
    """Breadcrumb, controls, map with legend and the chosen area, table."""
    kpi = context.edition.kpi(context.state.kpi or context.city.start_map_kpi)
    focus, selected = _place(context)
    level = _level(context, kpi, focus)
    periods = context.edition.rows("periods", kpi=kpi.id, city=context.city.code)
    period = context.period(kpi, level, periods)
    picture = map_picture(
        context, kpi, level, period, _area_link(context, kpi, level, focus), "peta", selected=selected, focus=focus
    )
    when = (
        row_period(period)
        if period
        else (period_words(*period_from_code(context.state.periode)) if context.state.periode else "tanpa periode")
    )
    title = f"{when[:1].upper()}{when[1:]}, menurut {context.level_name(level).lower()}"
    figure = html.Figure(
        [
            html.Figcaption(
                [
                    html.H2(title, className="figure-title"),
                    html.P(_known_words(context, picture, level), className="figure-sub"),
                ]
            ),
            Svg(picture.markup, id="peta-utama")
            if picture.markup
            else html.P("Berkas batas wilayah kota ini belum diserahkan.", className="notice"),
            map_provenance(context, kpi, picture.values),
        ],
        className="map-figure",
    )
    side = html.Div(
        [
            html.H2("Legenda", className="figure-title"),
            picture.legend,
            html.P("Batas kelas sama untuk semua periode.", className="provenance"),
            _chosen(context, kpi, selected or focus or context.city.code),
        ],
        className="stack",
    )
    return [
        _breadcrumb(context, kpi, focus, selected),
        html.Div([html.H1(kpi.name.id), html.P(kpi.question.id, className="lead")], className="page-head"),
        _controls(context, kpi, level, focus, periods, period),
        html.Div([figure, side], className="map-layout"),
        twin_table(context, kpi, level, focus, picture),
    ]


def _place(context: Context) -> tuple[str | None, str | None]:
    """(kecamatan drilled into, kelurahan selected) from `wilayah`."""
    code = context.state.wilayah
    level = LEVEL_OF_LENGTH[len(code)] if code else "kota"
    if level == "kelurahan":
        return code[:8], code
    return (code, None) if level == "kecamatan" else (None, None)


def _level(context: Context, kpi, focus: str | None) -> str:
    """The asked level; else the finest the indicator has; inside a kecamatan always its kelurahan."""
    asked = context.state.tingkat
    if asked == "kota":
        raise NotThere(
            "tingkat",
            "peta digambar per kecamatan atau kelurahan; angka kota ada di halaman wilayah",
            ["kecamatan", "kelurahan"],
        )
    if focus or asked == "kelurahan":
        return "kelurahan"
    return asked or ("kelurahan" if "kelurahan" in kpi.levels or "kecamatan" not in kpi.levels else "kecamatan")


def _area_link(context: Context, kpi, level: str, focus: str | None):
    """Click a kecamatan: its kelurahan. Click a kelurahan: its kecamatan, with it selected; inside: its own page next to it."""

    def link(code: str) -> str:
        return context.link(
            "/peta",
            **place_query(context, kpi, wilayah=code, tingkat=None if level == "kecamatan" else context.state.tingkat),
        )

    return link


def _breadcrumb(context: Context, kpi, focus: str | None, selected: str | None) -> html.Nav:
    steps = [(context.city.name, context.link("/peta", **place_query(context, kpi, wilayah=None)))]
    for code in (focus, selected):
        if code:
            area = context.edition.area(code)
            steps.append(
                (
                    f"{area['area_label']} {area['area_name']}",
                    context.link("/peta", **place_query(context, kpi, wilayah=code)),
                )
            )
    items = [html.Li(html.Span(context.city.province))]
    for i, (words, href) in enumerate(steps):
        last = i == len(steps) - 1
        items.append(html.Li(html.Span(words, **{"aria-current": "page"}) if last else dcc.Link(words, href=href)))
    return html.Nav(html.Ol(items, className="breadcrumb"), **{"aria-label": "Wilayah"})


def _controls(
    context: Context, kpi, level: str, focus: str | None, periods: list[dict], period: dict | None
) -> html.Form:
    mappable = [
        k for k in context.edition.kpis.values() if set(k.levels) & {"kecamatan", "kelurahan"} or k.id == kpi.id
    ]
    options = [{"label": k.name.id, "value": k.id} for k in mappable]
    chosen = dbc.Select(id="pilih-kpi", name="kpi", options=options, value=kpi.id)
    hidden = {**context.carried(), **({"wilayah": context.state.wilayah} if context.state.wilayah else {})}
    if context.state.tingkat:
        hidden["tingkat"] = context.state.tingkat
    parts = [
        html.Div([html.Label("Indikator", htmlFor="pilih-kpi", className="form-label"), chosen]),
        *[dbc.Input(type="hidden", name=name, value=value) for name, value in hidden.items()],
    ]
    if not focus:
        parts.append(
            _group(
                "Tingkat",
                [
                    (
                        context.level_name(one),
                        None,
                        context.link("/peta", **place_query(context, kpi, tingkat=one)),
                        one == level,
                    )
                    for one in ("kecamatan", "kelurahan")
                ],
            )
        )
    own = [row for row in periods if row["area_level"] == level][::-1]
    if own:
        parts.append(
            _group(
                "Periode, dan apa yang ada di sumbernya",
                [
                    (
                        period_short(row["period_grain"], row["period_start"]),
                        _holds(row),
                        context.link(
                            "/peta",
                            **place_query(context, kpi, periode=period_code(row["period_grain"], row["period_start"])),
                        ),
                        row is period,
                    )
                    for row in own
                ],
            )
        )
    return html.Form(
        parts,
        action="/peta",
        method="GET",
        className="controls",
        **{"data-url-form": "1", "aria-label": "Pengaturan peta"},
    )


def _holds(row: dict) -> str:
    """What a period has: figures for all or some areas, names without figures, nothing."""
    if row["value_count"] == row["area_count"]:
        return "lengkap"
    if row["value_count"]:
        return f"{row['value_count']} dari {row['area_count']}"
    return "disebut" if row["named_count"] else "kosong"


def _group(legend: str, choices: list[tuple]) -> html.Fieldset:
    links = [
        dcc.Link([words, html.Small(small) if small else None], href=href, className="btn active" if active else "btn")
        for words, small, href, active in choices
    ]
    return html.Fieldset([html.Legend(legend), html.Div(links, className="btn-group")])


def _known_words(context: Context, picture: Picture, level: str) -> str:
    known = sum(face.startswith("c") for code, face in picture.faces.items() if code)
    total = sum(1 for row in picture.rows if row["area_code"])
    return f"{known} dari {total} {context.level_name(level).lower()} punya angka"


def _chosen(context: Context, kpi, code: str) -> html.Div:
    """The area the map is about, with its newest figure and the way to its page."""
    area = context.edition.area(code)
    now = latest(context, area)[kpi.id][0]
    body = [html.P(status_mark("no_data"), className="kpi-value is-blank")]
    if now and now["value"] is not None:
        kind = "is-estimasi" if now["quality"] == "estimasi" else None
        body = [
            html.P(
                [
                    html.Span(value_text(now["value"], kpi), className=kind),
                    html.Small(f"{kpi.unit.id}, {row_period(now)}"),
                ],
                className="kpi-value",
            ),
            html.P(status_mark(now["status"])),
            provenance(now["quality"], now["row_source"] or ""),
        ]
    parent = f"{area['parent_name']} · " if area["parent_name"] else ""
    name = area["area_name"] if area["area_level"] == "kota" else f"{area['area_label']} {area['area_name']}"
    return html.Div(
        [
            html.H2(name, className="figure-title"),
            html.P(f"{parent}{area['area_code']}", className="figure-sub"),
            *body,
            html.P(dcc.Link("Halaman wilayah ini", href=context.link(f"/wilayah/{code}"))),
        ],
        className="card",
    )
