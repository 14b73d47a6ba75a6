"""What readings mean: hand-counted means, indices, alert levels, noise, rain, and the quality that stands beside them."""

import pytest
import sensors
from sensors import hours, lines

DAY = "2026-11-01"


def built(desk, *rows: str):
    """The edition of one file of rows."""
    sensors.declare(desk)
    sensors.deliver(desk, "sensor_log", "log.csv", lines(*rows))
    ran = desk.build()
    assert ran.code == 0, ran.said
    return desk


def air(station: str, day: str, values: dict[int, float], parameter: str = "pm25") -> list[str]:
    return hours(station, parameter, "µg/m³", day, values)


def level(station: str, day: str, values: dict[int, float]) -> list[str]:
    return hours(station, "muka air", "m", day, values)


def test_a_mean_gives_every_hour_and_station_the_same_weight(sensor_desk):
    twice = [f"U1,pm25,{value},µg/m³,{DAY} 00:30" for value in (20,)]  # the first hour of U1 has 10 and 20: 15
    desk = built(
        sensor_desk,
        *air("U1", DAY, dict.fromkeys(range(24), 10)),
        *twice,
        *air("U2", DAY, dict.fromkeys(range(20), 40)),
        *air("U2", "2026-11-02", dict.fromkeys(range(17), 8)),
    )
    found = sensors.values(desk, "air_pm25_mean_ug_m3")
    assert found["99.01.01.1001", DAY] == pytest.approx((23 * 10 + 15) / 24)
    assert found["99.01.01.1002", DAY] == 40
    assert found["99.01.01", DAY] == found["99.01", DAY] == pytest.approx((245 + 20 * 40) / 44)
    no_sensor = desk.rows(
        "select distinct status, value from mart.kpi_value where kpi_id = 'air_pm25_mean_ug_m3' and area_code = '99.01.02.1001'"
    )
    assert no_sensor == [("no_data", None)]  # nothing is estimated between stations
    # 20 of 24 hours are 83 %, 17 of 24 are 71 %
    told = "select period_start::varchar, is_indicative from mart.reading_daily where station_code = 'U2' order by 1"
    assert desk.rows(told) == [(DAY, False), ("2026-11-02", True)]
    notes = desk.rows(
        "select area_code, note from mart.kpi_note where kpi_id = 'air_pm25_mean_ug_m3' and note like '%indikatif%' order by 1"
    )
    assert notes == [
        ("99.01", "Stasiun Mawar: indikatif, 17 dari 24 jam"),
        ("99.01.01", "Stasiun Mawar: indikatif, 17 dari 24 jam"),
        ("99.01.01.1002", "Stasiun Mawar: indikatif, 17 dari 24 jam"),
    ]


def test_a_day_is_a_day_in_wib_and_is_stored_in_utc(sensor_desk):
    desk = built(
        sensor_desk, f"U1,hujan,5,mm,{DAY} 00:00", f"U1,hujan,2.5,mm,{DAY} 23:59", "U2,hujan,0,mm,2026-11-01T16:00:00Z"
    )
    assert desk.rows(
        "select strftime(hour_at at time zone 'UTC', '%m-%d %H') from mart.reading_hour where station_code = 'U1' order by 1"
    ) == [
        ("10-31 17",),
        ("11-01 16",),
    ]
    found = sensors.values(desk, "rain_total_mm")
    assert found == {
        ("99.01.01.1001", DAY): 7.5,
        ("99.01.01.1002", DAY): 0,
        ("99.01.01", DAY): 3.75,
        ("99.01", DAY): 3.75,
    }


BREAKPOINTS = [
    # mean of a day, its index in figures and in words, its class
    (15.5, 50, "50", "Baik"),
    (15.8, 50, "50", "Baik"),  # 50 + 50 / 39.9 x 0.3 = 50.38
    (35.45, 75, "75", "Sedang"),
    (55.4, 100, "100", "Sedang"),
    (57, 102, "102", "Tidak Sehat"),  # 100 + 100 / 95 x 1.6 = 101.68
    (150.4, 200, "200", "Tidak Sehat"),
    (250.4, 300, "300", "Sangat Tidak Sehat"),
    (251, 300, "300", "Sangat Tidak Sehat"),  # 300 + 200 / 249.6 x 0.6 = 300.48
    (252, 301, ">300", "Berbahaya"),
    (600, 301, ">300", "Berbahaya"),
]


