"""What is wrong with a file of readings, row by row and as a whole: its sentence, its place, its count; the served edition stays."""

import json

import pytest
import sensors
from sensors import LONG, TITLES, declare, deliver, lines

GOOD = [f"U1,pm25,{value},µg/m³,2026-11-01 {value:02d}:00" for value in range(20)]


BAD_ROWS = [
    ("U9,pm25,1,µg/m³,2026-11-02 00:00", "reading_station", "stasiun", "U9", "tambahkan barisnya"),
    ("U1,pm99,1,µg/m³,2026-11-02 00:00", "reading_parameter", "parameter", "pm99", "readings.parameters"),
    ("U1,pm25,,µg/m³,2026-11-02 00:00", "reading_no_data", "nilai", "", "null_values"),
    ("U1,pm25,-9999,µg/m³,2026-11-02 00:00", "reading_sentinel", "nilai", "-9999", "alat gagal mengukur"),
    ("U1,pm25,-9999.0,µg/m³,2026-11-02 00:00", "reading_sentinel", "nilai", "-9999.0", "alat gagal mengukur"),
    ("U1,pm25,NaN,µg/m³,2026-11-02 00:00", "reading_not_finite", "nilai", "NaN", "null_values"),
    ("U1,pm25,-Infinity,µg/m³,2026-11-02 00:00", "reading_not_finite", "nilai", "-Infinity", "terhingga"),
    ("U1,pm25,1e999,µg/m³,2026-11-02 00:00", "reading_not_finite", "nilai", "1e999", "terhingga"),
    ('U1,pm25,"1,5",µg/m³,2026-11-02 00:00', "reading_value", "nilai", "1,5", "number_format"),
    ("U1,pm25,rusak,µg/m³,2026-11-02 00:00", "reading_value", "nilai", "rusak", "bukan angka"),
    ("U1,pm25,1000.5,µg/m³,2026-11-02 00:00", "reading_range", "nilai", "1000.5", "batas wajar"),
    ("U1,pm25,1,ppm,2026-11-02 00:00", "reading_unit", "satuan", "ppm", "pisahkan berkasnya"),
    ("U1,pm25,1,µg/m³,1900-01-01 00:00", "reading_time_range", "waktu", "1900-01-01 00:00", "jam alatnya"),
    ("U1,pm25,1,µg/m³,1970-01-01T00:00:00Z", "reading_time_range", "waktu", "1970-01-01T00:00:00Z", "not_before"),
    ("U1,pm25,1,µg/m³,3020-01-01 00:00", "reading_time_range", "waktu", "3020-01-01 00:00", "2099"),
    ("U1,pm25,1,µg/m³,2026-02-30 00:00", "reading_time", "waktu", "2026-02-30 00:00", "time_format"),
    ("U1,pm25,1,µg/m³,13/11/2026", "reading_time", "waktu", "13/11/2026", "time_format"),
    ("U1,pm25,1,µg/m³,", "reading_time", "waktu", "", "tidak terbaca"),
    ("U1,pm25,1", "field_count", "", "", "jumlah kolom"),
    ("U1,pm25,1,µg/m³,2026-11-02 00:00,lebih", "field_count", "", "", "jumlah kolom"),
]  # fmt: skip


@pytest.fixture(scope="module")
def faulty(quick_desk_in, tmp_path_factory):
    """(desk, what its build said): a source for each bad row, which stands on line 7 among twenty good ones."""
    desk = sensors.set_up(quick_desk_in(tmp_path_factory.mktemp("faulty")))
    for place, (row, *_) in enumerate(BAD_ROWS):
        declare(desk, source=f"log_{place}")
        good = [
            one.replace("2026-11-01", f"2026-10-{place + 1:02d}") for one in GOOD
        ]  # the same hour twice is a repeat
        deliver(desk, f"log_{place}", "log.csv", lines(*good[:5], row, *good[5:]))
    ran = desk.build()
    assert ran.code == 0, ran.said
    return desk, ran


