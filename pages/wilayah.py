"""Wilayah: a kota, kecamatan or kelurahan: its figures against parent and siblings, where it lies, its neighbours."""

import dash
from dash import dcc, html

from pages._frame import view
from pages._reading import class_words, latest, map_picture, map_provenance, shapes
from pages._state import Context
from ui.format import number, row_period, value_text
from ui.locator import locator
from ui.marks import provenance, quality_tag, status_mark
from ui.svg import Svg

dash.register_page(
    __name__, path_template="/wilayah/<kode>", name="Wilayah", title="Wilayah · Dasbor Kota Cerdas", order=4
)


def layout(kode: str = "", **query):
    """Accepts `edisi`; the code in the path is Kemendagri's, with dots."""
    return view(build, query, f"/wilayah/{kode}", city_code=kode[:5] or None, code=kode)


def build(context: Context, code: str) -> list:
    """Breadcrumb, name, figures with their comparison, place, neighbours, areas below."""
    area = context.edition.area(code)
    compared = _compared(context, area)
    return [
        _breadcrumb(context, area),
        html.Div([html.H1(_full_name(area)), html.P(_lead(context, area), className="lead")], className="page-head"),
        html.Div(
            [
                html.Section(
                    [html.H2("Angka wilayah ini", className="section-title"), _figures(context, area, compared)]
                ),
                html.Div([_place(context, area), _neighbours(context, area)], className="stack"),
            ],
            className="wide-narrow",
        ),
        _below(context, area),
        html.P(area["area_note"], className="notice") if area["area_note"] else None,
    ]


def _full_name(area: dict) -> str:
    return area["area_name"] if area["area_level"] == "kota" else f"{area['area_label']} {area['area_name']}"


def _lead(context: Context, area: dict) -> str:
    codes = f"Kode Kemendagri {area['area_code']}" + (f", BPS {area['bps_code']}" if area["bps_code"] else "")
    if area["area_level"] == "kota":
        return f"Provinsi {context.city.province}. {codes}."
    parent = context.edition.area(area["parent_code"])
    inside = _full_name(parent) + ("" if parent["area_level"] == "kota" else f", {context.city.name}")
    return f"{inside}. {codes}."


def _breadcrumb(context: Context, area: dict) -> html.Nav:
    chain = [area]
    while chain[0]["parent_code"]:
        chain.insert(0, context.edition.area(chain[0]["parent_code"]))
    items = [html.Li(html.Span(context.city.province))]
    items += [
        html.Li(dcc.Link(_full_name(one), href=context.link(f"/wilayah/{one['area_code']}"))) for one in chain[:-1]
    ]
    items.append(html.Li(html.Span(_full_name(area), **{"aria-current": "page"})))
    return html.Nav(html.Ol(items, className="breadcrumb"), **{"aria-label": "Wilayah"})


def _siblings(context: Context, area: dict) -> tuple[list[dict], str]:
    """Areas it is set beside, itself included, and the words for them."""
    if area["area_level"] == "kota":
        rows = [context.edition.area(code) for code in context.edition.cities]
        return rows, "kota dalam edisi ini"
    areas = context.edition.rows("areas", city=area["city_code"], level=area["area_level"])
    rows = [a for a in areas if a["parent_code"] == area["parent_code"]]
    label = area["area_label"].lower()
    if area["area_level"] == "kecamatan":
        return rows, f"{label} di {context.city.name}"
    return rows, f"{label} se-{context.level_name('kecamatan').lower()}"


def _compared(context: Context, area: dict) -> dict[str, dict]:
    """For each indicator with a figure here: the row, the parent's row of the same period, place among siblings."""
    edition = context.edition
    siblings = {a["area_code"] for a in _siblings(context, area)[0]}
    cities = list(edition.cities) if area["area_level"] == "kota" else [area["city_code"]]
    found = {}
    for kpi_id, (now, before) in latest(context, area).items():
        if now is None:
            continue
        asked = {"kpi": kpi_id, "level": area["area_level"], "grain": now["period_grain"], "start": now["period_start"]}
        beside = [
            r
            for city in cities
            for r in edition.rows("level_values", city=city, **asked)
            if r["area_code"] in siblings and r["value"] is not None and r["status"] != "too_few"
        ]
        parent = None
        if area["parent_code"]:
            level = edition.area(area["parent_code"])["area_level"]
            rows = edition.rows("level_values", city=area["city_code"], **{**asked, "level": level})
            parent = next((r for r in rows if r["area_code"] == area["parent_code"] and r["value"] is not None), None)
        found[kpi_id] = {"now": now, "before": before, "beside": beside, "parent": parent}
    return found


def _figures(context: Context, area: dict, compared: dict) -> html.Div:
    words = _siblings(context, area)[1]
    if not compared:
        return html.P("Belum ada angka untuk wilayah ini.", className="notice")
    parent = context.edition.area(area["parent_code"]) if area["parent_code"] else None
    head = [html.Th("Indikator", scope="col"), html.Th("Nilai", scope="col", className="n")]
    if parent:
        head.append(html.Th(_full_name(parent), scope="col", className="n"))
    head += [html.Th(f"Di antara {words}", scope="col"), html.Th("Penilaian", scope="col")]
    rows = [
        _figure_row(context, area, kpi, compared[kpi.id], parent)
        for kpi in context.edition.kpis.values()
        if kpi.id in compared
    ]
    return html.Div(
        html.Table(
            [
                html.Caption(html.Span(f"Angka {_full_name(area)}", className="visually-hidden")),
                html.Thead(html.Tr(head)),
                html.Tbody(rows),
            ],
            className="table is-stacked",
        ),
        className="table-responsive",
        tabIndex="0",
        role="region",
        **{"aria-label": f"Tabel angka {_full_name(area)}"},
    )


