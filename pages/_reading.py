"""Rows of the store brought into the shape the pictures take."""

from dataclasses import dataclass

import dash
from dash import dcc, html

from catalogue import Kpi, Source
from pages._beside import beside_of, notes_of
from pages._changes import area_cuts
from pages._state import Context
from ui.cards import declared_words, source_words
from ui.cited import printed_class, remark
from ui.format import upper_first
from ui.language import _, said
from ui.map import SHOWN_PX, choropleth, legend, legend_corner, painted
from ui.map_change import change_legend, change_paint
from ui.marks import figure_provenance


def latest(context: Context, area: dict) -> dict[str, tuple[dict | None, dict | None]]:
    """For every indicator its newest figure in an area and the one before, `(None, None)` where there is none."""
    found: dict[str, list[dict]] = {}
    for row in _annotated(context, area, context.edition.rows("latest", area=area["area_code"])):
        found.setdefault(row["kpi_id"], []).append(row)
    return {kpi_id: tuple(([*found.get(kpi_id, []), None, None])[:2]) for kpi_id in context.edition.kpis}


def of_period(context: Context, area: dict, kpi: Kpi, period: dict) -> dict | None:
    """The row of one indicator in an area and a period, `None` where there is none."""
    names = ("period_grain", "period_start")
    rows = context.edition.rows("series", kpi=kpi.id, area=area["area_code"])
    found = [r for r in rows if all(r[n] == period[n] for n in names)]
    return next(iter(_annotated(context, area, found, kpi.id)), None)


def _annotated(context: Context, area: dict, rows: list[dict], kpi_id: str | None = None) -> list[dict]:
    """Rows of one area with its name and changes, and with what sources and notes say of each: those of one indicator, or the
    newest of all."""
    told = row_words(context, area["area_code"], kpi_id)
    beside = beside_of(context, area["area_code"], kpi_id)
    cuts = area_cuts(context, area["area_code"][:5]).get(area["area_code"], [])
    for row in rows:
        row["area_name"], row["area_cuts"] = area["area_name"], cuts
        words = told.get((row["kpi_id"], row["period_start"]), {})
        row["row_source"] = words.get("source")
        row["declared_sources"] = declared_sources(context, row["kpi_id"], row["source_id"])
        row["row_note"], row["printed_class"] = words.get("note"), words.get("class")
        row["beside"] = beside.get((row["kpi_id"], row["period_start"]), [])
    return rows


def row_words(context: Context, area_code: str, kpi_id: str | None = None) -> dict[tuple, dict[str, str]]:
    """What the source itself says in `notes_of`, by indicator and period: `source`, `note`, `class` (a printed predicate)."""
    found: dict[tuple, dict[str, str]] = {}
    for row in notes_of(context, area_code, kpi_id):
        if row["note"]:
            found.setdefault((row["kpi_id"], row["period_start"]), {})[row["note_kind"]] = row["note"]
    return found


def class_words(kpi: Kpi, row: dict | None) -> str | None:
    """`Predikat tercetak: Sangat Baik`: the class the source prints beside the figure, which is not our judgement."""
    if row is None or not row.get("printed_class"):
        return None
    return f"{class_term(kpi)}: {printed_class(row['printed_class'])}"


def class_term(kpi: Kpi) -> str:
    """`Predikat tercetak`."""
    return upper_first(_("{class_name} tercetak", class_name=said(kpi.printed_class_name)))


def origin_words(row: dict) -> list:
    """The source of a figure and what the source remarks on it, a full stop between them."""
    note = row.get("row_note")
    return [*source_words(row, None), *([". ", remark(note)] if note else [])]


def declared_sources(context: Context, kpi_id: str, source_ids: str) -> list[Source]:
    """Those of an indicator's declared sources that a value was made of, for a sum that no single row names a source for; then
    those it was made of without the indicator naming them: a city's own register of requests beside the national one."""
    kpi = context.edition.kpis.get(kpi_id)
    known = [s for s in kpi.sources if s in context.edition.sources] if kpi else []
    named = [s for s in source_ids.split() if s in context.edition.sources]
    used = [s for s in known if s in named] + [s for s in named if s not in known]
    return [context.edition.sources[s] for s in used or known]


def first_source(context: Context, kpi: Kpi):
    """The declaration of the indicator's first source, or None."""
    return next((context.edition.sources[s] for s in kpi.sources if s in context.edition.sources), None)


def shapes(context: Context) -> tuple[list[dict], list[dict], dict]:
    """(kelurahan shapes, kecamatan shapes, kota shape or {}) of the context's city in the map's columns."""
    rows = _boxed(context.edition.rows("outlines", city=context.city.code))
    by_level = {level: [r for r in rows if r["area_level"] == level] for level in ("kelurahan", "kecamatan", "kota")}
    return by_level["kelurahan"], by_level["kecamatan"], (by_level["kota"] or [{}])[0]


def province_shapes(context: Context) -> list[dict]:
    """Shapes of the kota of the context's province in the map's columns, on the province's canvas."""
    rows = _boxed(context.edition.rows("province_outlines", city=context.city.code))
    return [{**row, "area_label": context.level_name("kota")} for row in rows]


def _boxed(rows: list[dict]) -> list[dict]:
    for row in rows:
        row["bbox"] = (row.pop("box_x0"), row.pop("box_y0"), row.pop("box_x1"), row.pop("box_y1"))
    return rows


