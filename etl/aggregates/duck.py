"""Runs an aggregation in DuckDB, on the connection of the build."""

from functools import cache

import duckdb
import ibis

from etl.aggregates.definition import INSTANT, Aggregation


def fill(con: duckdb.DuckDBPyConnection, table: str, aggregation: Aggregation, **tables: str) -> None:
    """Make `table`. `tables`: for each table the aggregation reads, what stands after `from`: a name or read_parquet(...)."""
    for name, columns in aggregation.reads.items():
        chosen = ", ".join(f"epoch_us({one}) as {one}" if kind == INSTANT else one for one, kind in columns.items())
        con.execute(f"create or replace temp view {name} as select {chosen} from {tables[name]}")
    con.execute(f"create or replace table {table} as {restored(aggregation, f'({_compiled(aggregation)})')}")
    for name in aggregation.reads:
        con.execute(f"drop view temp.{name}")


def restored(aggregation: Aggregation, result: str) -> str:
    """A query of a result of the aggregation whose days are dates and whose instants timestamps."""
    dates = [f"date '1970-01-01' + {name}::integer as {name}" for name in aggregation.days]
    stamps = [f"make_timestamptz({name}) as {name}" for name in aggregation.instants]
    return f"select * replace ({', '.join(dates + stamps)}) from {result}"


@cache
def _compiled(aggregation: Aggregation) -> str:
    return str(ibis.to_sql(aggregation.expression(), dialect="duckdb"))
