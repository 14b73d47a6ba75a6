"""A file is read once and for ever; what several files say of one moment does not depend on the order they arrive in."""

import json

import pytest
import sensors
from desk import AS_OF, Desk
from sensors import deliver, lines

WEEK = 7
FIGURES = "select * exclude (edition) from mart.kpi_value order by all"
DAYS = "select * from mart.reading_daily order by all"


def days(first: int, last: int, changed: dict[int, float] | None = None, month: str = "2026-10") -> str:
    """One reading of U1 a day, its value the day of the month."""
    told = {day: day for day in range(first, last + 1)} | (changed or {})
    return lines(*[f"U1,pm25,{value},µg/m³,{month}-{day:02d} 12:00" for day, value in told.items()])


def parts(desk: Desk) -> dict[str, tuple[int, int]]:
    """Every part of readings on disk: inode and time of change."""
    found = (desk.warehouse / "parts").glob("reading*")
    return {path.name: (path.stat().st_ino, path.stat().st_mtime_ns) for path in found}


def build(desk: Desk, *more: str) -> None:
    ran = desk.build(*more)
    assert ran.code == 0, ran.said


@pytest.fixture
def logged(sensor_desk) -> Desk:
    sensors.declare(sensor_desk)
    return sensor_desk


def test_the_same_file_twice(logged):
    for name in ("a.csv", "b.csv"):
        deliver(logged, "sensor_log", name, days(1, 14))
    build(logged)
    assert sensors.account(logged) == [(14, 14, {}), (14, 0, {"reading_repeat": 14})]
    assert logged.rows(
        "select reading_count, repeat_count from mart.reading_daily where period_start = '2026-10-05'"
    ) == [(1, 1)]


def test_two_files_that_overlap_by_a_week(logged):
    deliver(logged, "sensor_log", "a.csv", days(1, 14))
    deliver(logged, "sensor_log", "b.csv", days(8, 21))
    build(logged)
    assert sensors.account(logged) == [(14, 14, {}), (14, 7, {"reading_repeat": WEEK})]
    assert len(sensors.values(logged, "air_pm25_mean_ug_m3")) == 3 * 21  # kelurahan, kecamatan, kota


def test_a_later_file_corrects_an_earlier_one(logged):
    deliver(logged, "sensor_log", "a.csv", days(1, 14))
    deliver(logged, "sensor_log", "b.csv", days(8, 21, {10: 99}))
    build(logged)
    assert sensors.account(logged) == [(14, 13, {"reading_corrected": 1}), (14, 8, {"reading_repeat": WEEK - 1})]
    assert sensors.values(logged, "air_pm25_mean_ug_m3")["99.01", "2026-10-10"] == 99


def test_a_later_line_of_a_file_corrects_an_earlier_one(logged):
    deliver(logged, "sensor_log", "a.csv", lines(*[f"U1,pm25,{v},µg/m³,2026-10-01 12:00" for v in (5, 6, 7, 7)]))
    build(logged)
    assert sensors.account(logged) == [(4, 1, {"reading_corrected": 2, "reading_repeat": 1})]
    assert sensors.values(logged, "air_pm25_mean_ug_m3")["99.01", "2026-10-01"] == 7


def test_the_order_of_arrival_changes_nothing(logged):
    """Names decide: the file that goes first by name may come last, weeks after the others."""
    files = {"a.csv": days(1, 14), "b.csv": days(8, 21, {10: 99}), "c.csv": days(5, 12, {6: 50})}
    for name in ("c.csv", "b.csv", "a.csv"):
        deliver(logged, "sensor_log", name, files[name])
        build(logged)
    late = logged.rows(FIGURES), logged.rows(DAYS), sensors.account(logged)
    for path in (logged.warehouse / "parts").glob("reading*"):
        path.unlink()
    build(logged)
    assert (logged.rows(FIGURES), logged.rows(DAYS), sensors.account(logged)) == late
    found = sensors.values(logged, "air_pm25_mean_ug_m3")
    assert (found["99.01", "2026-10-10"], found["99.01", "2026-10-06"]) == (10, 50)  # c goes before b


def test_an_unchanged_file_is_not_read_again(logged):
    deliver(logged, "sensor_log", "a.csv", days(1, 30, month="2026-09"))
    build(logged)
    before = parts(logged)
    assert len(before) == 6  # the file: readings, faults, account; its month: hours, overlaps, days
    deliver(logged, "sensor_log", "b.csv", days(1, 2))
    build(logged)
    after = parts(logged)
    assert {name: after[name] for name in before} == before
    assert len(after) == 12
    assert sensors.account(logged) == [(30, 30, {}), (2, 2, {})]


def test_a_day_more_touches_its_month_only(logged):
    deliver(logged, "sensor_log", "a.csv", days(1, 30, month="2026-09"))
    deliver(logged, "sensor_log", "b.csv", days(1, 20))
    build(logged)
    before = parts(logged)
    deliver(logged, "sensor_log", "c.csv", days(21, 21))
    build(logged)
    new = sorted(name.split("-")[0] for name in parts(logged).keys() - before.keys())
    assert new == ["reading", "reading", "reading_day", "reading_fault", "reading_hour", "reading_lost"]


@pytest.mark.parametrize("change", ["station", "limit", "declaration"])
def test_what_a_file_is_read_against_makes_its_part(logged, change):
    deliver(logged, "sensor_log", "a.csv", days(1, 3))
    build(logged)
    if change == "station":
        deliver(
            logged, "sensor_stations", "stasiun.csv", sensors.STATIONS + "U9,Baru,udara,99.01.01.1001,,,,,,contoh\n"
        )
    elif change == "limit":
        deliver(logged, "sensor_limits", "ambang.csv", sensors.LIMITS + "U1,pm25_ug_m3,1440,,2,,,,,contoh\n")
    else:
        logged.declare("sources/sensor_log.yml", "time_zone: WIB", "time_zone: UTC")
    logged.allow_loss("sensor_log")
    build(logged)
    assert sensors.account(logged) == [(3, 2, {"reading_range": 1}) if change == "limit" else (3, 3, {})]
    (hour,) = logged.rows("select hour(first_at at time zone 'UTC') from mart.sensor_series where station_code = 'U1'")
    assert hour == (12 if change == "declaration" else 5,)


def test_every_part_of_an_edition_is_listed_and_there(logged):
    deliver(logged, "sensor_log", "a.csv", days(1, 14))
    build(logged)
    served = json.loads((logged.warehouse / "current" / "manifest.json").read_text(encoding="utf-8"))
    assert set(parts(logged)) == {name for name in served["parts"] if name.startswith("reading")}
    deliver(logged, "sensor_log", "b.csv", "stasiun,parameter\n")  # a build that fails leaves nothing of its own
    before = logged.served(), parts(logged)
    assert logged.build().code == 1
    assert (logged.served(), parts(logged)) == before


def test_readings_after_the_day_of_the_edition_wait(logged):
    deliver(logged, "sensor_log", "a.csv", days(20, 30, month="2026-11"))
    build(logged)
    assert max(day for _, day in sensors.values(logged, "air_pm25_mean_ug_m3")) == AS_OF
    build(logged, "--as-of", "2026-11-30")
    assert max(day for _, day in sensors.values(logged, "air_pm25_mean_ug_m3")) == "2026-11-30"