@pytest.mark.parametrize("place", range(len(BAD_ROWS)), ids=[row for row, *_ in BAD_ROWS])
def test_a_bad_row_is_set_aside_with_its_reason(faulty, place):
    desk, ran = faulty
    _row, reason, column, value, words = BAD_ROWS[place]
    source = f"log_{place}"
    assert sensors.account(desk, source) == [(21, 20, {reason: 1})]
    found = desk.rows(
        'select file, line, "column", reason_code, value from meta.set_aside where source_id = ?', [source]
    )
    assert found == [(f"raw/{source}/99.01/log.csv", 7, column, reason, value)]
    assert ran.lines(f"tersisih: raw/{source}/99.01/log.csv:7:{column}:", words), ran.said
    counted = desk.rows("select reason_code, row_count from mart.reading_set_aside where source_id = ?", [source])
    assert counted == [(reason, 1)]


def test_lines_are_told_rightly_behind_a_line_that_could_not_be_split(sensor_desk):
    declare(sensor_desk, more="max_set_aside_pct: 50\n")
    rows = [
        "U9,pm25,1,µg/m³,2026-11-02 00:00",
        "rusak",
        GOOD[0],
        "juga,rusak",
        "U8,pm25,1,µg/m³,2026-11-02 00:00",
        *GOOD[1:],
    ]
    deliver(sensor_desk, "sensor_log", "log.csv", lines(*rows))
    assert sensor_desk.build().code == 0
    found = sensor_desk.rows(
        "select line, reason_code from meta.set_aside where source_id = 'sensor_log' order by line"
    )
    assert found == [(2, "reading_station"), (3, "field_count"), (5, "field_count"), (6, "reading_station")]


def test_zones_that_are_told_and_zones_that_are_not(sensor_desk):
    """Every stamp that says its zone is a moment, whatever zone; one that does not is set aside when none is declared."""
    declare(sensor_desk, LONG.replace("  time_zone: WIB\n", ""), more="max_set_aside_pct: 50\n")
    stamps = [
        "2026-11-01T00:00:00Z",
        "2026-11-01T08:00:00+07:00",
        "2026-11-01 11:00:00+09",
        "2026-11-01 03:00:00 UTC",
        "2026-11-01 04:00",
    ]
    deliver(sensor_desk, "sensor_log", "log.csv", lines(*[f"U1,pm25,1,µg/m³,{stamp}" for stamp in stamps]))
    ran = sensor_desk.build()
    assert ran.code == 0, ran.said
    assert sensors.account(sensor_desk) == [(5, 4, {"reading_zone": 1})]
    assert ran.lines(":6:waktu:", "tanpa zona", "readings.time_zone")
    hours = sensor_desk.rows("select hour(hour_at at time zone 'UTC') from mart.reading_hour order by 1")
    assert hours == [(0,), (1,), (2,), (3,)]


def test_a_sensor_that_changes_its_unit(sensor_desk):
    """Rows of the other unit are set aside and counted; as more than the limit they stop the build."""
    declare(sensor_desk)
    deliver(
        sensor_desk,
        "sensor_log",
        "log.csv",
        lines(*GOOD, *[row.replace("µg/m³,2026-11-01", "mg/m³,2026-11-02") for row in GOOD]),
    )
    served = sensor_desk.served()
    ran = sensor_desk.build()
    assert ran.code == 1
    assert ran.lines("raw/sensor_log/99.01/log.csv:22:satuan: satuan 'mg/m³' lain")
    assert ran.lines("sensor_log.yml:max_set_aside_pct", "20 dari 40 bacaan (50.0%)")
    assert sensor_desk.served() == served


