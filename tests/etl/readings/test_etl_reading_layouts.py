"""One set of readings in every layout a file may have: the same hours come out, in UTC, whatever the file looked like."""

import json

import duckdb
import pytest
import sensors

# U1 measured 10 and 20 within the hour of 05:00 UTC of 1 November 2026, 30 in the next; U2 5 in the first
EXPECTED = [
    ("U1", "2026-11-01 05:00:00", 2, 30.0, 10.0, 20.0, 20.0),
    ("U1", "2026-11-01 06:00:00", 1, 30.0, 30.0, 30.0, 30.0),
    ("U2", "2026-11-01 05:00:00", 1, 5.0, 5.0, 5.0, 5.0),
]
HOURS = (
    "select station_code, strftime(hour_at at time zone 'UTC', '%Y-%m-%d %H:%M:%S'), reading_count, value_sum, value_min, "
    "value_max, last_value from mart.reading_hour where parameter = 'pm25_ug_m3' order by all"
)
ONE = "    {title}: {{parameter: pm25_ug_m3, unit: µg/m³}}\n"


def readings(layout: str, title: str = "pm25", **keys: str) -> str:
    """The block of a declaration."""
    told = "".join(f"  {key}: {value}\n" for key, value in keys.items())
    return f"readings:\n  layout: {layout}\n{told}  parameters:\n{ONE.format(title=title)}"


def cin(con: object, stamp: str) -> dict:
    return {"m2m:cin": {"rn": "cin_1", "ct": stamp, "con": con if isinstance(con, str) else json.dumps(con)}}


def thing(station: str, **more: object) -> dict:
    return {
        "Thing": {"name": station},
        "ObservedProperty": {"name": "PM2.5"},
        "unitOfMeasurement": {"symbol": "µg/m³"},
        **more,
    }


def observed(stamp: str, result: float) -> dict:
    return {"phenomenonTime": stamp, "result": result}


