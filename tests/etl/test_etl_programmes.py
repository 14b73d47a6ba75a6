"""What cities stated about their smart city: numbers with their year, dimensions by alias, assets with and without a place."""

import pytest
from desk import ask

# Counted in the sources: the year is that of the statement, never today.
STATED = [
    ("flagship_programme_count", "12.76", "2022-01-01", 6),
    ("quick_win_programme_count", "12.76", "2022-01-01", 2),
    ("quick_win_programme_count", "21.72", "2019-01-01", 3),
    ("quick_win_programme_count", "21.72", "2021-01-01", 6),
    ("wifi_free_point_count", "21.72", "2017-01-01", 10),
    ("cctv_city_count", "21.72", "2017-01-01", 10),
    ("digital_library_title_count", "21.72", "2017-01-01", 1000),
    ("smart_city_mission_realised_count", "21.72", "2017-01-01", 3),
    ("opd_count", "12.72", "2023-01-01", 35),  # 17 dinas + 5 badan + 8 kecamatan + 5 other units
]


@pytest.mark.parametrize(("kpi", "city", "start", "value"), STATED)
def test_a_stated_number(real_warehouse, kpi, city, start, value):
    found = ask(
        real_warehouse / "current" / "internal.duckdb",
        "select value, quality from mart.kpi_value where kpi_id = ? and area_code = ? and period_start = ?::date",
        [kpi, city, start],
    )
    assert found == [(value, "kutipan")]


def test_an_undated_number_is_no_figure(real_warehouse):
    """Pematangsiantar's 24 cameras and 33 WiFi points bear no date: they are listed, not measured."""
    file = real_warehouse / "current" / "internal.duckdb"
    listed = "select asset_kind, unit_count, stated_year from mart.asset where city_code = '12.72' order by 1"
    assert ask(file, listed) == [("cctv", 24, None), ("wifi", 33, None)]
    assert ask(file, "select count(*) from mart.kpi_value where kpi_id in ('cctv_city_count', 'wifi_free_point_count') and city_code = '12.72'") == [(0,)]  # fmt: skip


def test_the_named_points_and_the_unnamed_add_up_to_the_stated(real_warehouse):
    file = real_warehouse / "current" / "internal.duckdb"
    wifi = "select count(asset_name), sum(unit_count) from mart.asset where city_code = '21.72' and asset_kind = 'wifi'"
    assert ask(file, wifi) == [(7, 10)]
    assert ask(file, "select count(*) from mart.asset_point") == [(0,)]  # no source gives a coordinate


def test_spellings_resolve_and_an_unknown_one_stays_as_received(tiny_warehouse, desk):
    found = desk.rows("select dimension_text, slug from mart.programme_dimension order by 1")
    assert found == [
        ("Smart Village", None),
        ("economic", "smart-economy"),
        ("smart goverment", "smart-governance"),
        ("sosiality", "smart-society"),
    ]
    assert desk.rows("select * from mart.dimension_unknown") == [("99.01", "Smart Village", "programmes", 1)]
    ran = desk.build()
    assert ran.code == 0
    (sentence,) = ran.lines("Smart Village")
    assert "aliases" in sentence
    assert "raw/programmes/99.01" in sentence


def test_a_mission_is_of_its_citys_own_scheme(real_warehouse):
    found = ask(
        real_warehouse / "current" / "internal.duckdb",
        "select city_code, mission_number, scheme_id, slug, mission_status from mart.mission where mission_number in (3, 9) order by all",
    )
    assert found == [
        ("12.72", 3, "nasional", "smart-governance", None),
        ("21.72", 3, "misi-tanjungpinang-2017", "misi-3-smart-water-sanitation", None),
        ("21.72", 9, "misi-tanjungpinang-2017", "misi-9-smart-governance", None),
    ]


def test_points_inside_the_city_stand_on_its_map(tiny_warehouse):
    """The city is 0.06 degrees wide from 107.0 and its north is -1.98; the canvas has 1000 units. 107.015 is a quarter of the
    way, 107.045 three quarters; -1.985 is 0.005 degrees below the north edge, 5/60 of the width."""
    points = ask(
        tiny_warehouse / "current" / "internal.duckdb",
        "select p.asset_id, a.area_code, p.x, p.y from mart.asset_point p join mart.asset a using (city_code, asset_id) order by 1",
    )
    assert [(name, area) for name, area, _, _ in points] == [
        ("cctv-simpang", "99.01.02.1001"),
        ("wifi-pasar", "99.01.01.1002"),
        ("wifi-taman", "99.01.01.1001"),
    ]
    assert [(x, y) for _, _, x, y in points] == [
        (pytest.approx(1000 / 6, abs=3), pytest.approx(250, abs=3)),
        (pytest.approx(750, abs=3), pytest.approx(83, abs=3)),
        (pytest.approx(250, abs=3), pytest.approx(83, abs=3)),
    ]


def test_cameras_are_not_located_in_public(tiny_warehouse):
    public = tiny_warehouse / "current" / "public.duckdb"
    assert ask(public, "select asset_id from mart.asset_point order by 1") == [("wifi-pasar",), ("wifi-taman",)]
    assert ask(public, "select area_code from mart.asset where asset_id = 'cctv-simpang'") == [("99.01.02.1001",)]


@pytest.mark.parametrize(
    ("lon", "lat", "words"),
    [
        ("107.5", "-1.985", ["(107.5, -1.985)", "di luar Kota Contoh"]),
        ("-1.985", "107.015", ["(-1.985, 107.015)", "bujur dan lintang tertukar"]),
        ("107.015", "", ["bujur atau lintang kosong"]),
    ],
)
def test_a_point_outside_the_city_loses_its_place_and_not_its_row(quick_desk, lon, lat, words):
    quick_desk.replace("assets", "107.015,-1.985", f"{lon},{lat}")
    ran = quick_desk.build()
    assert ran.code == 0, ran.said
    (sentence,) = ran.lines("raw/assets/99.01/assets.csv:2:lon:")
    assert all(word in sentence for word in words)
    assert quick_desk.rows("select place_status, area_code from mart.asset where asset_id = 'wifi-taman'") == [
        ("luar_kota", None)
    ]
    assert quick_desk.rows("select count(*) from mart.asset_point where asset_id = 'wifi-taman'") == [(0,)]
    assert quick_desk.rows("select count(*) from meta.set_aside where source_id = 'assets'") == [(0,)]


def test_a_point_that_contradicts_its_area_is_told(quick_desk):
    quick_desk.replace("assets", "107.045,-1.985,99.01.01.1002", "107.045,-1.985,99.01.02.1001")
    ran = quick_desk.build()
    assert ran.code == 0
    (sentence,) = ran.lines("assets.csv:3:lon:")
    assert "99.01.01.1002" in sentence
    assert "99.01.02.1001" in sentence


def test_the_same_key_in_two_cities_is_no_duplicate(real_desk):
    """Two cities may state the same thing in the same year; the second is not set aside."""
    path = real_desk.file("city_counts", "12.72")
    row = "quick_win,4,program,2022,Contoh,,\n"
    path.write_text(path.read_text(encoding="utf-8") + row, encoding="utf-8")
    assert real_desk.build().code == 0
    found = real_desk.rows("select area_code, value from mart.kpi_value where kpi_id = 'quick_win_programme_count' and period_start = '2022-01-01' order by 1")  # fmt: skip
    assert found == [("12.72", 4), ("12.76", 2)]
