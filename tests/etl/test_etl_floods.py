"""Floods from bulletins to figures: never added up, never zero for want of a name; what is wrong with a line is said."""

import pytest
from desk import ask

MELATI, MAWAR = "99.01.01.1001", "99.01.01.1002"
ANGGREK, KENANGA = "99.01.02.1001", "99.01.02.1002"
FILE = "raw/flood_reports/99.01/flood_reports.csv"

# Read off the bulletins by hand: kota rows of the last bulletin of each event; 2020 prints households only.
PRINTED = [
    ("flood_affected_households_count", "12.76", "2017-12-02", 5985),
    ("flood_affected_households_count", "12.76", "2020-11-27", 3122),
    ("flood_affected_households_count", "12.76.04", "2020-11-27", 1451),
    ("flooded_houses_count", "12.76", "2020-11-27", None),
    ("flood_affected_households_count", "12.76", "2021-11-21", 4047),  # not the earlier count of 3,686
    ("flooded_houses_count", "12.76.05", "2021-11-21", 1645),  # more houses than its 1,545 households, as printed
    ("flooded_houses_count", "12.76", "2025-11-27", 4024),  # the afternoon's, not 1,999 of noon and not their sum
    ("flooded_houses_count", "12.76.05.1005", "2025-11-27", 383),  # Bandar Utama: 30 at noon
    ("flood_affected_households_count", "12.76.02.1011", "2025-11-27", 65),  # Sri Padang: from Arkamedia,
    ("flooded_houses_count", "12.76.02.1011", "2025-11-27", 50),  # and from Antara at the same hour
    ("flood_affected_persons_count", "12.76.02.1011", "2025-11-27", None),  # neither prints persons
    ("flood_depth_max_cm", "12.76.05.1004", "2025-11-27", 150),  # Badak Bejuang, 80-150 cm
    ("flood_depth_max_cm", "12.76", "2025-11-27", None),  # not taken from the deepest kelurahan
    ("flood_depth_max_cm", "12.76", "2024-10-12", 100),
    (
        "flood_event_count",
        "12.76",
        "2025-01-01",
        2,
    ),  # 12 October and 27 November; three bulletins of the latter are one
    ("flood_event_count", "12.76", "2017-01-01", 1),
    ("flood_kelurahan_named_count", "12.76", "2017-12-02", 20),  # of 21 stated
    ("flood_kelurahan_named_count", "12.76", "2020-11-27", None),  # six stated, none named
    ("flood_kelurahan_named_count", "12.76", "2021-11-21", 21),  # 2 + 2 + 6 + 4 + 7
    ("flood_kelurahan_named_count", "12.76.01", "2021-11-21", 7),
    ("flood_kelurahan_named_count", "12.76", "2024-10-12", 10),
    ("flood_kelurahan_named_count", "12.76", "2025-11-27", 16),  # of 18 at noon; the 6 of the afternoon are among them
]


@pytest.mark.parametrize(("kpi", "area", "start", "value"), PRINTED)
def test_the_last_bulletin_counts(real_warehouse, kpi, area, start, value):
    found = ask(
        real_warehouse / "current" / "internal.duckdb",
        "select value from mart.kpi_value where kpi_id = ? and area_code = ? and period_start = ?::date",
        [kpi, area, start],
    )
    assert found == ([(value,)] if value is not None or found else []), (kpi, area, start)


def test_years_without_reports_are_not_known(real_warehouse):
    years = ask(
        real_warehouse / "current" / "internal.duckdb",
        "select year(period_start) from mart.kpi_value where kpi_id = 'flood_event_count' and area_code = '12.76' order by 1",
    )
    assert years == [(2017,), (2020,), (2021,), (2024,), (2025,)]


def test_the_stated_number_of_kelurahan_stands_beside_the_named(real_warehouse):
    stated = ask(
        real_warehouse / "current" / "internal.duckdb",
        "select period_start::varchar, value from mart.kpi_note where kpi_id = 'flood_kelurahan_named_count' "
        "and note_kind = 'printed' order by 1",
    )
    assert stated == [("2017-12-02", 21), ("2021-11-21", 21), ("2025-10-12", 1), ("2025-11-27", 26)]


def line(day: str, known: str, area: str, name: str, persons: str, source: str = "Berkas contoh") -> str:
    return f"{day},{known},kelurahan,{area},{name},,,{persons},,,Contoh,,,{source},\n"


def add(desk, *lines: str) -> None:
    path = desk.file("flood_reports")
    path.write_text(path.read_text(encoding="utf-8") + "".join(lines), encoding="utf-8")


def persons(desk) -> dict[tuple[str, str], float]:
    found = desk.rows(
        "select area_code, period_start::varchar, value from mart.kpi_value "
        "where kpi_id = 'flood_affected_persons_count' and value is not null"
    )
    return {(area, start): value for area, start, value in found}