@pytest.fixture(scope="module")
def ten_days(quick_desk_in, tmp_path_factory) -> list[tuple]:
    """Index, text and class of the station's days, each of which has one mean of `BREAKPOINTS`."""
    desk = sensors.set_up(quick_desk_in(tmp_path_factory.mktemp("ten_days")))
    rows = [
        row
        for nth, (mean, *_) in enumerate(BREAKPOINTS, 1)
        for row in air("U1", f"2026-11-{nth:02d}", dict.fromkeys(range(24), mean))
    ]
    return built(desk, *rows).rows(
        "select ispu_index, ispu_text, class_name from mart.ispu_station_daily order by period_start"
    )


@pytest.mark.parametrize("nth", range(len(BREAKPOINTS)), ids=[str(mean) for mean, *_ in BREAKPOINTS])
def test_the_index_of_a_pollutant_at_its_breakpoints(ten_days, nth):
    assert len(ten_days) == len(BREAKPOINTS)
    assert ten_days[nth] == BREAKPOINTS[nth][1:]


def test_the_critical_pollutant_of_the_worst_station_speaks_for_an_area(sensor_desk):
    desk = built(
        sensor_desk,
        *air("U1", DAY, dict.fromkeys(range(24), 15.5)),
        *air("U1", DAY, dict.fromkeys(range(24), 350), "pm10"),  # 200
        *air("U2", DAY, dict.fromkeys(range(10), 55.4)),  # 100, of ten hours
    )
    found = sensors.values(desk, "air_ispu_index")
    assert found == {
        ("99.01.01.1001", DAY): 200,
        ("99.01.01.1002", DAY): 100,
        ("99.01.01", DAY): 200,
        ("99.01", DAY): 200,
    }
    notes = dict(
        desk.rows("select area_code, note from mart.kpi_note where kpi_id = 'air_ispu_index' and note_kind = 'note'")
    )
    assert notes["99.01"] == "Parameter kritis PM10 di Stasiun Melati"
    assert notes["99.01.01.1002"] == "Parameter kritis PM2.5 di Stasiun Mawar; indikatif"
    classes = dict(
        desk.rows("select area_code, note from mart.kpi_note where kpi_id = 'air_ispu_index' and note_kind = 'class'")
    )
    assert (classes["99.01"], classes["99.01.01.1002"]) == ("Tidak Sehat", "Sedang")


def test_water_is_judged_by_the_levels_of_its_own_gauge(sensor_desk):
    peaks = {"2026-11-01": 1.99, "2026-11-02": 2, "2026-11-03": 3.5, "2026-11-04": 4}
    rows = [row for day, peak in peaks.items() for row in level("A1", day, {3: 0.5, 4: peak, 5: 1})]
    desk = built(sensor_desk, *rows, *level("A2", "2026-11-03", {4: 9}))
    told = (
        "select period_start::varchar, alert_name from mart.water_level_station_daily where station_code = ? order by 1"
    )
    assert [name for _, name in desk.rows(told, ["A1"])] == [
        "Siaga 4 (normal)",
        "Siaga 3 (waspada)",
        "Siaga 2 (kritis)",
        "Siaga 1 (awas)",
    ]
    assert desk.rows(told, ["A2"]) == [("2026-11-03", "ambang belum ditetapkan")]
    found = sensors.values(desk, "water_level_max_m")
    assert found["99.01.02.1001", "2026-11-03"] == 3.5  # A1 stands in Anggrek by its point alone
    assert found["99.01.02.1002", "2026-11-03"] == 9
    assert found["99.01", "2026-11-03"] == 3.5  # 9 m above another zero says nothing
    (note,) = desk.rows(
        "select note from mart.kpi_note where kpi_id = 'water_level_max_m' and note_kind = 'note' and area_code = '99.01' and period_start = '2026-11-03'"
    )
    assert note == ("Pintu Anggrek: Siaga 2 (kritis), terparah dari 2 pos; indikatif",)


def test_noise_of_day_and_night_against_the_limit_of_the_land_use(sensor_desk):
    loud = {hour: 60 if 6 <= hour < 22 else 50 for hour in range(24)}
    desk = built(sensor_desk, *hours("U1", "bising", "dBA", DAY, loud), *hours("U2", "bising", "dBA", DAY, {7: 60}))
    (own, other) = desk.rows(
        "select round(day_dba, 2), round(night_dba, 2), round(whole_dba, 2), limit_dba, is_over_limit from mart.noise_daily order by station_code"
    )
    assert own == (60, 50, 58.88, 55, True)  # 10 log ((16 x 10^6 + 8 x 10^5.5) / 24)
    assert other == (60, None, None, None, None)
    # one whole day with a limit, above it; U2 has no land use and one hour
    assert sensors.values(desk, "noise_over_limit_pct") == {
        (area, f"{DAY[:7]}-01"): 100 for area in ("99.01", "99.01.01", "99.01.01.1001")
    }


