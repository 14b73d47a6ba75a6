"""Beside the map of one flood: the areas its bulletins name, the river gauges and the rain."""

from datetime import timedelta

from dash import dcc, html

from pages._state import Context
from ui.cited import cited, remark
from ui.flood import gauge_table, time_words
from ui.format import date_long, number
from ui.language import _, _n
from ui.marks import provenance, quality_tag

GAUGE_DAYS = timedelta(days=1)  # readings this long before and after the dates of an event are shown with it


def named_areas(context: Context, lines: list[dict]) -> html.Section:
    """Which kelurahan are named, which are not: not known."""
    named = {row["area_code"] for row in lines if row["area_level"] == "kelurahan"}
    areas = context.edition.rows("areas", city=context.city.code, level="kelurahan")
    rest = [area for area in areas if area["area_code"] not in named]
    level = context.level_word("kelurahan")
    unplaced = [row for row in lines if row["area_code"] is None]
    return html.Section(
        [
            html.H3(_("Yang disebut terdampak"), className="figure-title"),
            html.P(
                _(
                    "{named} dari {areas} disebut namanya.",
                    named=len(named),
                    areas=context.counted("kelurahan", len(areas)),
                )
                if named
                else _("Tidak ada {level} yang disebut namanya.", level=level)
            ),
            _links(context, [area for area in areas if area["area_code"] in named]),
            html.P(
                _n(
                    "{n} baris menyebut tempat yang tidak dikenal; lokasi tidak diketahui, tetap dihitung.",
                    len(unplaced),
                ),
                className="notice",
            )
            if unplaced
            else None,
            html.Details(
                [
                    html.Summary(
                        _(
                            "{count} {level} tidak disebut: tidak diketahui, bukan nol",
                            count=len(rest),
                            level=level,
                        )
                    ),
                    _links(context, rest),
                ]
            )
            if rest
            else None,
        ]
    )


def _links(context: Context, areas: list[dict]) -> html.Ul | None:
    items = [html.Li(dcc.Link(area["area_name"], href=context.link(f"/wilayah/{area['area_code']}"))) for area in areas]
    return html.Ul(items, className="plain-list") if items else None


def gauges(context: Context, event: dict) -> list:
    """River levels and rain around the flood; metres and millimetres apart."""
    rows = context.edition.rows(
        "gauge_readings",
        city=context.city.code,
        first=(event["event_start"] - GAUGE_DAYS).isoformat(),
        last=(event["event_end"] + GAUGE_DAYS).isoformat(),
    )
    levels, rain = ([r for r in rows if r[column] is not None] for column in ("level_m", "rain_mm"))
    title = html.H3(_("Sungai dan hujan"), className="figure-title")
    if not rows:
        return [title, html.P(_("Tidak ada bacaan pos duga air atau hujan untuk kejadian ini."), className="note")]
    parts: list = [title, gauge_table(levels)]
    if levels:
        parts.append(
            provenance(
                levels[0]["quality"],
                _("Dibaca {when}. ", when=time_words(levels[0]["read_on"], levels[0]["read_time"])),
                cited(levels[0]["row_source"]),
                _(
                    ". Titik nol tiap pos berlainan dan tidak disebut sumbernya: angka dua pos tidak dapat dibandingkan."
                ),
            )
        )
    for row in rain:
        parts.append(
            html.P(
                [
                    html.B(_("Hujan {mm} mm", mm=number(row["rain_mm"], 1))),
                    _(" di {station}, {day}. ", station=row["station_name"], day=date_long(row["read_on"])),
                    html.Span([remark(row["row_note"]), ". "] if row["row_note"] else "", className="muted"),
                    html.Span([quality_tag(row["quality"]), " ", cited(row["row_source"])], className="provenance"),
                ]
            )
        )
    return parts
