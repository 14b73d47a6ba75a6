"""Readings of one city and month, from every part that touches it -> its hours and days, kept by what they are made of.

Files: `reading_hour-<digest>.parquet`, `reading_lost-<digest>.parquet` (readings another file brings as well),
`reading_day-<digest>.parquet`. A month whose parts are the same is not made again, whichever engine made it.
"""

from dataclasses import dataclass
from pathlib import Path

import duckdb

from etl.readings.parts import kept
from etl.write import sql_text

LOST = "file_no integer, station_code varchar, parameter varchar, day_on date, reason varchar, row_count bigint"


@dataclass(frozen=True)
class Month:
    """`parts` in the order of their files' names, the last of which goes first."""

    city: str
    month_no: int
    parts: tuple[Path, ...]
    digest: str

    @property
    def names(self) -> list[str]:
        """Files of hours, lost readings and days."""
        return [f"reading_{what}-{self.digest}.parquet" for what in ("hour", "lost", "day")]


def made(con: duckdb.DuckDBPyConnection, folder: Path, month: Month) -> list[Path]:
    """[hours, lost, days] of a month, made by DuckDB where they are not there yet."""
    return kept(folder, month.names, lambda drafts: _make(con, month, drafts))


def _make(con: duckdb.DuckDBPyConnection, month: Month, drafts: list[Path]) -> None:
    from etl.aggregates import duck, readings  # Ibis: half a second

    how, known = readings.MONTH, "stg.sensor_parameters"
    given = " union all ".join(
        f"select {nth} as file_no, * from read_parquet({sql_text(part.as_posix())}) where month_no = {month.month_no}"
        for nth, part in enumerate(month.parts)
    )
    con.execute(f"create or replace view work.month_given as {given}")
    if len(month.parts) == 1:  # a part holds a reading once, and in order
        con.execute(
            "create or replace table work.month_reading as select station_code, parameter, read_at, value from work.month_given"
        )
        con.execute(f"create or replace table work.month_lost ({LOST})")
    else:
        duck.fill(con, "work.month_reading", how["once"], in_order=True, given="work.month_given")
        duck.fill(con, "work.month_lost", how["twice"], in_order=True, given="work.month_given")
    duck.fill(con, "work.month_hour", how["hour"], in_order=True, readings="work.month_reading", known=known)
    duck.fill(con, "work.month_day", how["day"], in_order=True, hours="work.month_hour", known=known)
    for table, draft in zip(("month_hour", "month_lost", "month_day"), drafts, strict=True):
        _copy(con, f"select * from work.{table}", draft)


def _copy(con: duckdb.DuckDBPyConnection, query: str, path: Path) -> None:
    con.execute(f"copy ({query}) to {sql_text(path.as_posix())} (format parquet, compression zstd)")


def make_by_spark(con: duckdb.DuckDBPyConnection, warehouse: Path, months: list[Month]) -> None:
    """Make in one job on Spark what is not there yet of all these months."""
    folder = warehouse / "parts"
    missing = [month for month in months if not all((folder / name).exists() for name in month.names)]
    if not missing:
        return
    from etl.aggregates import readings, spark

    parts = [
        {
            "path": str(path),
            "file_no": nth,
            "city_code": month.city,
            "month_no": month.month_no,
            "is_alone": len(month.parts) == 1,
        }
        for month in missing
        for nth, path in enumerate(month.parts)
    ]
    with spark.exchange(warehouse) as desk:
        known = desk / "known.parquet"
        _copy(con, f"select {', '.join(readings.KNOWN)} from stg.sensor_parameters", known)
        spark.run(desk, {"kind": "readings", "known": str(known), "parts": parts})
        for table, aggregation in (("hour", "hour"), ("lost", "twice"), ("day", "day")):
            con.execute(
                f"create or replace table work.all_{table} as {spark.result(readings.ALL[aggregation], desk, table)}"
            )
    for month in missing:
        kept(folder, month.names, lambda drafts, month=month: _part_out(con, month, drafts))
    for table in ("hour", "lost", "day"):
        con.execute(f"drop table work.all_{table}")


def _part_out(con: duckdb.DuckDBPyConnection, month: Month, drafts: list[Path]) -> None:
    of_month = f"where city_code = {sql_text(month.city)} and month_no = {month.month_no}"
    for table, draft in zip(("hour", "lost", "day"), drafts, strict=True):
        _copy(con, f"select * exclude (city_code, month_no) from work.all_{table} {of_month} order by all", draft)
