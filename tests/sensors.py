"""Stations, declarations and files of measurements for the made-up city, written by hand."""

import json
import shutil
from pathlib import Path

from desk import ROOT, Desk

STATIONS = """station_code,name,kind,area_code,lat,lon,land_use,installed_on,retired_on,citation
U1,Stasiun Melati,udara,99.01.01.1001,,,Perumahan dan permukiman,,,contoh
U2,Stasiun Mawar,udara,99.01.01.1002,,,,,,contoh
A1,Pintu Anggrek,air,,-1.995,107.01,,,,contoh
A2,Pintu Kenanga,air,99.01.02.1002,,,,,,contoh
"""
LIMITS = """station_code,parameter,interval_minutes,min,max,siaga_4,siaga_3,siaga_2,siaga_1,citation
A1,water_level_m,60,,,,2,3,4,contoh
A2,water_level_m,60,,,,,,,contoh
"""
HEAD = """title: {id: "Bacaan", en: "Readings"}
publisher: DLH
producer: DLH
custodian: Diskominfo
licence: Data terbuka
cadence: {id: "harian", en: "daily"}
obtained: {id: "contoh", en: "example"}
quality: resmi
shape: readings
"""
LONG = """readings:
  layout: long
  station: stasiun
  parameter: parameter
  value: nilai
  unit: satuan
  time: waktu
  time_zone: WIB
  sentinels: ["-9999"]
  parameters:
    pm25: {parameter: pm25_ug_m3, unit: µg/m³}
    pm10: {parameter: pm10_ug_m3, unit: µg/m³}
    muka air: {parameter: water_level_m, unit: m}
    hujan: {parameter: rain_mm, unit: mm}
    bising: {parameter: noise_dba, unit: dBA}
"""
KPIS = (
    *("air_pm25_mean_ug_m3", "air_ispu_index", "water_level_max_m", "rain_total_mm", "noise_over_limit_pct"),
    "sensor_availability_pct",
)
TITLES = "stasiun,parameter,nilai,satuan,waktu\n"


def set_up(desk: Desk, stations: str = STATIONS, limits: str = LIMITS) -> Desk:
    """Give a desk the declared indicators of sensors, stations and limits."""
    for kpi in KPIS:
        shutil.copy(ROOT / "catalogue" / "kpi" / f"{kpi}.yml", desk.catalogue / "kpi")
    for table in ("ispu_breakpoints", "ispu_categories", "noise_limits", "sensor_parameters"):
        shutil.copy(ROOT / "data" / "reference" / f"{table}.csv", desk.reference)
    deliver(desk, "sensor_stations", "stasiun.csv", stations)
    deliver(desk, "sensor_limits", "ambang.csv", limits)
    return desk


def deliver(desk: Desk, source: str, name: str, content: str | bytes | dict | list) -> Path:
    """A file in the folder of a source."""
    folder = desk.raw / source / "99.01"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    if isinstance(content, (dict, list)):
        content = json.dumps(content)
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def declare(desk: Desk, readings: str = LONG, more: str = "", source: str = "sensor_log") -> None:
    """Declare a source of readings."""
    (desk.catalogue / "sources" / f"{source}.yml").write_text(HEAD + more + readings, encoding="utf-8")


def lines(*rows: str) -> str:
    """A long file: `U1,pm25,10,µg/m³,2025-03-01 00:00`."""
    return TITLES + "".join(f"{row}\n" for row in rows)


def hours(station: str, parameter: str, unit: str, day: str, values: dict[int, float]) -> list[str]:
    """Rows of one day, by hour (WIB)."""
    return [f"{station},{parameter},{value},{unit},{day} {hour:02d}:00" for hour, value in values.items()]


def account(desk: Desk, source: str = "sensor_log") -> list[tuple[int, int, dict]]:
    """(rows in, loaded, set aside by reason) of every file of a source; the counts of each add up."""
    found = json.loads((desk.warehouse / "current" / "manifest.json").read_text(encoding="utf-8"))
    own = [one for one in found["inputs"] if one["source_id"] == source]
    for one in own:
        assert one["rows_in"] == one["loaded"] + one["set_aside"] == one["loaded"] + sum(one["reasons"].values())
    return [(one["rows_in"], one["loaded"], one["reasons"]) for one in own]


def values(desk: Desk, kpi: str) -> dict[tuple[str, str], float]:
    """Figures of an indicator by area and day."""
    found = desk.rows(
        "select area_code, period_start::varchar, value from mart.kpi_value where kpi_id = ? and value is not null",
        [kpi],
    )
    return {(area, day): value for area, day, value in found}
