"""Wilayah: a kota, kecamatan or kelurahan: its figures against parent and siblings, where it lies, its neighbours."""

import dash
from dash import dcc, html

from pages._beside import finer_words, short_words
from pages._changes import change_notes
from pages._frame import view
from pages._reading import class_words, latest, map_picture, map_provenance, shapes
from pages._state import Context
from ui.beside import joined
from ui.cards import source_words, value_span
from ui.cited import cited, remark
from ui.format import is_percent, lower_first, number, row_period, unit_words, upper_first, value_text, value_with_unit
from ui.language import N_, _, _n, said
from ui.locator import locator
from ui.marks import figure_provenance, own_provenance, status_mark
from ui.svg import Svg
from ui.tables import framed
from ui.words import area_name_words, area_words, status_word

dash.register_page(
    __name__,
    path_template="/wilayah/<kode>",
    name=N_("Wilayah"),
    title="Wilayah · Dasbor Kota Cerdas",
    order=40,
    nav="/wilayah",
)


def layout(kode: str = "", **query):
    """Accepts `edisi`; the code in the path is Kemendagri's, with dots."""
    return view(build, query, f"/wilayah/{kode}", area_code=kode, kode=kode)


def build(context: Context, kode: str) -> list:
    """Breadcrumb, name, figures with their comparison, place, neighbours, areas below."""
    area = context.edition.area(kode)
    compared = _compared(context, area)
    return [
        _breadcrumb(context, area),
        html.Div([html.H1(_full_name(area)), html.P(_lead(context, area), className="lead")], className="page-head"),
        html.Div(
            [
                html.Section(
                    [html.H2(_("Angka wilayah ini"), className="section-title"), _figures(context, area, compared)]
                ),
                html.Div([_place(context, area), _neighbours(context, area)], className="stack"),
            ],
            className="wide-narrow",
        ),
        _below(context, area),
        *change_notes(context, area),
        html.P(cited(area["area_note"]), className="notice") if area["area_note"] else None,
        html.P(_('Daftar kode menulis "{name}".', name=area["listed_name"]), className="notice")
        if area["listed_name"]
        else None,
    ]


def _full_name(area: dict) -> str:
    return area_name_words("" if area["area_level"] == "kota" else area["area_label"], area["area_name"])


def _lead(context: Context, area: dict) -> str:
    codes = {"kemendagri": area["area_code"], "bps": area["bps_code"]}
    known = (
        _("Kode Kemendagri {kemendagri}, BPS {bps}.", **codes)
        if area["bps_code"]
        else _("Kode Kemendagri {kemendagri}.", **codes)
    )
    if area["area_level"] == "kota":
        return _("Provinsi {province}.", province=context.province()) + " " + known
    parent = context.edition.area(area["parent_code"])
    inside = _full_name(parent) + ("" if parent["area_level"] == "kota" else f", {context.city.name}")
    return f"{inside}. {known}"


def _breadcrumb(context: Context, area: dict) -> html.Nav:
    chain = [area]
    while chain[0]["parent_code"]:
        chain.insert(0, context.edition.area(chain[0]["parent_code"]))
    items = [html.Li(html.Span(context.province()))]
    items += [
        html.Li(dcc.Link(_full_name(one), href=context.link(f"/wilayah/{one['area_code']}"))) for one in chain[:-1]
    ]
    items.append(html.Li(html.Span(_full_name(area), **{"aria-current": "page"})))
    return html.Nav(html.Ol(items, className="breadcrumb"), **{"aria-label": _("Wilayah")})


def _siblings(context: Context, area: dict) -> tuple[str, str]:
    """What the codes of the areas it is set beside begin with, itself included, and the words for them."""
    if area["area_level"] == "kota":
        if len(context.peers()) == len(context.edition.cities):
            return "", _("Di antara kota dalam edisi ini")
        words = _("Di antara {areas} di {city}", areas=context.level_word("kota"), city=context.province())
        return f"{area['city_code'][:2]}.", words
    label, within = area_words(area["area_label"]), f"{area['parent_code']}."
    if area["area_level"] == "kecamatan":
        return within, _("Di antara {areas} di {city}", areas=label, city=context.city.name)
    return within, _("Di antara {areas} se-{parent}", areas=label, parent=context.level_word("kecamatan"))


def _compared(context: Context, area: dict) -> dict[str, dict]:
    """For each indicator with a figure here: the row, the parent's row of the same period, place among siblings."""
    parent = context.edition.area(area["parent_code"]) if area["parent_code"] else None
    beside = _newest_of(context, area, area["area_level"], _siblings(context, area)[0])
    above = _newest_of(context, area, parent["area_level"], parent["area_code"]) if parent else {}
    return {
        kpi_id: {
            "now": now,
            "before": before,
            "beside": [row for row in beside.get(kpi_id, []) if row["status"] != "too_few"],
            "parent": next(iter(above.get(kpi_id, [])), None),
        }
        for kpi_id, (now, before) in latest(context, area).items()
        if now is not None
    }


def _newest_of(context: Context, area: dict, level: str, within: str) -> dict[str, list[dict]]:
    """Figures of other areas by indicator, each in the newest period of `area`; those without a figure left out."""
    found: dict[str, list[dict]] = {}
    for row in context.edition.rows("beside", area=area["area_code"], level=level, within=within):
        if row["value"] is not None:
            found.setdefault(row["kpi_id"], []).append(row)
    return found