def _figure_row(context: Context, area: dict, kpi, read: dict, parent: dict | None) -> html.Tr:
    now = read["now"]
    link = (
        context.link(f"/dimensi/{kpi.dimension}", kpi=kpi.id)
        if area["area_level"] == "kota"
        else context.link("/peta", kpi=kpi.id, wilayah=area["area_code"])
    )
    if now["value"] is None:
        figure = html.Span("disamarkan" if now["status"] == "suppressed" else "belum tersedia", className="blank")
    else:
        figure = html.Span(
            value_text(now["value"], kpi), className="is-estimasi" if now["quality"] == "estimasi" else None
        )
    said = ". ".join(filter(None, (row_period(now), now["row_source"], class_words(kpi, now), now["row_note"])))
    source = html.P([quality_tag(now["quality"]), f" {said}"], className="provenance")
    cells = [
        html.Th([dcc.Link(kpi.name.id, href=link), source], scope="row"),
        _cell("Nilai", [figure, html.Small(f" {kpi.unit.id}", className="muted")], "n"),
    ]
    if parent:
        above = read["parent"]
        words = value_text(above["value"], kpi) if above else html.Span("tidak ada", className="blank")
        cells.append(_cell(_full_name(parent), words, "n"))
    cells.append(_cell("Posisi", _position(kpi, now, read["beside"])))
    return html.Tr([*cells, _cell("Penilaian", status_mark(now["status"]))])


def _cell(label: str, content, className: str | None = None) -> html.Td:
    """A cell that brings its column's name, for phones, where each row stands as a block."""
    return html.Td(html.Span(content), className=className, **{"data-label": label})


def _position(kpi, now: dict, beside: list[dict]) -> str:
    """Place among siblings, highest first, and their range; no place where fewer than two have a figure."""
    if not kpi.comparable and now["area_level"] == "kota":
        return "tidak dibandingkan antarkota"
    if now["value"] is None or now["status"] == "too_few" or len(beside) < 2:
        return "tidak ada pembanding"
    values = sorted((row["value"] for row in beside), reverse=True)
    place = 1 + sum(value > now["value"] for value in values)
    span = f"({value_text(values[-1], kpi)}–{value_text(values[0], kpi)})"
    if values[0] == values[-1]:
        return f"sama di {len(values)} wilayah"
    if place == 1:
        return f"tertinggi dari {len(values)} {span}"
    return f"{'terendah' if now['value'] == values[-1] else f'ke-{place} tertinggi'} dari {len(values)} {span}"


def _place(context: Context, area: dict) -> html.Figure | None:
    kelurahan, kecamatan, _ = shapes(context)
    if not kelurahan:
        return None
    if area["area_level"] == "kota":
        return _kecamatan_map(context)
    markup = locator(
        kelurahan,
        kecamatan,
        area,
        lambda code: context.link(f"/wilayah/{code}"),
        level_words=context.short_level_words(),
    )
    attribution = context.outline_attribution()
    size = f"{number(area['polygon_km2'], 2)} km² menurut poligon peta" if area["polygon_km2"] else ""
    return html.Figure(
        [
            html.Figcaption([html.H2("Letaknya", className="figure-title"), html.P(size, className="figure-sub")]),
            Svg(markup, id="letak"),
            provenance("resmi", attribution),
        ],
        className="map-figure",
    )


def _kecamatan_map(context: Context) -> html.Figure:
    """A kota's parts, coloured by the indicator of its start page where that has kecamatan figures."""
    kpi = context.edition.kpi(context.city.start_map_kpi)
    period = context.period(kpi, "kecamatan", context.edition.rows("periods", kpi=kpi.id, city=context.city.code))
    picture = map_picture(context, kpi, "kecamatan", period, lambda code: context.link(f"/wilayah/{code}"), "letak")
    when = f", {row_period(period)}" if period else ""
    return html.Figure(
        [
            html.Figcaption(
                [
                    html.H2(
                        f"{context.level_name('kecamatan')} menurut {kpi.name.id.lower()}{when}",
                        className="figure-title",
                    )
                ]
            ),
            Svg(picture.markup, id="letak"),
            picture.legend,
            map_provenance(context, kpi, picture.values),
        ],
        className="map-figure",
    )


def _neighbours(context: Context, area: dict) -> html.Section | None:
    rows = context.edition.rows("neighbours", area=area["area_code"])
    if not rows:
        return None
    items = []
    for row in rows:
        other = (
            ""
            if row["parent_code"] == area["parent_code"] or not row["parent_code"]
            else f" ({context.edition.area(row['parent_code'])['area_name']})"
        )
        items.append(html.Li(dcc.Link(f"{row['area_name']}{other}", href=context.link(f"/wilayah/{row['area_code']}"))))
    return html.Section(
        [html.H2("Berbatasan dengan", className="figure-title"), html.Ul(items, className="plain-list")]
    )


def _below(context: Context, area: dict) -> html.Section | None:
    level = {"kota": "kecamatan", "kecamatan": "kelurahan"}.get(area["area_level"])
    if level is None:
        return None
    rows = [
        a
        for a in context.edition.rows("areas", city=area["city_code"], level=level)
        if a["parent_code"] == area["area_code"]
    ]
    items = [html.Li(dcc.Link(row["area_name"], href=context.link(f"/wilayah/{row['area_code']}"))) for row in rows]
    return html.Section(
        [
            html.H2(f"{len(rows)} {context.level_name(level).lower()} di dalamnya", className="section-title is-apart"),
            html.Ul(items, className="plain-list columns"),
        ]
    )
