"""`python -m etl simulate`: all files of the named cities below one folder, `<source>/<city>/simulasi-...`."""

from datetime import date, timedelta
from pathlib import Path
from random import Random

from catalogue import Catalogue
from etl.demo import FILE_PREFIX
from etl.simulate.cases import Topics, cases_of
from etl.simulate.channels import WRITERS, write_table
from etl.simulate.lapor import file_name, write_export
from etl.simulate.place import Place, places
from etl.simulate.sensors import stream_name, write_stream
from etl.simulate.stations import stations_of, write_limits, write_stations

MONTHS, MONTHLY_DAYS = 12, 365  # exports at the ends of the last months; each holds the twelve months before it
WEEKS, WEEKLY_DAYS = 53, 63  # where a city exports weekly, on Sundays, too: then it is mostly known what closed in time
TWICE_WEEKS = 17  # the last ones, on Wednesdays too
REQUESTS, STATIONS, LIMITS, TABLE, MQTT = "lapor_export", "sensor_stations", "sensor_limits", "sensor_table", "mqtt"
CHANNELS = {"air": "sensor_thingspeak", "udara": "air_thingspeak"}  # by kind of station


def simulate(
    catalogue: Catalogue, codes: list[str], raw: Path, reference: Path, out: Path, as_of: date, seed: int
) -> list[tuple[Path, int]]:
    """(file, rows) of every file written. Files that an earlier run left for these cities are removed; nothing else is."""
    topics, written = Topics(reference), []
    first, last = month_ends(as_of, MONTHS)[:: MONTHS - 1]
    for place in places(catalogue, codes, raw, reference):
        code = place.city.code
        for source in (REQUESTS, STATIONS, LIMITS, TABLE, MQTT, *CHANNELS.values()):
            for old in (out / source / code).glob(f"{FILE_PREFIX}*"):
                old.unlink()
        begin = first - timedelta(days=MONTHLY_DAYS + 90)
        cases = cases_of(place, topics, begin, last, Random(f"{seed}-{code}-cases"))
        for day, held in export_days(as_of, place.is_weekly).items():
            path = out / REQUESTS / code / file_name(day)
            written.append((path, write_export(path, place, cases, day, held, str(seed))))
        written += _sensor_files(out, place, as_of, str(seed))
        path = out / MQTT / code / stream_name(as_of)
        written.append((path, write_stream(path, place, as_of, str(seed))))
    return [(path, rows) for path, rows in written if rows]


def _sensor_files(out: Path, place: Place, as_of: date, seed: str) -> list[tuple[Path, int]]:
    """Register, limits and deliveries of a city's stations; a channel's file is named as its station."""
    code, stations, written = place.city.code, stations_of(place), []
    path = out / STATIONS / code / f"{FILE_PREFIX}stasiun.csv"
    written.append((path, write_stations(path, stations)))
    path = out / LIMITS / code / f"{FILE_PREFIX}ambang.csv"
    written.append((path, write_limits(path)))
    path = out / TABLE / code / f"{FILE_PREFIX}tabel.csv"
    written.append((path, write_table(path, place, as_of, seed)))
    for station in stations:
        if station.kind in CHANNELS:
            path = out / CHANNELS[station.kind] / code / f"{station.code.lower()}.csv"
            number = int(station.code.rpartition("-")[2])
            written.append((path, WRITERS[station.kind](path, place, as_of, number, seed)))
    return written


def export_days(as_of: date, is_weekly: bool) -> dict[date, int]:
    """Day of each export -> how many days it holds, oldest first. The last one is the end of a month, so that no month is told
    in part."""
    monthly = month_ends(as_of, MONTHS)
    sunday = monthly[-1] - timedelta(days=monthly[-1].isoweekday() % 7)
    before = [*range(0, 7 * WEEKS, 7), *range(4, 7 * TWICE_WEEKS, 7)] if is_weekly else []
    weekly = [sunday - timedelta(days=number) for number in before]
    return dict(sorted((dict.fromkeys(weekly, WEEKLY_DAYS) | dict.fromkeys(monthly, MONTHLY_DAYS)).items()))


def month_ends(as_of: date, count: int) -> list[date]:
    """The last days of the months that are over on a day, oldest first."""
    found, first = [], (as_of + timedelta(days=1)).replace(day=1)
    for _ in range(count):
        found.append(first - timedelta(days=1))
        first = found[-1].replace(day=1)
    return found[::-1]
