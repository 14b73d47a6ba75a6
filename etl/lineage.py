"""stg + raw -> mart.source_row: the rows behind a number, as received, by area and period.

A source with a column of an area brings its rows by area; a table of agencies (column `agency_printed`) by the city whose
`spbe_agency` it names; any other source of a city's own files by that city. Sources of more than `MOST_ROWS` rows are left out: their numbers are explained by file.
"""

import duckdb

from catalogue import Catalogue, Source
from etl.stage import quoted

MOST_ROWS = 100_000
SOURCE_ROW = """
create or replace table mart.source_row (
    source_id varchar not null, city_code varchar not null, area_code varchar not null, period_start date,
    file_name varchar not null, file_sha256 varchar not null, line_no bigint not null, received varchar not null)
"""
_PERIODS = {
    "year": "make_date(s.{0}, 1, 1)",
    "date": "s.{0}",
    "timestamp": "s.{0}::date",
    "period": "period_start(s.{0})",
}


def fill_source_rows(con: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> None:
    """Make `mart.source_row`; `received` is the row as JSON text, columns in the file's order, without personal ones."""
    con.execute(SOURCE_ROW)
    delivered = _delivered(con)
    for source in catalogue.sources.values():
        if source.shape in ("outlines", "readings") or source.id not in delivered:
            continue
        area, joined = _area(source)
        if area is None:
            continue
        con.execute(
            f"""insert into mart.source_row
            select $source, left({area}, 5), {area}, {_period(source)}, s.file_name, s.file_sha256, s.line_no,
                to_json(r)::varchar
            from stg.{source.id} s inner join raw.{source.id} r using (file_name, line_no) {joined}
            where {area} is not null {_same_period(source)}
            order by all""",
            {"source": source.id},
        )


def _delivered(con: duckdb.DuckDBPyConnection) -> set[str]:
    """Sources that have rows, and not more than are kept."""
    found = con.execute(
        "select table_name from duckdb_tables() where schema_name = 'raw' and estimated_size between 1 and $most",
        {"most": MOST_ROWS},
    ).fetchall()
    return {name for (name,) in found}


def _same_period(source: Source) -> str:
    """One line of a sheet may bring several periods: SQL that pairs each with its own."""
    if source.sheet is None:
        return ""
    period = source.sheet.period_column
    return f"and r.{quoted(source.columns[period].from_)} = s.{period}::varchar"


def _area(source: Source) -> tuple[str | None, str]:
    """(SQL of the row's area code, join it needs); None where a row is about no area."""
    for name, column in source.columns.items():
        if column.type in ("area_code", "city_code") and not column.personal:
            return f"s.{name}", ""
    if "agency_printed" in source.columns:
        return "c.city_code", "inner join stg.declared_city c on c.spbe_agency = s.agency_printed"
    return ("s.city_folder" if source.scope == "city" and source.place == "raw" else None), ""


def _period(source: Source) -> str:
    """SQL of the first day of the row's period, null for a source without one."""
    for name, column in source.columns.items():
        if column.type in _PERIODS and not column.personal:
            return _PERIODS[column.type].format(name)
    return "null::date"
