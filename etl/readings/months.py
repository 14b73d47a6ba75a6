"""Readings of one city and month, from every part that touches it -> its hours and days, kept by what they are made of.

Files: `reading_hour-<digest>.parquet`, `reading_lost-<digest>.parquet` (readings another file brings as well),
`reading_day-<digest>.parquet`. A month whose parts are the same is not made again.
"""

from pathlib import Path

import duckdb

from etl.readings.parts import SQL, digest_of, kept
from etl.sqlfiles import run_file
from etl.write import sql_text

LOST = "file_no integer, station_code varchar, parameter varchar, day_on date, reason varchar, row_count bigint"


def month_of(
    con: duckdb.DuckDBPyConnection, folder: Path, month_no: int, parts: list[Path], known_digest: str, program: str
) -> list[Path]:
    """[hours, lost, days] of a month; `parts` in the order of their files' names, the last of which goes first."""
    digest = digest_of(month_no, [part.name for part in parts], known_digest, program)
    names = [f"reading_{what}-{digest}.parquet" for what in ("hour", "lost", "day")]
    return kept(folder, names, lambda drafts: _make(con, month_no, parts, drafts))


def _make(con: duckdb.DuckDBPyConnection, month_no: int, parts: list[Path], drafts: list[Path]) -> None:
    given = " union all ".join(
        f"select {nth} as file_no, * from read_parquet({sql_text(part.as_posix())}) where month_no = {month_no}"
        for nth, part in enumerate(parts)
    )
    con.execute(f"create or replace view work.month_given as {given}")
    if len(parts) == 1:  # a part holds a reading once, and in order
        con.execute(
            "create or replace table work.month_reading as select station_code, parameter, read_at, value from work.month_given"
        )
        con.execute(f"create or replace table work.month_lost ({LOST})")
    else:
        run_file(con, SQL / "month_reading.sql")
        run_file(con, SQL / "month_lost.sql")
    for name in ("step", "hour", "day"):
        run_file(con, SQL / f"month_{name}.sql")
    for table, draft in zip(("month_hour", "month_lost", "month_day"), drafts, strict=True):
        con.execute(
            f"copy (select * from work.{table}) to {sql_text(draft.as_posix())} (format parquet, compression zstd)"
        )
