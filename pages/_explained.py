"""The rows of every source behind one figure."""

import json
from dataclasses import dataclass, field
from datetime import date

from catalogue import Kpi, Source
from pages._state import Context
from ui.language import _


@dataclass(frozen=True)
class Row:
    """One received row: its line, area and text by column title."""

    line_no: int
    area_code: str
    period_start: date | None
    file: tuple[str, str]
    received: dict[str, str]


@dataclass(frozen=True)
class Behind:
    """One source behind a figure: its rows (none: see `is_kept`), files as (name or None, SHA-256), what the rows cover."""

    source: Source
    rows: list[Row]
    files: list[tuple[str | None, str]]
    is_kept: bool
    words: str = field(default="")


def rows_behind(context: Context, kpi: Kpi, value: dict) -> list[Behind]:
    """For each source of a value (a row of `kpi_value`): its rows about the area and period, and about nothing else."""
    edition = context.edition
    kept = edition.holds("mart.source_row")
    found = []
    for name in value["source_id"].split():
        source = edition.sources.get(name)
        if source is None:
            continue
        rows, words = _about(context, name, value) if kept else ([], "")
        rows = _only(kpi, source, rows)
        files = list(dict.fromkeys(row.file for row in rows)) or _all_files(context, name, value)
        found.append(Behind(source, rows, files, kept, words))
    return found


def _only(kpi: Kpi, source: Source, rows: list[Row]) -> list[Row]:
    """Without the rows of other accounts or things in the same table; a ratio may be made of several."""
    titles = {source.columns[name].from_: text for name, text in kpi.only.items() if name in source.columns}
    if kpi.denominator or not titles:
        return rows
    return [row for row in rows if all(row.received.get(title) == text for title, text in titles.items())] or rows


def _about(context: Context, source_id: str, value: dict) -> tuple[list[Row], str]:
    """Rows of the area itself, else of areas inside it, else of the area around it; of the period where rows have one."""
    rows = [
        Row(
            row["line_no"],
            row["area_code"],
            row["period_start"],
            (row["file_name"], row["file_sha256"]),
            json.loads(row["received"]),
        )
        for row in context.edition.rows("source_rows", source=source_id, area=value["area_code"])
    ]
    own = [row for row in rows if row.area_code == value["area_code"]]
    inside = [row for row in rows if row.area_code.startswith(value["area_code"] + ".")]
    around = [row for row in rows if len(row.area_code) < len(value["area_code"])]
    for group, where in (
        (own, ""),
        (inside, _(", tentang wilayah di dalamnya")),
        (around, _(", tentang wilayah yang melingkupinya")),
    ):
        dated = [row for row in group if row.period_start in (None, value["period_start"])]
        if dated:
            return dated, where
    for group in (own, inside, around):
        if group:
            return group, _(", dari semua periode sumber ini")
    return [], ""


def _all_files(context: Context, source_id: str, value: dict) -> list[tuple[str | None, str]]:
    """All files of a source that are about this city, from the manifest."""
    return [
        (one.get("path"), one["sha256"])
        for one in context.edition.manifest["inputs"]
        if one["source_id"] == source_id and one["city_code"] in (None, value["city_code"])
    ]
