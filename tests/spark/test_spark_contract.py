"""The same records give the same sums on DuckDB and on Spark: equal to the last digit, but for the energy of noise, whose power of ten
is the platform's own (relative 1e-9)."""

from datetime import date

import duckdb
import pandas as pd
import pytest
from generated import cases, parts

from etl.build import workbench
from etl.readings.months import Month, made, make_by_spark
from etl.readings.parts import SQL
from etl.requests.by_spark import SparkLots
from etl.requests.records import CASE
from etl.requests.sums import HEAVY, relation
from etl.sqlfiles import run_file

KNOWN = """create table stg.sensor_parameters as select * from (values
    ('pm25_ug_m3', 50.0, 'mean', 3), ('noise_dba', 20.0, 'energy', 3), ('water_level_m', null, 'last', 2))
    as known (parameter, jump, day_figure, stuck_hours)"""


def rows(con: duckdb.DuckDBPyConnection, query: str) -> list[tuple]:
    return con.execute(query).fetchall()


@pytest.fixture(scope="module")
def requests(master, tmp_path_factory) -> duckdb.DuckDBPyConnection:
    """`work.by_duck_<grain>` and `work.sum_<grain>` (by Spark, from three lots) of the same cases."""
    con = workbench()
    cases(con, 4000, seed=11)
    con.execute("alter table work.request_case alter rating type integer")
    run_file(con, CASE / "period.sql")
    for grain in HEAVY:
        con.execute(f"create table work.by_duck_{grain} as select * from {relation(con, grain)}")
        con.execute(f"create table work.sum_{grain} as select * from work.by_duck_{grain} limit 0")
    con.execute("alter table work.request_case rename to every_case")
    folder = tmp_path_factory.mktemp("requests")
    lots = SparkLots(con, folder)
    for nth in range(3):
        con.execute(
            f"create or replace view work.request_case as select * from work.every_case where rowid % 3 = {nth}"
        )
        lots.write()
    lots.add_up()
    return con


@pytest.mark.parametrize("grain", ["month", "day"])
def test_request_sums_are_equal_row_by_row(requests, grain):
    count = rows(requests, f"select count(*) from work.by_duck_{grain}")
    assert count == rows(requests, f"select count(*) from work.sum_{grain}") and count[0][0] > 100
    assert rows(requests, f"from work.by_duck_{grain} except all from work.sum_{grain}") == []


def test_every_case_is_received_once_on_its_day_in_wib(requests):
    by_hand = "select opened_at::date as day, count(*) from work.every_case where opened_at between day_since and known_until group by all"
    told = "select period_start, sum(received_count) from work.sum_day where received_count > 0 and axis = 'all' group by all"
    assert sorted(rows(requests, told)) == sorted(rows(requests, by_hand))
    days = {day for (day,) in rows(requests, "select distinct period_start from work.sum_day")}
    assert {date(2025, 2, 1), date(2025, 3, 31), date(2025, 4, 1)} <= days


@pytest.fixture(scope="module")
def readings(master, tmp_path_factory) -> dict[str, dict[str, pd.DataFrame]]:
    """{engine: {hour, lost, day: frame}} of the same parts, of two cities."""
    con = workbench()
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
