"""`python -m etl build --engine spark`: the edition that DuckDB builds, mart by mart and row by row."""

import pytest
import sensors
from lapor import case, export

OWN = {"edition"}  # columns that name the edition itself


@pytest.fixture
def built(master, service_desk, tmp_path):
    """A desk whose edition DuckDB built, and the warehouse of the same files built on Spark."""
    desk = sensors.set_up(service_desk)
    sensors.declare(desk)
    first = sensors.hours("U1", "pm25", "µg/m³", "2026-10-31", {hour: 10 + hour for hour in range(24)})
    again = sensors.hours("U1", "pm25", "µg/m³", "2026-10-31", {22: 32, 23: 99})  # one repeats, one corrects
    after = sensors.hours("U1", "pm25", "µg/m³", "2026-11-01", {0: 5, 1: 5, 2: 5, 3: 80})
    loud = sensors.hours("U2", "bising", "dBA", "2026-11-01", {hour: 50 + hour for hour in range(12)})
    sensors.deliver(desk, "sensor_log", "a.csv", sensors.lines(*first, *loud))
    sensors.deliver(desk, "sensor_log", "b.csv", sensors.lines(*again, *after))
    folder = desk.raw / "lapor_export" / "99.01"
    days = ("31/08/2026", "01/09/2026", "30/09/2026", "01/10/2026")
    export(folder, "aduan-2026-10-31.xlsx", [case(str(1000 + nth), opened=day) for nth, day in enumerate(days)])
    ran = desk.build()
    assert ran.code == 0, ran.said
    other = tmp_path / "spark-warehouse"
    ran = desk.build("--engine", "spark", "--warehouse", str(other))
    assert ran.code == 0, ran.said
    return desk, other


def test_the_edition_is_the_same_mart_by_mart(built):
    desk, other = built
    tables = desk.rows(
        "select table_name, list(column_name order by ordinal_position) from information_schema.columns "
        "where table_schema = 'mart' group by all order by all"
    )
    assert {"service_request_breakdown", "service_request_window", "reading_daily", "reading_hour", "kpi_value"} <= {
        name for name, _ in tables
    }
    for name, columns in tables:
        chosen = ", ".join(f'"{column}"::varchar' for column in columns if column not in OWN)
        by_duck = desk.rows(f"select {chosen} from mart.{name} order by all")
        by_spark = desk.rows(f"select {chosen} from mart.{name} order by all", edition=str(other / "current"))
        assert by_duck == by_spark, name
    assert desk.rows("select sum(received_count) from mart.service_request_month where area_code like '99.01%'") == [
        (4,)
    ]
    for mart in ("reading_daily", "reading_hour"):
        assert desk.rows(f"select sum(reading_count) from mart.{mart}") == [(24 + 4 + 12,)], mart
    assert list(other.glob(".spark-*")) == []
