"""Sensor files as their services give them: a ThingSpeak export (CSV) and a recorded MQTT stream (JSON lines), with the faults
such series have: gaps, repeats, a stuck spell, empty and odd texts, retained messages, a clock that is wrong.
"""

import json
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

from etl.demo import FILE_PREFIX, MARK
from etl.simulate.place import Place
from etl.simulate.weather import Moment, midnight, weather

DAYS, MINUTES = 45, 10  # 6,480 rows: ThingSpeak gives 8,000 at most
STREAM_MINUTES = 5
REPEATED_SHARE, EMPTY_SHARE, LATE_SHARE = 0.01, 0.015, 0.02
SKEW = timedelta(minutes=7, seconds=30)  # the second device's clock is ahead
STATION = "SIMULASI-AIR-1"
STATION_HEAD = "station_code,name,kind,area_code,lat,lon,land_use,installed_on,retired_on,citation"
CHANNEL = f"{FILE_PREFIX}sungai"  # a channel is known by its file's name
HEAD = "created_at,entry_id,field1,field2,latitude,longitude,elevation,status"


def write_thingspeak(path: Path, place: Place, last_day: date, seed: str) -> int:
    """`field1` level in cm, `field2` rain in mm since the row before, both as text; times in UTC. How many rows."""
    chance = Random(f"{seed}-{place.city.code}-thingspeak")
    end = midnight(last_day + timedelta(days=1)) - timedelta(minutes=MINUTES)
    moments = weather(midnight(last_day - timedelta(days=DAYS - 1)), end, MINUTES, chance)
    gaps = [_span(len(moments), length, chance) for length in (18, 85)]  # three hours, fourteen hours
    stuck = _span(len(moments), 42, chance)  # seven hours on one value
    where = _where(place)
    rows = []
    for entry, moment in enumerate(moments, 1):
        if any(entry in gap for gap in gaps):
            continue
        first = _level_text(moment.level_cm, chance)
        if entry in stuck:
            first = f"{moments[stuck.start].level_cm:.1f}"
        second = "NaN" if chance.random() < EMPTY_SHARE / 3 else f"{moment.rain_mm:.2f}"
        row = f"{moment.at:%Y-%m-%d %H:%M:%S} UTC,{entry},{first},{second},{where},{MARK}"
        rows += [row, row] if chance.random() < REPEATED_SHARE else [row]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join([HEAD, *rows, ""]), encoding="utf-8")
    return len(rows)


def _level_text(level: float, chance: Random) -> str:
    """As a device writes it: one decimal, two since the new firmware, or with a blank; now and then nothing."""
    if chance.random() < EMPTY_SHARE:
        return ""
    return chance.choice((f"{level:.1f}", f"{level:.2f}", f" {level:.1f}"))


def _span(size: int, length: int, chance: Random) -> range:
    start = chance.randrange(1, max(size - length, 2))
    return range(start, start + length)


def _where(place: Place) -> str:
    if place.city.extent is None:
        return ",,"
    west, south, east, north = place.city.extent
    return f"{(south + north) / 2:.5f},{(west + east) / 2:.5f},"


def write_station(path: Path, place: Place) -> int:
    """The register of stations, so that the channel has a place: the kelurahan with the most voters."""
    where = max(place.kelurahan, key=lambda one: (one.weight, one.code))
    path.parent.mkdir(parents=True, exist_ok=True)
    row = f"{STATION},Sungai ({MARK}),air,{where.code},,,,,,dibuat python -m etl simulate"
    path.write_text(f"{STATION_HEAD}\n{row}\n", encoding="utf-8")
    return 1


def write_stream(path: Path, place: Place, day: date, seed: str) -> int:
    """One day of messages in the order they arrived. `retain` is true on the old ones that a broker hands to a new subscriber;
    the clock of the second device is ahead; some messages come twice, some late. How many."""
    chance = Random(f"{seed}-{place.city.code}-mqtt")
    end = midnight(day + timedelta(days=1)) - timedelta(minutes=STREAM_MINUTES)
    moments = weather(midnight(day), end, STREAM_MINUTES, chance)
    arrived: list[tuple[datetime, int, str]] = []
    for device, skew in ((1, timedelta(0)), (2, SKEW)):
        for moment in moments:
            for metric, value, unit in _readings(moment, device, chance):
                late = timedelta(minutes=chance.uniform(20, 240)) if chance.random() < LATE_SHARE else timedelta(0)
                line = _message(place, device, metric, moment.at + skew, value, unit, False)
                times = 2 if chance.random() < REPEATED_SHARE else 1
                arrived += [(moment.at + late + timedelta(seconds=one), len(arrived), line) for one in range(times)]
    reconnected = moments[len(moments) // 2].at + timedelta(seconds=90)
    for device in (1, 2):
        old = moments[len(moments) // 2 - 24]
        for metric, value, unit in _readings(old, device, chance):
            line = _message(place, device, metric, old.at, value, unit, True)
            arrived.append((reconnected, len(arrived), line))
    arrived.sort()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{line}\n" for _at, _nth, line in arrived), encoding="utf-8")
    return len(arrived)


def _readings(moment: Moment, device: int, chance: Random) -> list[tuple[str, float, str]]:
    level = round(moment.level_cm + (device - 1) * 22 + chance.gauss(0, 0.3), 1)
    return [("water_level", level, "cm"), ("rain", round(moment.rain_mm, 2), "mm")]


def _message(place: Place, device: int, metric: str, at: datetime, value: float, unit: str, is_retained: bool) -> str:
    topic = f"{place.slug}/sungai/{MARK}-{device:02d}/{metric}"
    payload = {"ts": f"{at:%Y-%m-%dT%H:%M:%SZ}", "value": value, "unit": unit, "quality": "ok"}
    return json.dumps({"topic": topic, "payload": payload, "retain": is_retained}, ensure_ascii=False)


def stream_name(day: date) -> str:
    """`simulasi-mqtt-2026-11-22.jsonl`."""
    return f"{FILE_PREFIX}mqtt-{day.isoformat()}.jsonl"
