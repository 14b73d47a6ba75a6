"""Cities that were not named are carried over unchanged from the served edition."""

import json

from catalogue import Catalogue
from etl import editions
from etl.write import BY_CITY


def carry_over(con, request, catalogue: Catalogue, made) -> None:
    """Copy the rows of the other cities of the served edition; the manifest says from which edition they come."""
    served = editions.current_edition(request.warehouse)
    others = [code for code in catalogue.cities if code not in made.cities]
    if not served or not others:
        return
    path = request.warehouse / served / "internal.duckdb"
    con.execute(f"attach '{path.as_posix().replace(chr(39), chr(39) * 2)}' as earlier (read_only)")
    try:
        present = {c for (c,) in con.execute("select distinct city_code from earlier.mart.area").fetchall()}
        taken = [code for code in others if code in present]
        for table in BY_CITY:
            columns = "* replace (getvariable('edition') as edition)" if table == "mart.kpi_value" else "*"
            con.execute(
                f"insert into {table} select {columns} from earlier.{table} where list_contains($taken, city_code)", {"taken": taken}
            )
        con.execute(
            "insert into mart.area_neighbour select n.* from earlier.mart.area_neighbour n "
            "where list_contains($taken, left(n.area_code, 5))", {"taken": taken}
        )
        earlier = con.execute("select carried_over from earlier.meta.edition").fetchall()[0][0]
    finally:
        con.execute("detach earlier")
    before = json.loads(earlier)
    made.carried_over = {code: before.get(code, served) for code in taken}
