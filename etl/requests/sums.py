"""The sums of cases, each from `work.request_case`: additive, so that a later file of a sum may add to it and take from it."""

from datetime import datetime
from pathlib import Path

import duckdb

from etl.requests.records import CASE, judge_records
from etl.sqlfiles import run_file
from etl.write import sql_text

HEAVY = ("month", "day")  # one definition for DuckDB and Spark: etl/aggregates/requests.py
LIGHT = {
    "flow": "work.case_flow",
    "hour": "work.case_hour",
    "duration": "(select * from work.case_duration where not is_open)",
    "tally": "work.case_tally",
}
SUMS = (*HEAVY, *LIGHT)
LISTS = {"live": "(select *, false as is_settled from work.case_judged)", "reused": "work.record_reused"}


def relation(con: duckdb.DuckDBPyConnection, name: str) -> str:
    """What a sum is of the cases in `work.request_case`, to stand after `from`."""
    if name in LIGHT:
        return LIGHT[name]
    from etl.aggregates import duck, requests  # Ibis: half a second

    told = " or ".join(f"{event} is not null" for event in requests.EVENTS)
    con.execute(f"create or replace table work.request_period as from request_periods('{name}') where {told}")
    return duck.query(con, requests.REQUEST_SUMS, cases="work.request_period")


def declare_cases(con: duckdb.DuckDBPyConnection) -> None:
    """Make what sums are made by, on no cases at all, and the empty `work.sum_<name>`, `work.live` and `work.reused`."""
    con.execute("create or replace table work.record as select * from work.no_record")
    con.execute("create type work.punctuality as enum ('on_time', 'late', 'unknown')")
    judge_records(con)
    con.execute(
        "create or replace view work.request_case as select *, opened_at as known_until, opened_at as day_since from work.case_judged"
    )
    for name in ("period", "flow", "hour", "duration", "tally"):
        run_file(con, CASE / f"{name}.sql")
    for name in SUMS:
        con.execute(f"create table work.sum_{name} as {_as_texts(con, relation(con, name))} limit 0")
    for name, given in LISTS.items():
        con.execute(f"create table work.{name} as {_as_texts(con, given)} limit 0")


def _as_texts(con: duckdb.DuckDBPyConnection, given: str) -> str:
    """SQL of a relation, its enumerations as texts: they are those of a lot of cases only."""
    columns = con.execute(f"describe select * from {given}").fetchall()
    told = [f"{name}::varchar as {name}" if kind.startswith("ENUM") else name for name, kind, *_ in columns]
    return f"select {', '.join(told)} from {given}"


def declare_until(con: duckdb.DuckDBPyConnection, until: dict[str, datetime]) -> None:
    """Make `work.until` (source_id, city_code, known_until)."""
    con.execute("create or replace table work.until (source_id varchar, city_code varchar, known_until timestamp)")
    for pair, moment in until.items():
        con.execute("insert into work.until values (?, ?, ?)", [*pair.split(), moment])


def declare_day_since(con: duckdb.DuckDBPyConnection, day_since: dict[str, datetime]) -> None:
    """Make `work.day_since` (city_code, day_since)."""
    con.execute("create or replace table work.day_since (city_code varchar, day_since timestamp)")
    for city, moment in day_since.items():
        con.execute("insert into work.day_since values (?, ?)", [city, moment])


def is_measure(column: str) -> bool:
    """Whether a column of a sum is added up; the others are its keys."""
    return column.endswith(("_count", "_sum"))


def columns_of(con: duckdb.DuckDBPyConnection, table: str) -> list[str]:
    """Names of its columns."""
    return [row[0] for row in con.execute(f"describe select * from {table}").fetchall()]


def added_up(con: duckdb.DuckDBPyConnection, name: str, given: str) -> str:
    """SQL of a sum with one row a key; rows that came to nothing are gone."""
    columns = columns_of(con, f"work.sum_{name}")
    told = ", ".join(f"sum({one})::bigint as {one}" if is_measure(one) else one for one in columns)
    something = " or ".join(f"sum({one}) <> 0" for one in columns if is_measure(one))
    return f"select {told} from {given} group by all having {something}"


def parquet(folder: Path, names: list[str], otherwise: str = "") -> str:
    """SQL that reads several files of one kind; where there are none, `otherwise`."""
    if not any(names):
        return f"({otherwise} limit 0)"
    return f"read_parquet([{', '.join(sql_text((folder / name).as_posix()) for name in names)}])"
