"""Rows of the store brought into the shape the pictures take."""

from dataclasses import dataclass

from dash import html

from catalogue import Kpi
from pages._state import Context
from ui.map import choropleth, face, legend, legend_corner
from ui.marks import provenance


def latest(context: Context, area: dict) -> dict[str, tuple[dict | None, dict | None]]:
    """For every indicator its newest figure in an area and the one before, `(None, None)` where there is none."""
    said = row_words(context, area["area_code"])
    found: dict[str, list[dict]] = {}
    for row in context.edition.rows("latest", area=area["area_code"]):
        row["area_name"] = area["area_name"]
        words = said.get((row["kpi_id"], row["period_start"]), {})
        row["row_source"] = words.get("source") or declared_source(context, row["kpi_id"])
        row["row_note"], row["printed_class"] = words.get("note"), words.get("class")
        found.setdefault(row["kpi_id"], []).append(row)
    return {kpi_id: tuple(([*found.get(kpi_id, []), None, None])[:2]) for kpi_id in context.edition.kpis}


def row_words(context: Context, area_code: str) -> dict[tuple, dict[str, str]]:
    """What the source itself says, by indicator and period, for one area: `source`, `note`, `class` (a printed predicate)."""
    found: dict[tuple, dict[str, str]] = {}
    for row in context.edition.rows("area_notes", area=area_code):
        if row["note"]:
            found.setdefault((row["kpi_id"], row["period_start"]), {})[row["note_kind"]] = row["note"]
    return found


def class_words(kpi: Kpi, row: dict | None) -> str | None:
    """`Predikat tercetak: Sangat Baik`: the class the source prints beside the figure, which is not our judgement."""
    if row is None or not row.get("printed_class"):
        return None
    return f"{kpi.printed_class_name.id.capitalize()} tercetak: {row['printed_class']}"


def declared_source(context: Context, kpi_id: str) -> str | None:
    """Publisher and title of the sources an indicator declares, for a sum that no single row names a source for."""
    kpi = context.edition.kpis.get(kpi_id)
    found = [context.edition.sources[s] for s in kpi.sources if s in context.edition.sources] if kpi else []
    return "; ".join(f"{source.publisher}, {source.title.id}" for source in found) or None


def first_source(context: Context, kpi: Kpi):
    """The declaration of the indicator's first source, or None."""
    return next((context.edition.sources[s] for s in kpi.sources if s in context.edition.sources), None)


def shapes(context: Context) -> tuple[list[dict], list[dict], dict]:
    """(kelurahan shapes, kecamatan shapes, kota shape or {}) of the context's city in the map's columns."""
    rows = context.edition.rows("outlines", city=context.city.code)
    for row in rows:
        row["bbox"] = (row.pop("box_x0"), row.pop("box_y0"), row.pop("box_x1"), row.pop("box_y1"))
    by_level = {level: [r for r in rows if r["area_level"] == level] for level in ("kelurahan", "kecamatan", "kota")}
    return by_level["kelurahan"], by_level["kecamatan"], (by_level["kota"] or [{}])[0]


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
) -> Picture:
    """The map of one indicator, level and period. None as `period` means the indicator has none at this level: every area is
    drawn as not applicable, or without data. With `legend_inside` names keep out of the corner where the legend fits.
    """
    kelurahan, kecamatan, _ = shapes(context)
    rows = kelurahan if level == "kelurahan" else kecamatan
    values = _level_values(context, kpi, level, period, rows)
    if not rows:
        return Picture("", None, None, values, [], {})
    found = context.edition.rows("class_breaks", kpi=kpi.id, city=context.city.code, level=level)
    breaks = [row["lower"] for row in found]
    shown = [row for row in rows if focus is None or row["parent_code"] == focus]
    key = legend(shown, values, breaks, kpi)
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
        level_words=context.short_level_words(),
        legend_lines=lines,
    )
    faces = {row["area_code"]: face(values.get(row["area_code"]), breaks, kpi) for row in shown}
    return Picture(markup, key, legend_corner(rows, lines) if lines else None, values, shown, faces)


def _level_values(context: Context, kpi: Kpi, level: str, period: dict | None, rows: list[dict]) -> dict[str, dict]:
    if period is not None:
        asked = {"level": level, "grain": period["period_grain"], "start": period["period_start"]}
        found = context.edition.rows("level_values", kpi=kpi.id, city=context.city.code, **asked)
        return {row["area_code"]: row for row in found}
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
    source = first_source(context, kpi)
    words = f"{source.publisher}, {source.title.id}. " if source else ""
    method = f"{kpi.method.id} " if kpi.method else ""
    return provenance(weakest, words, method, " ".join(caveat.id for caveat in kpi.caveats), *more)
