"""Whole days go from the live store into an edition: the figures by hand, the account, late readings, and nothing twice."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime

import pytest
import sensors
from live import Device, Listener, declare_live, wait_until

from store.live import live_readings

MARCH_2 = datetime(2025, 3, 1, 17, tzinfo=UTC)  # 00:00 WIB


@pytest.fixture
def live_edition(quick_desk, mosquitto, tmp_path):
    """A desk, its listener and a device; the readings of three days are in the store."""
    sensor_desk = sensors.set_up(quick_desk)
    declare_live(sensor_desk, mosquitto.port, "  client_id: folding\n")
    listener, device = Listener(sensor_desk, tmp_path), Device(mosquitto.port)
    first = {"nilai": 10, "waktu": "2025-03-01 00:00"}
    device.send("U1/pm25", first, retain=True).wait_for_publish(60)  # old, and new to who subscribes now
    listener.start()
    listener.heard("tersambung")
    device.read("U1", "pm25", 20, "2025-03-01 01:00")
    device.read("U1", "pm25", 30, "2025-03-01 02:00")
    device.read("U1", "pm25", 40, "2025-03-01 23:59:59")
    device.read("U1", "pm25", 40, "2025-03-01 23:59:59")  # again
    device.read("U1", "pm25", 2000, "2025-03-01 05:00")  # out of range
    device.read("U1", "pm25", 50, "2025-03-02 00:00")
    device.read("U1", "pm25", 60, "2025-03-03 00:00")
    listener.arrived(8)
    yield sensor_desk, listener, device
    listener.stop()
    device.stop()


def figures(desk) -> dict[str, float]:
    """Mean PM2.5 of the kelurahan of U1, by day."""
    found = sensors.values(desk, "air_pm25_mean_ug_m3")
    return {day: value for (area, day), value in found.items() if area == "99.01.01.1001"}


def the_day_after(listener) -> None:
    """What was set aside is told by its day of arrival, once that day is over: make it a day of readings, which is over."""
    with closing(sqlite3.connect(listener.store)) as con, con:
        con.execute("update reading_set_aside set day_on = '2025-03-03'")


def test_days_are_folded_once_and_late_readings_give_a_day_anew(live_edition, monkeypatch):
    desk, listener, device = live_edition
    state = {"DASBOR_STATE": str(listener.state)}
    monkeypatch.setenv("DASBOR_STATE", str(listener.state))

    ran = desk.build("--as-of", "2025-03-02", **state)
    assert ran.code == 0, ran.said
    assert figures(desk) == {"2025-03-01": 25.0, "2025-03-02": 50.0}  # (10 + 20 + 30 + 40) / 4; the third day is later
    files = sorted(path.name for path in (listener.state / "live" / "days").rglob("*.parquet"))
    assert [name[:10] for name in files] == ["2025-03-01", "2025-03-02"]
    assert sensors.account(desk) == [
        (4, 4, {}),
        (1, 1, {}),
    ]  # what was set aside came in on a later day than the edition's

    device.read("U1", "pm25", 0, "2025-03-01 03:00")  # late
    device.read("U1", "pm25", 50, "2025-03-02 00:00")  # again
    wait_until(lambda: listener.counts()["arrived"] == 10, "the late reading")
    ran = desk.build(**state)
    assert ran.code == 0, ran.said
    assert figures(desk) == {"2025-03-01": 20.0, "2025-03-02": 50.0, "2025-03-03": 60.0}  # 100 / 5
    assert live_readings("opd", "99.01", MARCH_2.replace(year=2020)) == []  # all old, and held by a published edition
    newer = sorted(path.name for path in (listener.state / "live" / "days").rglob("*.parquet"))
    assert (len(newer), newer[0] == files[0], newer[1] == files[1]) == (3, False, True)

    device.read("U1", "pm25", 60, "2025-03-03 00:00")  # again, though the store has let go of it
    device.read("U1", "pm25", 70, "2025-03-03 01:00")
    wait_until(lambda: listener.counts()["arrived"] == 12, "the next")
    assert [one.value for one in live_readings("opd", "99.01", MARCH_2)] == [60, 70]
    assert desk.build(**state).code == 0
    assert figures(desk)["2025-03-03"] == 65.0
    counts = listener.counts()
    assert counts == {"arrived": 12, "kept": 8, "reading_range": 1, "reading_repeat": 3}
    assert counts["kept"] == sum(rows_in for rows_in, *_ in sensors.account(desk)[:3])

    rows = desk.rows("select * exclude (edition) from mart.kpi_value order by all")
    parts = sorted(path.name for path in (desk.warehouse / "parts").iterdir())
    listener.stop()
    the_day_after(listener)
    assert desk.build(**state).code == 0  # a second build of the same readings
    assert desk.rows("select * exclude (edition) from mart.kpi_value order by all") == rows
    assert sorted(path.name for path in (desk.warehouse / "parts").iterdir()) == parts
    assert sensors.account(desk)[-1] == (4, 0, {"reading_range": 1, "reading_repeat": 3})  # 12 arrived = 8 in files + 4
    lost = desk.rows(
        "select sum(repeat_count), sum(out_of_range_count) from mart.reading_daily where period_start = '2025-03-03'"
    )
    assert lost == [(3, 1)]
    public = desk.rows("select declaration from meta.source where source_id = 'sensor_log'", file="public")
    assert (len(public), "127.0.0.1" in str(public)) == (1, False)  # where the broker stands is nobody's business

    for path in (listener.state / "live").glob("readings.sqlite*"):
        path.unlink()
    (listener.state / "live" / "days" / "sensor_log" / "99.01" / ".2025-03-01-of-a-killed-build.parquet").touch()
    assert desk.build(**state).code == 0  # the files of the days are enough
    assert figures(desk) == {"2025-03-01": 20.0, "2025-03-02": 50.0, "2025-03-03": 65.0}
    left = [path.name for path in (listener.state / "live" / "days").rglob("*.parquet")]
    assert (len(left), [name for name in left if name.startswith(".")]) == (3, [])
