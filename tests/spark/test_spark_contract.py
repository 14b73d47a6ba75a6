"""The same records give the same sums on DuckDB and on Spark: equal to the last digit, but for the energy of noise, whose power of ten
is the platform's own (relative 1e-9)."""

from datetime import date

import duckdb
import pandas as pd
import pytest
from generated import cases, parts

from etl.aggregates import duck, spark
from etl.aggregates.requests import REQUESTS_BY_DAY
from etl.build import workbench
from etl.readings.months import Month, made, make_by_spark
from etl.readings.parts import SQL
from etl.sqlfiles import run_file

KNOWN = """create table stg.sensor_parameters as select * from (values
    ('pm25_ug_m3', 50.0, 'mean', 3), ('noise_dba', 20.0, 'energy', 3), ('water_level_m', null, 'last', 2))
    as known (parameter, jump, day_figure, stuck_hours)"""


def rows(con: duckdb.DuckDBPyConnection, query: str) -> list[tuple]:
    return con.execute(query).fetchall()


@pytest.fixture(scope="module")
def requests(master, tmp_path_factory) -> duckdb.DuckDBPyConnection:
    """`stg.by_duck` and `stg.by_spark` of the same cases."""
    con = workbench()
    cases(con, 4000, seed=11)
    con.execute("alter table stg.service_request alter rating type integer")
    duck.fill(con, "stg.by_duck", REQUESTS_BY_DAY, cases="stg.service_request")
    folder = tmp_path_factory.mktemp("requests")
    spark.fill_requests(con, "stg.by_spark", REQUESTS_BY_DAY, "stg.service_request", folder)
    assert list(folder.iterdir()) == []
    return con


def test_requests_by_day_are_equal_row_by_row(requests):
    count = rows(requests, "select count(*) from stg.by_duck")
    assert count == rows(requests, "select count(*) from stg.by_spark") and count[0][0] > 3000
    assert rows(requests, "from stg.by_duck except all from stg.by_spark") == []


def test_every_case_is_received_once_on_its_day_in_wib(requests):
    by_hand = "select (opened_at at time zone 'Asia/Jakarta')::date as day, count(*) from stg.service_request where opened_at <= known_until group by all"
    told = "select day, sum(received_count) from stg.by_spark where received_count > 0 group by all"
    assert sorted(rows(requests, told)) == sorted(rows(requests, by_hand))
    days = {day for (day,) in rows(requests, "select distinct day from stg.by_spark")}
    assert {date(2025, 1, 31), date(2025, 2, 1), date(2025, 3, 31), date(2025, 4, 1)} <= days


@pytest.fixture(scope="module")
def readings(master, tmp_path_factory) -> dict[str, dict[str, pd.DataFrame]]:
    """{engine: {hour, lost, day: frame}} of the same parts, of two cities."""
    con = workbench()
    con.execute("create schema work")
    run_file(con, SQL / "macros.sql")
    con.execute(KNOWN)
    found = {}
    for engine in ("duckdb", "spark"):
        warehouse = tmp_path_factory.mktemp(engine)
        folder = warehouse / "parts"
        folder.mkdir()
        months = [
            Month(city, month, tuple(own), f"{city}-{month}")
            for city, given in (("99.01", parts(con, folder, seed=5)), ("99.02", parts(con, folder, seed=5)[:1]))
            for month in (2025 * 12, 2025 * 12 + 1, 2025 * 12 + 4, 2025 * 12 + 5)
            if (
                own := [path for path in given if rows(con, f"select 1 from '{path}' where month_no = {month} limit 1")]
            )
        ]
        if engine == "spark":
            make_by_spark(con, warehouse, months)
            assert all((folder / name).exists() for month in months for name in month.names)
        paths = [made(con, folder, month) for month in months]
        found[engine] = {
            what: pd.concat([con.execute(f"from '{one[nth]}'").df().assign(month=nr) for nr, one in enumerate(paths)])
            for nth, what in enumerate(("hour", "lost", "day"))
        }
    return found


@pytest.mark.parametrize("what", ["hour", "lost", "day"])
def test_readings_are_equal_row_by_row(readings, what):
    by_duck, by_spark = readings["duckdb"][what], readings["spark"][what]
    assert list(by_duck.columns) == list(by_spark.columns) and len(by_duck) > 5
    energy = [name for name in by_duck.columns if "energy_sum" in name]
    exact = by_duck.columns.difference(energy, sort=False)
    pd.testing.assert_frame_equal(by_duck[exact], by_spark[exact], check_exact=True, check_dtype=False)
    pd.testing.assert_frame_equal(by_duck[energy], by_spark[energy], rtol=1e-9, atol=0)


def test_a_reading_at_17_utc_belongs_to_the_next_month(readings):
    """16:59:59 UTC is 23:59:59 WIB of the 31st; 17:00 UTC is the 1st."""
    days = readings["spark"]["day"]
    assert {
        pd.Timestamp(2025, 1, 31),
        pd.Timestamp(2025, 2, 1),
        pd.Timestamp(2025, 5, 31),
        pd.Timestamp(2025, 6, 1),
    } <= set(pd.to_datetime(days.day_on))
    assert set(readings["spark"]["lost"].reason) == {"reading_repeat", "reading_corrected"}
    assert days.jump_count.sum() > 0 and days.stuck_hour_count.sum() > 0