LAYOUTS = {
    "long": (
        readings("long", station="stasiun", parameter="apa", value="nilai", time="waktu", time_zone="WIB"),
        {"a.csv": "Stasiun;apa;nilai;waktu;lain\nU1 ;pm25;10;2026-11-01 12:05;x\nStasiun Melati;PM25;20;2026-11-01 12:35;x\n"
                  "U1;pm25;30;2026-11-01T06:00:00Z;x\nu2;pm25;5;2026-11-01T14:10:00+09:00;x\n"},
    ),
    "wide": (
        readings("wide", station="stasiun", time="waktu", time_format='"%d/%m/%Y %H.%M"', time_zone="WITA"),
        {"a.csv": "waktu,stasiun,pm25\n01/11/2026 13.05,U1,10\n01/11/2026 13.35,U1,20\n01/11/2026 14.00,U1,30\n"
                  "01/11/2026 13.10,U2,5\n"},
    ),
    "date and hour apart": (
        readings("wide", station="stasiun", time="[tanggal, jam]", time_format='"%Y-%m-%d %H:%M"', time_zone="WIT"),
        {"a.csv": "tanggal,jam,stasiun,pm25\n2026-11-01,14:05,U1,10\n2026-11-01,14:35,U1,20\n2026-11-01,15:00,U1,30\n"
                  "2026-11-01,14:10,U2,5\n"},
    ),
    "a column per station": (
        readings("wide_stations", time="waktu", time_zone="UTC", stations="{Satu: U1, Dua: U2}"),
        {"a.csv": "waktu,Satu,Dua\n2026-11-01 05:05,10,\n2026-11-01 05:10,,5\n2026-11-01 05:35,20,\n2026-11-01 06:00,30,\n"},
    ),
    "opensensemap": (
        readings("opensensemap", title="PM2.5", stations="{box1: U1, box2: U2}"),
        {"a.csv": "sensorId,createdAt,value,lat,lon,boxId,boxName,exposure,height,phenomenon,sensorType,unit\n"
                  "s,2026-11-01T05:05:00.000Z,10.00,1,1,box1,A,outdoor,,PM2.5,SDS,µg/m³\n"
                  "s,2026-11-01T05:35:00.000Z,20.00,1,1,box1,A,outdoor,,PM2.5,SDS,µg/m³\n"
                  "s,2026-11-01T06:00:00.000Z,30.00,1,1,box1,A,outdoor,,PM2.5,SDS,µg/m³\n"
                  "s,2026-11-01T05:10:00.000Z,5.00,1,1,box2,A,outdoor,,PM2.5,SDS,µg/m³\n"
                  "s,2026-11-01T05:11:00.000Z,900.00,1,1,box2,A,indoor,,PM2.5,SDS,µg/m³\n"},
    ),
    "thingspeak csv": (
        readings("thingspeak", title="field3", stations="{kanal_1: U1, kanal_2: U2}"),
        {"kanal_1.csv": "created_at,entry_id,field1,field3\n2026-11-01 05:05:00 UTC,1,,10\n2026-11-01 05:35:00 UTC,2,,20\n"
                        "2026-11-01 06:00:00 UTC,3,,30\n",
         "kanal_2.csv": "created_at,entry_id,field3\n2026-11-01 05:10:00 UTC,1,5\n"},
    ),
    "thingspeak json": (
        readings("thingspeak", title="field3", stations="{kanal_1: U1, kanal_2: U2}"),
        {"kanal_1.json": {"channel": {"id": 1}, "feeds": [
            {"created_at": "2026-11-01T05:05:00Z", "entry_id": 1, "field1": None, "field3": "10"},
            {"created_at": "2026-11-01T05:35:00Z", "entry_id": 2, "field3": "20.0"},
            {"created_at": "2026-11-01T06:00:00Z", "entry_id": 3, "field3": "30"}]},
         "kanal_2.json": {"channel": {}, "feeds": [{"created_at": "2026-11-01T05:10:00Z", "field3": "5"}]}},
    ),
    "antares": (
        readings("antares", title="data.pm25", time_zone="WIB", station="devEui", stations="{e1: U1, e2: U2}"),
        {"a.json": {"m2m:list": [
            cin({"devEui": "e1", "data": {"pm25": 10}}, "20261101T120500"), cin({"devEui": "e1", "data": {"pm25": "20"}}, "20261101T123500"),
            {"m2m:sgn": {"m2m:nev": {"m2m:rep": cin({"devEui": "e1", "data": {"pm25": 30.0}}, "20261101T130000")}}},
            cin({"devEui": "e2", "data": {"pm25": 5}}, "20261101T121000")]}},
    ),
    "sensorthings": (
        readings("sensorthings", title="PM2.5"),
        {"datar.json": {"value": [
            {**observed("2026-11-01T05:05:00Z", 10), "Datastream": thing("U1")},
            {**observed("2026-11-01T05:35:00Z/2026-11-01T05:36:00Z", 20), "Datastream": thing("U1")}]},
         "bertingkat.json": {"value": [
             thing("U1", Observations=[observed("2026-11-01T06:00:00Z", 30)]),
             thing("Stasiun Mawar", Observations=[observed("2026-11-01T05:10:00Z", 5)])]}},
    ),
}  # fmt: skip


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_gives_the_same_hours(sensor_desk, layout):
    declaration, files = LAYOUTS[layout]
    sensors.declare(sensor_desk, declaration)
    for name, content in files.items():
        sensors.deliver(sensor_desk, "sensor_log", name, content)
    ran = sensor_desk.build()
    assert ran.code == 0, ran.said
    assert sensor_desk.rows(HOURS) == EXPECTED
    assert sum(loaded for _, loaded, _ in sensors.account(sensor_desk)) == 4