def test_availability_counts_days_on_which_nothing_came(sensor_desk):
    desk = built(
        sensor_desk,
        *level("A1", DAY, dict.fromkeys(range(12), 1)),
        *level("A2", DAY, dict.fromkeys(range(24), 1)),
        *level("A2", "2026-11-02", dict.fromkeys(range(24), 1)),
    )
    found = sensors.values(desk, "sensor_availability_pct")
    assert found["99.01.02.1001", DAY] == 50
    assert found["99.01", DAY] == 75  # 36 of 48
    assert found["99.01.02.1001", "2026-11-02"] == 0
    assert found["99.01", "2026-11-02"] == 50
    state = desk.rows(
        "select station_code, is_offline, strftime(last_at at time zone 'Asia/Jakarta', '%d %H') from mart.sensor_series order by 1"
    )
    assert state == [("A1", True, "01 11"), ("A2", False, "02 23")]


def test_a_gap_is_not_made_up_for_by_many_readings_in_other_hours(sensor_desk):
    """Every ten minutes where one an hour is declared: ten hours of readings are ten of 24, not 60 of 24."""
    rows = [f"A1,muka air,1,m,{DAY} {hour:02d}:{minute:02d}" for hour in range(5) for minute in range(0, 60, 10)]
    rows += [f"A1,muka air,1,m,{DAY} {hour:02d}:{minute:02d}" for hour in range(19, 24) for minute in range(0, 60, 10)]
    desk = built(sensor_desk, *rows, *level("A2", DAY, dict.fromkeys(range(24), 1)))
    assert sensors.values(desk, "sensor_availability_pct")["99.01.02.1001", DAY] == pytest.approx(100 * 10 / 24)
    assert desk.rows("select longest_gap_minutes from mart.reading_daily where station_code = 'A1'") == [(850,)]


def test_quality_stands_beside_every_day(sensor_desk):
    stuck = dict.fromkeys(range(2, 8), 7)  # six hours without moving
    desk = built(
        sensor_desk,
        *air("U1", DAY, {0: 5, 1: 6, **stuck, 8: 400, 13: 500}),  # 7 to 400 in an hour; 4 to 500 three hours apart: a gap, no jump
        *air("U1", DAY, {8: 400}),
        f"U1,pm25,-9999,µg/m³,{DAY} 09:00",
        f"U1,pm25,3,µg/m³,{DAY} 10:00",
        f"U1,pm25,4,µg/m³,{DAY} 10:00",
    )  # fmt: skip
    told = desk.rows(
        "select reading_count, hour_count, repeat_count, corrected_count, failed_count, jump_count, stuck_hour_count, longest_gap_minutes, is_indicative "
        "from mart.reading_daily"
    )
    # 400 to 4 from 8 to 10 o'clock, two hours apart, is a jump as well; 10 to 13 is the longest gap
    assert told == [(11, 11, 1, 1, 1, 2, 6, 180, True)]


def test_out_of_the_instrument_s_range(sensor_desk):
    sensors.declare(sensor_desk, more="max_set_aside_pct: 100\n")
    limits = sensors.LIMITS + "U1,pm25_ug_m3,60,0,80,,,,,contoh\n"
    sensors.deliver(sensor_desk, "sensor_limits", "ambang.csv", limits)
    sensors.deliver(
        sensor_desk,
        "sensor_log",
        "log.csv",
        lines(*air("U1", DAY, {0: 80, 1: 80.1, 2: -0.1}), *air("U2", DAY, {0: 81, 1: 1001})),
    )
    assert sensor_desk.build().code == 0
    assert sensors.account(sensor_desk) == [(5, 2, {"reading_range": 3})]
    assert sensor_desk.rows("select station_code, out_of_range_count from mart.reading_daily order by 1") == [
        ("U1", 2),
        ("U2", 1),
    ]


def test_a_station_outside_the_city_has_its_own_figures_only(sensor_desk):
    stations = sensors.STATIONS.replace("A2,Pintu Kenanga,air,99.01.02.1002,,", "A2,Pintu Hulu,air,,-1.5,107.5")
    sensors.deliver(sensor_desk, "sensor_stations", "stasiun.csv", stations)
    desk = built(sensor_desk, *level("A2", DAY, {0: 2}))
    assert desk.rows("select place_status, area_code from mart.sensor_station where station_code = 'A2'") == [
        ("luar_kota", None)
    ]
    assert desk.rows("select level_max_m from mart.water_level_station_daily") == [(2,)]
    assert sensors.values(desk, "water_level_max_m") == {}
