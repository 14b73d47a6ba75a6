"""The table twin of the map: the same figures, grouped by kecamatan, highest first; a column per map and one for the change."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dash import dcc, html

from catalogue import Kpi
from pages._map_views import Sheet
from pages._reading import map_provenance
from pages._state import Context
from ui.cards import value_span
from ui.format import row_period
from ui.language import _, said
from ui.map_change import difference_text
from ui.marks import status_mark
from ui.tables import framed
from ui.words import area_name_words, status_word, uncounted_word

UNJUDGED = ("no_target", "no_data", "not_applicable")


@dataclass(frozen=True)
class TableColumn:
    """One column: its head, whether it holds figures, and the cell of an area's code."""

    head: str
    cell: Callable[[str], object]
    is_figure: bool = True


def absent_words(face: str, kpi: Kpi) -> str | None:
    """The word of an absence, None where there is a figure."""
    words = {
        "nodata": status_word("no_data").lower(),
        "uncounted": uncounted_word(kpi).lower(),
        "hidden": status_word("suppressed").lower(),
        "na": status_word("not_applicable").lower(),
    }
    return words.get(face)


def twin_table(context: Context, level: str, focus: str | None, sheets: Sequence[Sheet]) -> html.Section:
    """The same figures as the maps; the first sheet gives the order and the swatches."""
    first = sheets[0]
    areas = _areas(context, level)
    wanted = [a for a in areas if a["area_level"] == level and (focus is None or a["parent_code"] == focus)]
    groups = (
        [a for a in areas if a["area_level"] == "kecamatan" and focus in (None, a["area_code"])]
        if level == "kelurahan"
        else [None]
    )
    columns = [column for sheet in sheets for column in _columns(sheet, more=len(sheets) > 1)]
    bodies = []
    for group in groups:
        members = [a for a in wanted if group is None or a["parent_code"] == group["area_code"]]
        bodies.append(_table_group(context, first, group, members, columns))
    narrow = len(columns) <= 2
    half = (len(bodies) + 1) // 2 if narrow and len(bodies) > 2 else len(bodies)
    parts = [part for part in (bodies[:half], bodies[half:]) if part]
    tables = [_table(context, level, first.kpi, columns, part, i + 1) for i, part in enumerate(parts)]
    provenances = [map_provenance(context, sheet.kpi, sheet.picture.values) for sheet in sheets]
    return html.Section(
        [
            html.H2(_("Tabel yang sama"), className="section-title is-apart"),
            html.Div(tables, className="two" if len(tables) > 1 else None),
            *(provenances if len({sheet.kpi.id for sheet in sheets}) > 1 else provenances[:1]),
        ]
    )


def _areas(context: Context, level: str) -> list[dict]:
    """The areas of the city; at level kota those of its province, with an outline or without."""
    if level != "kota":
        return context.edition.rows("areas", city=context.city.code, level=None)
    return [
        {"area_code": code, "area_level": "kota", "area_name": city.name, "parent_code": None}
        for code, city in context.province_cities().items()
    ]


def _columns(sheet: Sheet, *, more: bool) -> list[TableColumn]:
    """Columns of one map: its value; on the change map both values and the difference; the judgement where there is one."""
    kpi, values = sheet.kpi, sheet.picture.values
    name = _("{name} ({unit})", name=said(kpi.name), unit=said(kpi.unit))
    if sheet.change:
        return [
            TableColumn(_("Perubahan"), lambda code: _difference(sheet, code)),
            TableColumn(row_period(sheet.then), lambda code: _figure(sheet.older.get(code), "nodata", kpi)),
            TableColumn(row_period(sheet.period), lambda code: _figure(values.get(code), "nodata", kpi)),
        ]
    head = f"{name}, {row_period(sheet.period)}" if more and sheet.period else name
    columns = [TableColumn(head, lambda code: _figure(values.get(code), sheet.picture.faces.get(code, "nodata"), kpi))]
    if any(row["status"] not in UNJUDGED for row in values.values()):
        columns.append(
            TableColumn(
                _("Penilaian"),
                lambda code: status_mark(values[code]["status"] if code in values else "no_data", kpi),
                is_figure=False,
            )
        )
    return columns


def _difference(sheet: Sheet, code: str):
    difference = sheet.change.differences.get(code)
    words = difference_text(difference, sheet.kpi)
    return html.Span(words, className="blank") if difference is None else words


def _figure(row: dict | None, face: str, kpi: Kpi):
    if row is not None and row["value"] is not None:
        return value_span(row, kpi)
    return html.Span(absent_words(face, kpi) or status_word("no_data").lower(), className="blank")


def _table(context: Context, level: str, kpi: Kpi, columns: list[TableColumn], bodies: list, part: int) -> html.Div:
    head = [html.Th(context.level_name(level), scope="col")]
    head += [html.Th(column.head, scope="col", className="n" if column.is_figure else None) for column in columns]
    return framed(_("{name}, bagian {part}", name=said(kpi.name), part=part), head, *bodies)


def _table_group(
    context: Context, sheet: Sheet, group: dict | None, areas: list[dict], columns: list[TableColumn]
) -> html.Tbody:
    values = sheet.change.differences if sheet.change else {c: r["value"] for c, r in sheet.picture.values.items()}

    def height(area):
        value = values.get(area["area_code"])
        return (value is None, -(value or 0), area["area_name"])

    rows = []
    if group is not None:
        known = sum(values.get(a["area_code"]) is not None for a in areas)
        words = context.short_level_words()["kecamatan"]
        link = dcc.Link(
            area_name_words(words, group["area_name"]),
            href=context.here(wilayah=group["area_code"], tingkat="kelurahan"),
        )
        count = _("{known} dari {total} punya angka", known=known, total=len(areas))
        head = html.Th([link, html.Span(f" {count}", className="muted")], scope="rowgroup", colSpan=1 + len(columns))
        rows.append(html.Tr(head))
    for area in sorted(areas, key=height):
        code = area["area_code"]
        face = sheet.picture.faces.get(code, "nodata")
        name = html.Th(
            [
                html.Span(className=f"swatch swatch-inline {face}"),
                dcc.Link(area["area_name"], href=context.link(f"/wilayah/{code}")),
            ],
            scope="row",
        )
        cells = [html.Td(column.cell(code), className="n" if column.is_figure else None) for column in columns]
        rows.append(
            html.Tr([name, *cells], className="is-own" if code in (context.state.wilayah, context.city.code) else None)
        )
    return html.Tbody(rows)