@pytest.mark.parametrize("columns", [
    "station, 'pm25' as parameter, stamp::timestamptz as waktu, value::double as nilai",
    "station, 'pm25' as parameter, (stamp::timestamptz at time zone 'UTC') + interval 7 hour as waktu, value::float as nilai",
    "station, 'pm25' as parameter, stamp::varchar as waktu, value::varchar as nilai",
])  # fmt: skip
def test_parquet_typed_or_text(sensor_desk, tmp_path, columns):
    """A time that is typed with its zone, one that is typed without, and text."""
    path = tmp_path / "bacaan.parquet"
    rows = "('U1', '2026-11-01T05:05:00Z', 10), ('U1', '2026-11-01T05:35:00Z', 20), ('U1', '2026-11-01T06:00:00Z', 30), ('U2', '2026-11-01T05:10:00Z', 5)"
    duckdb.connect().execute(
        f"copy (select {columns} from (values {rows}) t(station, stamp, value)) to '{path}' (format parquet)"
    )
    sensors.declare(
        sensor_desk,
        readings("long", station="station", parameter="parameter", value="nilai", time="waktu", time_zone="WIB"),
    )
    sensors.deliver(sensor_desk, "sensor_log", "bacaan.parquet", path.read_bytes())
    ran = sensor_desk.build()
    assert ran.code == 0, ran.said
    assert sensor_desk.rows(HOURS) == EXPECTED


def test_a_water_gate_log(sensor_desk):
    """In the shape of Jakarta's gates: repeated rows, blanks behind names, millimetres, a local time without its zone."""
    sensors.declare(sensor_desk, """readings:
  layout: wide
  station: nama_pintu_air
  time: tanggal
  time_zone: WIB
  parameters: {tinggi_air: {parameter: water_level_m, unit: mm, factor: 0.001}}
""")  # fmt: skip
    row = '"Pintu Anggrek ",Ciliwung,-6.6,106.8,"2020-01-01 {}",{},"Status : Normal"\n'
    content = "nama_pintu_air,lokasi,latitude,longitude,tanggal,tinggi_air,status_siaga\n"
    content += row.format("00:10:00", 180) * 3 + row.format("00:20:00", 2500) + row.format("23:50:00", -90) * 2
    sensors.deliver(sensor_desk, "sensor_log", "pintu air.csv", content)
    ran = sensor_desk.build()
    assert ran.code == 0, ran.said
    assert sensors.account(sensor_desk) == [(6, 3, {"reading_repeat": 3})]
    assert sensors.values(sensor_desk, "water_level_max_m")["99.01.02.1001", "2020-01-01"] == 2.5


def test_daily_indices_of_several_pollutants(sensor_desk):
    """In the shape of Jakarta's ISPU table: a column per pollutant, NaN and empty cells, the worst station of the day."""
    sensors.declare(sensor_desk, """readings:
  layout: wide
  station: stasiun
  time: tanggal
  time_zone: WIB
  stations: {DKI1 (Bunderan HI): U1}
  parameters:
    pm25: {parameter: ispu_pm25, unit: ISPU}
    co: {parameter: ispu_co, unit: ISPU}
""", more='null_values: ["", "NaN"]\n')  # fmt: skip
    sensors.deliver(
        sensor_desk,
        "sensor_log",
        "ispu.csv",
        "tanggal,stasiun,pm25,co,max,critical\n2010-01-01,DKI1 (Bunderan HI),,73.0,73.0,CO\n"
        "2010-01-02,DKI1 (Bunderan HI),120,16.0,120,PM25\n2010-01-03,DKI1 (Bunderan HI),NaN,NaN,,\n",
    )
    ran = sensor_desk.build()
    assert ran.code == 0, ran.said
    assert sensors.account(sensor_desk) == [(6, 3, {"reading_no_data": 3})]
    found = sensors.values(sensor_desk, "air_ispu_index")
    assert {day: value for (area, day), value in found.items() if area == "99.01"} == {
        "2010-01-01": 73,
        "2010-01-02": 120,
    }
