"""Cities that were not named are carried over unchanged from the served edition."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from catalogue import Catalogue
from etl import editions
from etl.faults import BuildError
from etl.write import BY_CITY, sql_text


@contextmanager
def earlier_edition(
    con: duckdb.DuckDBPyConnection, warehouse: Path, kind: editions.Kind = editions.REAL
) -> Iterator[str | None]:
    """The id of the served edition, whose internal file is attached as `earlier` meanwhile; None where none is served."""
    served = editions.current_edition(warehouse, kind)
    if served is None:
        yield None
        return
    con.execute(f"attach {sql_text((warehouse / served / 'internal.duckdb').as_posix())} as earlier (read_only)")
    try:
        yield served
    finally:
        con.execute("detach earlier")


def carry_over(con, request, catalogue: Catalogue, made) -> None:
    """Copy the rows of the other cities of the served edition; the manifest says from which edition they come."""
    others = [code for code in catalogue.cities if code not in made.cities]
    if not others:
        return
    with earlier_edition(con, request.warehouse, request.kind) as served:
        if served is None:
            return
        try:
            taken, before = _copied(con, catalogue, others)
        except duckdb.Error as fault:
            raise BuildError(
                f"edisi {served} tidak dapat dibawa ({str(fault).splitlines()[0]}); bangun semua kota sekaligus tanpa --city"
            ) from fault
    made.carried_over = {code: before.get(code, served) for code in taken}


def _copied(con, catalogue: Catalogue, others: list[str]) -> tuple[list[str], dict[str, str]]:
    """Codes of the cities that were copied from `earlier`; what it had carried over itself, with the edition's id."""
    present = {c for (c,) in con.execute("select distinct city_code from earlier.mart.area").fetchall()}
    taken = [code for code in others if code in present]
    held = "select table_schema || '.' || table_name from information_schema.tables where table_catalog = 'earlier'"
    tables = {table for (table,) in con.execute(held).fetchall()}
    for table in BY_CITY:
        if table in tables:  # an edition of an older program does not hold them all
            _carry(con, table, taken, list(catalogue.kpis))
    return taken, json.loads(con.execute("select carried_over from earlier.meta.edition").fetchall()[0][0])


def _carry(con, table: str, taken: list[str], declared: list[str]) -> None:
    """Rows of the taken cities; of an indicator only while it is declared."""
    columns, condition, values = "*", "list_contains($taken, city_code)", {"taken": taken}
    if table == "mart.area_neighbour":
        condition = "list_contains($taken, left(area_code, 5))"
    if table in ("mart.kpi_value", "mart.kpi_value_public"):
        columns = "* replace (getvariable('edition') as edition)"
    if table.startswith(("mart.kpi_value", "mart.kpi_note")) or table == "mart.kpi_target":
        condition += " and list_contains($declared, kpi_id)"
        values["declared"] = declared
    con.execute(f"insert into {table} select {columns} from earlier.{table} where {condition}", values)