def _figures(context: Context, area: dict, compared: dict) -> html.Div:
    words = _siblings(context, area)[1]
    if not compared:
        return html.P(_("Belum ada angka untuk wilayah ini."), className="notice")
    parent = context.edition.area(area["parent_code"]) if area["parent_code"] else None
    head = [html.Th(_("Indikator"), scope="col"), html.Th(_("Nilai"), scope="col", className="n")]
    if parent:
        head.append(html.Th(_full_name(parent), scope="col", className="n"))
    head += [html.Th(words, scope="col"), html.Th(_("Penilaian"), scope="col")]
    rows = [
        _figure_row(context, area, kpi, compared[kpi.id], parent)
        for kpi in context.edition.kpis.values()
        if kpi.id in compared
    ]
    return framed(_("Angka {area}", area=_full_name(area)), head, html.Tbody(rows), css="table is-stacked is-figures")


def _figure_row(context: Context, area: dict, kpi, read: dict, parent: dict | None) -> html.Tr:
    now = read["now"]
    link = (
        context.link(f"/dimensi/{kpi.dimension}", kpi=kpi.id)
        if area["area_level"] == "kota"
        else context.link("/peta", kpi=kpi.id, wilayah=area["area_code"])
    )
    if now["value"] is None:
        status = now["status"] if now["status"] == "suppressed" else "no_data"
        figure = [html.Span(status_word(status).lower(), className="blank")]
    else:
        kind = "is-estimasi" if now["quality"] == "estimasi" else None
        if is_percent(kpi):
            figure = [html.Span(value_with_unit(now["value"], kpi), className=kind)]
        else:
            unit = html.Small(unit_words(kpi, now["value"]), className="muted") if unit_words(kpi) else None
            figure = [value_span(now, kpi), unit]
    printed = joined(class_words(kpi, now), finer_words(context, kpi, now), short_words(context, kpi, now))
    told = [f"{upper_first(row_period(now))}. ", *source_words(now, None), *([". ", printed] if printed else [])]
    note = [". ", remark(now["row_note"])] if now["row_note"] else []
    source = figure_provenance(kpi, now["quality"], told, note)
    cells = [
        html.Th([dcc.Link(said(kpi.name), href=link), source], scope="row"),
        _cell(_("Nilai"), figure, "n"),
    ]
    if parent:
        above = read["parent"]
        words = value_span(above, kpi) if above else html.Span(_("tidak ada"), className="blank")
        cells.append(_cell(_full_name(parent), words, "n"))
    cells.append(_cell(_("Posisi"), _position(kpi, now, read["beside"])))
    return html.Tr([*cells, _cell(_("Penilaian"), status_mark(now["status"], kpi))])


def _cell(label: str, content, className: str | None = None) -> html.Td:
    """A cell that brings its column's name, for phones, where each row stands as a block."""
    return html.Td(html.Span(content), className=className, **{"data-label": label})


def _position(kpi, now: dict, beside: list[dict]) -> str:
    """Place among siblings, highest first, and their range; no place where fewer than two have a figure."""
    if not kpi.comparable and now["area_level"] == "kota":
        return _("tidak dibandingkan antarkota")
    if now["value"] is None or now["status"] == "too_few" or len(beside) < 2:
        return _("tidak ada pembanding")
    values = sorted((row["value"] for row in beside), reverse=True)
    place = 1 + sum(value > now["value"] for value in values)
    if values[0] == values[-1]:
        return _n("sama di {n} wilayah", len(values))
    if place == 1:
        words = N_("tertinggi dari {all} ({low}–{high})")
    else:
        is_last = now["value"] == values[-1]
        words = (
            N_("terendah dari {all} ({low}–{high})")
            if is_last
            else N_("ke-{place} tertinggi dari {all} ({low}–{high})")
        )
    ends = {"low": value_text(values[-1], kpi), "high": value_text(values[0], kpi)}
    return _(words, place=place, all=len(values), **ends)


def _place(context: Context, area: dict) -> html.Figure | None:
    kelurahan, kecamatan, _kota = shapes(context)
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
    size = _("{area} km² menurut poligon peta", area=number(area["polygon_km2"], 2)) if area["polygon_km2"] else ""
    return html.Figure(
        [
            html.Figcaption([html.H2(_("Letaknya"), className="figure-title"), html.P(size, className="figure-sub")]),
            Svg(markup, id="letak"),
            own_provenance(attribution),
        ],
        className="map-figure",
    )


def _kecamatan_map(context: Context) -> html.Figure:
    """A kota's parts, coloured by the indicator of its start page where that has kecamatan figures."""
    kpi = context.edition.kpi(context.city.start_map_kpi)
    period = context.period(kpi, "kecamatan", context.edition.rows("periods", kpi=kpi.id, city=context.city.code))
    picture = map_picture(context, kpi, "kecamatan", period, lambda code: context.link(f"/wilayah/{code}"), "letak")
    about = {"areas": context.level_word("kecamatan"), "indicator": lower_first(said(kpi.name))}
    title = (
        _("{areas} menurut {indicator}, {period}", period=row_period(period), **about)
        if period
        else _("{areas} menurut {indicator}", **about)
    )
    return html.Figure(
        [
            html.Figcaption([html.H2(upper_first(title), className="figure-title")]),
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
        [html.H2(_("Berbatasan dengan"), className="figure-title"), html.Ul(items, className="plain-list")]
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
            html.H2(
                _("{areas} di dalamnya", areas=context.counted(level, len(rows))), className="section-title is-apart"
            ),
            html.Ul(items, className="plain-list columns"),
        ]
    )
