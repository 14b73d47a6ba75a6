"""Cities that were not named are carried over unchanged from the served edition."""

import json

import duckdb

from catalogue import Catalogue
from etl import editions
from etl.faults import BuildError
from etl.write import BY_CITY, sql_text


def carry_over(con, request, catalogue: Catalogue, made) -> None:
    """Copy the rows of the other cities of the served edition; the manifest says from which edition they come."""
    served = editions.current_edition(request.warehouse)
    others = [code for code in catalogue.cities if code not in made.cities]
    if not served or not others:
        return
    path = request.warehouse / served / "internal.duckdb"
    con.execute(f"attach {sql_text(path.as_posix())} as earlier (read_only)")
    try:
        present = {c for (c,) in con.execute("select distinct city_code from earlier.mart.area").fetchall()}
        taken = [code for code in others if code in present]
        held = "select table_schema || '.' || table_name from information_schema.tables where table_catalog = 'earlier'"
        tables = {table for (table,) in con.execute(held).fetchall()}
        for table in BY_CITY:
            if table in tables:  # an edition of an older program does not hold them all
                _carry(con, table, taken, list(catalogue.kpis))
        earlier = con.execute("select carried_over from earlier.meta.edition").fetchall()[0][0]
    except duckdb.Error as fault:
        raise BuildError(
            f"edisi {served} tidak dapat dibawa ({str(fault).splitlines()[0]}); bangun semua kota sekaligus tanpa --city"
        ) from fault
    finally:
        con.execute("detach earlier")
    before = json.loads(earlier)
    made.carried_over = {code: before.get(code, served) for code in taken}


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