def test_event_dates_two_days_apart_are_one_event_three_are_another(quick_desk):
    add(
        quick_desk,
        line("2024-03-03", "2024-03-03", MELATI, "Melati", "70"),  # two days after the 1st: the same flood, newer
        line("2024-03-06", "2024-03-06", MELATI, "Melati", "8"),  # three days after the 3rd: another
    )
    assert quick_desk.build().code == 0
    found = {key: value for key, value in persons(quick_desk).items() if key[0] == MELATI}
    assert found == {(MELATI, "2024-03-01"): 70, (MELATI, "2024-03-06"): 8}


def test_an_event_is_sorted_by_time_and_not_by_text(quick_desk):
    """`2024-03-02` without an hour is the whole day and newer than `2024-03-02T06:00`, although it sorts before it as text."""
    add(quick_desk, line("2024-03-01", "2024-03-02T06:00+07:00", KENANGA, "Kenanga", "7", "Lain"))
    assert quick_desk.build().code == 0
    assert persons(quick_desk)[KENANGA, "2024-03-01"] == 25


def test_two_sources_that_disagree_are_both_kept(quick_desk):
    add(quick_desk, line("2024-03-01", "2024-03-02", KENANGA, "Kenanga", "250", "Sumber kedua"))
    assert quick_desk.build().code == 0
    kept = quick_desk.rows(
        "select persons_count, row_source from mart.flood_report where area_code = ? order by 1", [KENANGA]
    )
    assert kept == [(25, "Berkas contoh"), (250, "Sumber kedua")]


@pytest.mark.parametrize(
    "written", ["27/11/2025 12.00", "2024-03-01T20:00", "2024-13-01", "2024-03-01T25:00+07:00", "sore"]
)
def test_a_bulletin_with_its_time_in_another_form_is_set_aside(quick_desk, written):
    add(quick_desk, line("2024-03-01", written, KENANGA, "Kenanga", "7", "Lain"))
    ran = quick_desk.build()
    assert ran.code == 1  # one of seven rows is more than the 5 % a source may lose
    (sentence,) = ran.lines(f"{FILE}:8:reported_at:")
    assert f"'{written}'" in sentence
    assert "2025-11-27T12:00+07:00" in sentence


def test_a_name_without_a_code_is_found_or_kept_as_not_known(quick_desk):
    """A bulletin names kelurahan; codes are ours. A name no list knows is no fault of the row: it stays, and is counted."""
    add(
        quick_desk,
        line("2024-03-01", "2024-03-03", "", "melati", "61"),
        line("2024-03-01", "2024-03-03", "", "Kampung Entah", "9"),
        line("2024-03-01", "2024-03-03", "", "Dusun Entah", "8"),
    )
    ran = quick_desk.build()
    assert ran.code == 0, ran.said
    assert persons(quick_desk)[MELATI, "2024-03-01"] == 61
    lost = quick_desk.rows(
        "select area_name_printed, persons_count from mart.flood_report where area_code is null order by 1"
    )
    assert lost == [("Dusun Entah", 8), ("Kampung Entah", 9)]
    assert quick_desk.rows("select count(*) from meta.set_aside where source_id = 'flood_reports'") == [(0,)]


def test_rain_in_the_column_of_metres_is_set_aside(real_desk):
    path = real_desk.file("river_levels", "12.76")
    rain = '2025-11-27,AWS/ARG Sipispis,118.6,,,"Arkamedia",,"rainfall, not level"\n'
    path.write_text(path.read_text(encoding="utf-8") + rain, encoding="utf-8")
    real_desk.allow_loss("river_levels")
    ran = real_desk.build("--city", "12.76")
    assert ran.code == 0, ran.said
    (sentence,) = ran.lines("raw/river_levels/12.76/river_levels.csv:7:value_m:")
    assert "'118.6'" in sentence
    readings = real_desk.rows(
        "select station_name, level_m, rain_mm from mart.gauge_reading order by level_m desc nulls last"
    )
    assert readings[0] == ("Bendung Bajayu", 13.9, None)
    assert readings[-1] == ("AWS/ARG Sipispis", None, 118.6)
    assert len(readings) == 6


def test_the_public_bulletins_hide_small_cells(tiny_warehouse):
    """Anggrek has 4 persons and 1 household of 1 house: no kelurahan of that event shows any of the three, the kota does."""
    rows = ask(
        tiny_warehouse / "current" / "public.duckdb",
        "select area_code, persons_count, households_count, houses_count from mart.flood_report order by 1, 2",
    )
    assert [row for row in rows if row[0] == "99.01"] == [("99.01", 99, 20, 18)]
    assert {row[1:] for row in rows if len(row[0]) == 13} == {(None, None, None)}
    assert len(rows) == 6
