"""Runs an aggregation in DuckDB, on the connection of the build."""

from functools import cache

import duckdb
import ibis

from etl.aggregates.definition import Aggregation, read_as, restored


def fill(
    con: duckdb.DuckDBPyConnection, table: str, aggregation: Aggregation, in_order: bool = False, **tables: str
) -> None:
    """Make `table`. `tables`: for each table the aggregation reads, what stands after `from`: a name or read_parquet(...)."""
    order = "order by all" if in_order else ""
    con.execute(f"create or replace table {table} as from {query(con, aggregation, **tables)} {order}")
    for name in aggregation.reads:
        con.execute(f"drop view temp.{name}")


def query(con: duckdb.DuckDBPyConnection, aggregation: Aggregation, **tables: str) -> str:
    """The aggregation as a query, over views that stand until the next call."""
    for name, columns in aggregation.reads.items():
        con.execute(f"create or replace temp view {name} as {read_as(columns, tables[name])}")
    return _compiled(aggregation)


@cache
def _compiled(aggregation: Aggregation) -> str:
    made = ibis.to_sql(aggregation.expression, dialect="duckdb")
    return f"({restored(aggregation, f'({made})')})"
