"""The table twin of the map: the same figures, grouped by kecamatan, highest first."""

from dash import dcc, html

from pages._reading import Picture, map_provenance
from pages._state import Context
from ui.format import value_text
from ui.marks import status_mark
from ui.words import UNCOUNTED

ABSENT_WORDS = {
    "nodata": "belum tersedia",
    "uncounted": UNCOUNTED.lower(),
    "hidden": "disamarkan",
    "na": "tidak berlaku",
}


def place_query(context: Context, kpi, **changed) -> dict:
    """What a link on the map page keeps of its state, with some of it changed."""
    kept = {
        "kpi": kpi.id,
        "tingkat": context.state.tingkat,
        "periode": context.state.periode,
        "wilayah": context.state.wilayah,
    }
    return {**kept, **changed}


def twin_table(context: Context, kpi, level: str, focus: str | None, picture: Picture) -> html.Section:
    """The same figures as the map, grouped by kecamatan, highest first."""
    areas = context.edition.rows("areas", city=context.city.code, level=None)
    wanted = [a for a in areas if a["area_level"] == level and (focus is None or a["parent_code"] == focus)]
    groups = (
        [a for a in areas if a["area_level"] == "kecamatan" and (focus in (None, a["area_code"]))]
        if level == "kelurahan"
        else [None]
    )
    judged = any(row["status"] not in ("no_target", "no_data") for row in picture.values.values())
    bodies = [
        _table_group(
            context,
            kpi,
            group,
            [a for a in wanted if group is None or a["parent_code"] == group["area_code"]],
            picture,
            judged,
        )
        for group in groups
    ]
    half = (len(bodies) + 1) // 2 if len(bodies) > 2 else len(bodies)
    head = html.Thead(
        html.Tr(
            [
                html.Th(context.level_name(level), scope="col"),
                html.Th(f"{kpi.name.id} ({kpi.unit.id})", scope="col", className="n"),
                html.Th("Penilaian", scope="col") if judged else None,
            ]
        )
    )
    tables = [
        html.Div(
            html.Table(
                [html.Caption(html.Span(f"{kpi.name.id}, bagian {i + 1}", className="visually-hidden")), head, *part],
                className="table",
            ),
            className="table-responsive",
            tabIndex="0",
            role="region",
            **{"aria-label": f"Tabel {kpi.name.id}, bagian {i + 1}"},
        )
        for i, part in enumerate([bodies[:half], bodies[half:]])
        if part
    ]
    return html.Section(
        [
            html.H2("Tabel yang sama", className="section-title is-apart"),
            html.Div(tables, className="two" if len(tables) > 1 else None),
            map_provenance(context, kpi, picture.values),
        ]
    )


def _table_group(
    context: Context, kpi, group: dict | None, areas: list[dict], picture: Picture, judged: bool
) -> html.Tbody:
    def height(area):
        value = picture.values.get(area["area_code"], {}).get("value")
        return (value is None, -(value or 0), area["area_name"])

    rows = []
    if group is not None:
        known = sum(picture.values.get(a["area_code"], {}).get("value") is not None for a in areas)
        link = dcc.Link(
            f"{context.short_level_words()['kecamatan']} {group['area_name']}",
            href=context.link("/peta", **place_query(context, kpi, wilayah=group["area_code"])),
        )
        rows.append(
            html.Tr(
                html.Th(
                    [link, html.Span(f" {known} dari {len(areas)} punya angka", className="muted")],
                    scope="rowgroup",
                    colSpan=3 if judged else 2,
                )
            )
        )
    for area in sorted(areas, key=height):
        face = picture.faces.get(area["area_code"], "nodata")
        row = picture.values.get(area["area_code"])
        words = (
            html.Span(ABSENT_WORDS[face], className="blank") if face in ABSENT_WORDS else value_text(row["value"], kpi)
        )
        rows.append(
            html.Tr(
                [
                    html.Th(
                        [
                            html.Span(className=f"swatch swatch-inline {face}"),
                            dcc.Link(area["area_name"], href=context.link(f"/wilayah/{area['area_code']}")),
                        ],
                        scope="row",
                    ),
                    html.Td(words, className="n"),
                    html.Td(status_mark(row["status"] if row else "no_data")) if judged else None,
                ],
                className="is-own" if area["area_code"] == context.state.wilayah else None,
            )
        )
    return html.Tbody(rows)