def map_periods(context: Context, kpi: Kpi, level: str) -> list[dict]:
    """Periods of an indicator as the map of a level counts them: at level `kota` over the province, else in the city."""
    if level != "kota":
        return context.edition.rows("periods", kpi=kpi.id, city=context.city.code)
    cities = len(context.province_cities())
    rows = context.edition.rows("province_periods", kpi=kpi.id, city=context.city.code)
    return [row | {"area_count": max(row["area_count"], cities)} for row in rows]


@dataclass(frozen=True)
class Picture:
    """A map and what belongs to it: values and faces by area code, the rows drawn, the corner free for the legend."""

    markup: str
    legend: html.Ul | None
    corner: str | None
    values: dict[str, dict]
    rows: list[dict]
    faces: dict[str, str]


def map_picture(
    context: Context,
    kpi: Kpi,
    level: str,
    period: dict | None,
    link,
    figure_id: str,
    *,
    selected=None,
    focus=None,
    legend_inside=False,
    change=None,
    points=(),
    shown_px=SHOWN_PX,
) -> Picture:
    """The map of one indicator, level and period. None as `period` means the indicator has none at this level: every area is
    drawn as not applicable, or without data. With `legend_inside` names keep out of the corner where the legend fits.
    `change` (a `ui.map_change.Change`) is painted instead of the values; `points` are drawn on top.
    """
    kelurahan, kecamatan, _kota = shapes(context) if level != "kota" else ([], [], {})
    rows = kelurahan if level == "kelurahan" else kecamatan if level == "kecamatan" else province_shapes(context)
    values = level_values(context, kpi, level, period, rows)
    if not rows:
        return Picture("", None, None, values, [], {})
    drawn_in = context.city.code[:2] if level == "kota" else context.city.code
    found = context.edition.rows("class_breaks", kpi=kpi.id, city=drawn_in, level=level)
    breaks = [row["lower"] for row in found]
    shown = [row for row in rows if focus is None or row["parent_code"] == focus]
    subjects = context.short_level_words()
    if change:
        key = change_legend(
            change, [row["area_code"] for row in shown if row["area_code"]], kpi, context.city.level_names[level].id
        )
        paint = change_paint(change, shown, kpi, subjects)
    else:
        key, paint = legend(shown, values, breaks, kpi), painted(shown, values, breaks, kpi, subjects)
    lines = len(key.children) + 1 if legend_inside else 0
    markup = choropleth(
        rows,
        kecamatan,
        values,
        breaks,
        kpi,
        link,
        figure_id=figure_id,
        selected=selected,
        focus=focus if level == "kelurahan" else None,
        level_words=subjects,
        legend_lines=lines,
        paint=paint,
        points=points,
        shown_px=shown_px,
    )
    return Picture(markup, key, legend_corner(rows, lines) if lines else None, values, shown, dict(paint.faces))


def level_values(context: Context, kpi: Kpi, level: str, period: dict | None, rows: list[dict]) -> dict[str, dict]:
    """Values of one period by area code; not applicable for all `rows` where the indicator is not made for the level."""
    if period is not None:
        asked = {"grain": period["period_grain"], "start": period["period_start"]}
        if level == "kota":
            found = context.edition.rows("province_values", kpi=kpi.id, city=context.city.code, **asked)
        else:
            found = context.edition.rows("level_values", kpi=kpi.id, city=context.city.code, level=level, **asked)
        cuts = area_cuts(context, context.city.code)
        return {row["area_code"]: row | {"area_cuts": cuts.get(row["area_code"], [])} for row in found}
    if level in kpi.levels:
        return {}
    nowhere = {"value": None, "status": "not_applicable", "quality": "resmi", "n": None}
    return {row["area_code"]: nowhere for row in rows if row["area_code"]}


def map_provenance(context: Context, kpi: Kpi, values: dict, *more):
    """Origin, source and caveat of a map, under the picture and under its table."""
    known = [row for row in values.values() if row["value"] is not None]
    weakest = max(
        (row["quality"] for row in known), key=("resmi", "kutipan", "estimasi", "simulasi").index, default=None
    )
    used = " ".join(row["source_id"] for row in known)
    sources = declared_sources(context, kpi.id, used) if used else [s for s in [first_source(context, kpi)] if s]
    is_model = weakest == "estimasi"  # the sources did not estimate: the dashboard did, from all of them
    words = [*declared_words(sources if is_model else sources[:1]), ". "] if sources else []
    if is_model and words:
        words = [_("Model dasbor atas: "), *words]
    method = f"{said(kpi.method)} " if kpi.method else ""
    caveats = " ".join(said(caveat) for caveat in kpi.caveats_of(known))
    return figure_provenance(kpi, weakest, words, method, caveats, *page_link(context, kpi), *more)


def page_link(context: Context, kpi: Kpi) -> list:
    """The way to the page that tells more of an indicator, in its period; nothing when there is none or it is this one."""
    if kpi.page is None or kpi.page == context.path:
        return []
    name = next((page["name"] for page in dash.page_registry.values() if page["path"] == kpi.page), None)
    if name is None:
        return []
    return [" ", dcc.Link(_("Halaman {name}", name=_(name)), href=context.link(kpi.page))]