def test_what_a_file_says_itself_is_no_loss(sensor_desk):
    """Empty cells, declared signs of failure and repeats are counted and do not stop a build, however many."""
    declare(sensor_desk, more='null_values: ["", "NaN"]\n')
    empty = [f"U1,pm25,{value},µg/m³,2026-11-02 00:00" for value in ("", "NaN", "nan", "-9999")]
    deliver(sensor_desk, "sensor_log", "log.csv", lines(GOOD[0], GOOD[0], *empty))
    ran = sensor_desk.build()
    assert ran.code == 0, ran.said
    assert sensors.account(sensor_desk) == [(6, 1, {"reading_no_data": 3, "reading_repeat": 1, "reading_sentinel": 1})]


THINGSPEAK = "readings: {layout: thingspeak, stations: {kanal: U1}, parameters: {field1: {parameter: pm25_ug_m3, unit: µg/m³}}}\n"
FEED = json.dumps({"channel": {}, "feeds": [{"created_at": "2026-11-01T05:05:00Z", "field1": "7"}] * 3})


@pytest.mark.parametrize(("name", "content", "declaration", "words"), [
    ("log.csv", "", LONG, ["log.csv:1::", "berkas kosong"]),
    ("log.csv", TITLES, LONG, ["log.csv:2::", "hanya ada judul"]),
    ("log.csv", "stasiun,nilai,satuan,waktu\nU1,1,m,2026-11-01 00:00\n", LONG, ["log.csv:1:parameter:", "tidak ada di judul", "sensor_log.yml"]),
    ("log.csv", b"\xff\xfes\x00t\x00", LONG, ["log.csv:1::", "bita nol"]),
    ("log.xlsx", "x", LONG, ["log.xlsx", "kirim CSV, Parquet atau JSON"]),
    ("log.parquet", b"PAR1 bukan", LONG, ["log.parquet", "bukan Parquet yang utuh"]),
    ("kanal.json", FEED[:-20], THINGSPEAK, ["kanal.json:1:", "JSON terpotong", "berkas yang utuh"]),
    ("kanal.json", FEED.replace('"field1"', "field1", 1), THINGSPEAK, ["kanal.json:1:", "susunan JSON rusak"]),
    ("kanal.json", "", THINGSPEAK, ["kanal.json:1:", "berkas kosong"]),
    ("kanal.json", '{"channel": {}, "feeds": []}', THINGSPEAK, ["kanal.json:1:", "tidak ada satu pun bacaan"]),
    ("kanal.json", "[" * 100_000, THINGSPEAK, ["kanal.json:1:", "JSON"]),
    ("a.csv", "a\n1\n", THINGSPEAK.replace("thingspeak", "sensorthings"), ["a.csv", "minta berkas JSON-nya"]),
    ("log.csv", lines(*GOOD), LONG.replace("pm25_ug_m3", "pm99"), ["sensor_log.yml", "parameters.pm25", "'pm99' tidak ada", "sensor_parameters.csv"]),
    ("log.csv", lines(*GOOD), LONG.replace("water_level_m, unit: m", "water_level_m, unit: cm"), ["parameters.muka air", "satuan 'cm'", "nyatakan factor"]),
    ("log.csv", lines(*GOOD), LONG + "  stations: {lama: U77}\n", ["readings.stations.lama", "'U77' tidak ada di sensor_stations"]),
])  # fmt: skip
def test_a_bad_file_stops_the_build(sensor_desk, name, content, declaration, words):
    declare(sensor_desk, declaration)
    deliver(sensor_desk, "sensor_log", name, content)
    served = sensor_desk.served()
    ran = sensor_desk.build()
    assert ran.code == 1
    assert ran.lines(*words), ran.said
    assert sensor_desk.served() == served


