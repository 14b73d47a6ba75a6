"""From records of exports to judged cases, some hundred thousand at a time, so that memory does not grow with the history.

Cases of which there is one record need no looking for the others; only the rest goes through windows.
"""

from collections.abc import Iterator
from pathlib import Path

import duckdb

from etl.sqlfiles import SQL, run_file
from etl.write import sql_text

CASE = SQL / "requests" / "case"
AT_ONCE = 1_000_000  # cases of one record
SEVERAL_AT_ONCE = 125_000  # cases of several
SUMMED_BY = ("source_id", "city_code", "area_code", "category", "opd", "channel")
ALL_CASES = "true"
KEY = "hash(source_id, city_code, request_id)"


def seen_in(folder: Path, parts: list[str]) -> str:
    """SQL of the loaded records of some parts, as far as the day of the build. A line that is not told is the record's place."""
    if not parts:
        return "select * from work.no_record"
    files = ", ".join(sql_text((folder / name).as_posix()) for name in parts)
    return f"""select * exclude (file_row_number, fault_role, fault_reason, possible_on) replace (coalesce(line_no, file_row_number + 2) as line_no)
        from read_parquet([{files}], file_row_number = true)
        where fault_reason is null
            and (seen_at is null or wib(seen_at)::date <= getvariable('as_of'))"""


def judge_cases(con: duckdb.DuckDBPyConnection, folder: Path, parts: list[str], logs: set[str]) -> Iterator[None]:
    """Fill `work.case_judged` with the cases of all parts, one lot after the other. `logs`: parts with several records a case."""
    con.execute("create or replace table work.twice (key ubigint)")
    if len(parts) > 1 or logs:
        con.execute(
            f"insert into work.twice select {KEY} as key from ({seen_in(folder, parts)}) group by key having count(*) > 1"
        )
    several = con.execute("select count(*) from work.twice").fetchall()[0][0]
    con.execute("create or replace table work.record as select * from work.no_record")
    run_file(con, CASE / "reused.sql")
    alone = f"where {KEY} not in (from work.twice)" if several else ""
    for lot in _lots(con, folder, parts):
        con.execute(f"create or replace view work.record_once as select * from ({lot}) {alone}")
        run_file(con, CASE / "life_once.sql")
        _judge(con, "once")
        yield
    if several:
        con.execute(
            f"create or replace table work.record_several as select *, {KEY} as key from ({seen_in(folder, parts)}) "
            f"where {KEY} in (from work.twice)"
        )
    lots = -(-several // SEVERAL_AT_ONCE)
    for nth in range(lots):
        con.execute(
            f"create or replace table work.record as select * exclude (key) from work.record_several where key % {lots} = {nth}"
        )
        judge_records(con)
        yield
    con.execute("drop table if exists work.record_several")


def judge_affected(con: duckdb.DuckDBPyConnection, folder: Path, parts: list[str]) -> None:
    """Fill `work.case_judged` with the cases in `work.affected`, from the records of some parts."""
    con.execute(
        f"create or replace table work.record as select seen.* from ({seen_in(folder, parts)}) as seen "
        "semi join work.affected using (source_id, city_code, request_id)"
    )
    judge_records(con)


def judge_records(con: duckdb.DuckDBPyConnection) -> None:
    """Fill `work.case_judged` with the cases of `work.record`."""
    run_file(con, CASE / "reused.sql")
    run_file(con, CASE / "life.sql")
    _judge(con, "several")


def _judge(con: duckdb.DuckDBPyConnection, which: str) -> None:
    con.execute(f"create or replace view work.case_life as select * from work.case_life_{which}")
    for table in ("request_period", "case_judged"):
        con.execute(f"drop table if exists work.{table}")
    for column in SUMMED_BY:
        con.execute(f"drop type if exists work.word_{column}")
        con.execute(
            f"create type work.word_{column} as enum "
            f"(select distinct {column} from work.case_life where {column} is not null order by all)"
        )
    run_file(con, CASE / "judged.sql")


def _lots(con: duckdb.DuckDBPyConnection, folder: Path, parts: list[str]) -> Iterator[str]:
    """SQL of the records of all parts, at most `AT_ONCE` at a time: small parts together, a large one in pieces."""
    together, count = [], 0
    for name in parts:
        file = sql_text((folder / name).as_posix())
        rows = con.execute(f"select count(*) from read_parquet({file})").fetchall()[0][0]
        if together and count + rows > AT_ONCE:
            yield seen_in(folder, together)
            together, count = [], 0
        if rows <= AT_ONCE:
            together, count = [*together, name], count + rows
            continue
        for start in range(0, rows, AT_ONCE):
            yield f"{seen_in(folder, [name])} and file_row_number between {start} and {start + AT_ONCE - 1}"
    if together:
        yield seen_in(folder, together)
