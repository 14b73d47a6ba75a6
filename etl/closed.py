"""Figures that may not be published yet: the public file is filled from a second reading of the marts without them.

A city with such a delivery has its whole set of values twice: `mart.kpi_value` for the house, `mart.kpi_value_public` for
the public file, in which the closed figures were never counted; where they would have replaced an estimate it stays.
"""

from types import SimpleNamespace

import duckdb

from catalogue import Catalogue
from etl import kpi, notes
from etl.requests.survival import fill_resolution
from etl.sqlfiles import SQL, in_order, run_file

TWINS = {"mart.kpi_value": "mart.kpi_value_public", "mart.kpi_note": "mart.kpi_note_public"}


def run_marts(con: duckdb.DuckDBPyConnection) -> None:
    """Every mart, in the order of what they read."""
    for path in in_order(SQL / "mart"):
        run_file(con, path)
    fill_resolution(con)


def closed_cities(con: duckdb.DuckDBPyConnection) -> list[str]:
    """Codes of the cities with a delivery that may not be published."""
    found = con.execute("select distinct city_code from stg.sheet_delivery where not is_publishable order by all")
    return [code for (code,) in found.fetchall()]


def fill_public_twins(con: duckdb.DuckDBPyConnection, catalogue: Catalogue, made) -> None:
    """Make `mart.public_city` (cities whose public values differ) and their `mart.kpi_value_public`, `mart.kpi_note_public`.

    Leaves the marts without the closed figures: run them again before filling the values of the house.
    """
    cities = closed_cities(con)
    con.execute("create or replace table mart.public_city (city_code varchar)")
    con.execute(kpi.KPI_VALUE.replace("mart.kpi_value", TWINS["mart.kpi_value"]))
    con.execute(kpi.KPI_NOTE.replace("mart.kpi_note", TWINS["mart.kpi_note"]))
    if not cities:
        return
    con.execute("insert into mart.public_city select unnest($cities)", {"cities": cities})
    con.execute("set variable public_only = true")
    run_marts(con)
    kpi.fill_kpi_values(con, catalogue)
    notes.note_corrections(
        con, catalogue, SimpleNamespace(corrections=made.corrections, cities=[], warnings=[])
    )  # told once, later
    notes.note_targets(con)
    for table, twin in TWINS.items():
        con.execute(
            f"insert into {twin} select * from {table} where city_code in (select city_code from mart.public_city)"
        )
    con.execute("set variable public_only = false")