def test_antares_content_that_is_no_json(sensor_desk):
    declare(
        sensor_desk,
        "readings: {layout: antares, time_zone: WIB, stations: {alat: U1}, parameters: {pm25: {parameter: pm25_ug_m3, unit: µg/m³}}}\n",
    )
    cins = [
        {"m2m:cin": {"ct": "20261101T120500", "con": con}} for con in ('{"pm25": 10}', '{"pm25": 1', '{"pm25": NaN}')
    ]
    deliver(sensor_desk, "sensor_log", "alat.json", {"m2m:list": cins + cins[:1]})
    sensor_desk.allow_loss("sensor_log")
    ran = sensor_desk.build()
    assert ran.code == 0, ran.said
    assert sensors.account(sensor_desk) == [(4, 1, {"reading_not_finite": 1, "reading_repeat": 1, "reading_value": 1})]


def test_readings_without_a_table_of_stations(sensor_desk):
    for path in (sensor_desk.raw / "sensor_stations" / "99.01").iterdir():
        path.unlink()
    declare(sensor_desk)
    deliver(sensor_desk, "sensor_log", "log.csv", lines(*GOOD))
    ran = sensor_desk.build()
    assert ran.code == 1
    assert ran.lines("log.csv:2:stasiun: stasiun 'U1' tidak ada di sensor_stations; tambahkan barisnya")


@pytest.mark.parametrize(("old", "new", "words"), [
    ("  value: nilai\n", "", "perlu kunci value"),
    ("layout: long", "layout: panjang", "'panjang' bukan pilihan"),
    ("time_zone: WIB", "time_zone: Jakarta", "pilih salah satu: 'WIB'"),
    ("  time_zone: WIB\n", '  time_format: "%d/%m/%Y"\n', "time_format perlu time_zone"),
    ("unit: mm}", "unit: mm, faktor: 2}", "readings.parameters.hujan.faktor"),
    ("unit: mm}", "unit: mm, factor: 0}", "lebih dari 0"),
    ("readings:\n  layout: long", "columns: {a: {from: a}}\nreadings:\n  layout: long", "tanpa columns"),
    ("shape: readings\n", "", "shape: table perlu columns"),
])  # fmt: skip
def test_a_wrong_declaration_is_refused(sensor_desk, old, new, words):
    declare(sensor_desk)
    sensor_desk.declare("sources/sensor_log.yml", old, new)
    ran = sensor_desk.build()
    assert ran.code == 1
    assert ran.lines("sources/sensor_log.yml", words), ran.said


def test_simulated_readings_never_enter_a_real_edition(sensor_desk):
    """Not even of a parameter that no indicator is made of."""
    (sensor_desk.catalogue / "kpi" / "sensor_availability_pct.yml").unlink()
    declare(
        sensor_desk,
        LONG.replace("pm25: {parameter: pm25_ug_m3, unit: µg/m³}", "pm25: {parameter: temperature_c, unit: °C}"),
    )
    sensor_desk.declare("sources/sensor_log.yml", "quality: resmi", "quality: simulasi")
    deliver(sensor_desk, "sensor_log", "log.csv", lines("U1,pm25,27,°C,2026-11-01 00:00"))
    served = sensor_desk.served()
    ran = sensor_desk.build()
    assert ran.code == 1
    assert ran.lines("checks/real_edition_holds_no_simulation.sql", "temperature_c")
    assert sensor_desk.served() == served


@pytest.mark.parametrize(("unit", "encoding"), [("µg/m³", "latin-1"), ("\u03bcg/m³", "utf-8"), (" µG/M³", "utf-8-sig")])
def test_a_unit_is_the_same_however_it_is_written(sensor_desk, unit, encoding):
    """Latin-1, the Greek letter in place of the sign, capitals."""
    declare(sensor_desk)
    deliver(sensor_desk, "sensor_log", "log.csv", lines(*GOOD).replace("µg/m³", unit).encode(encoding))
    ran = sensor_desk.build()
    assert ran.code == 0, ran.said
    assert sensors.account(sensor_desk) == [(20, 20, {})]
    assert bool(ran.lines("log.csv:2::", "bukan UTF-8")) == (encoding == "latin-1")
