"""A recorded MQTT stream (JSON lines), with the faults such streams have: repeats, late and retained messages, a clock that is
wrong.
"""

import json
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

from etl.demo import FILE_PREFIX, MARK
from etl.simulate.place import Place
from etl.simulate.weather import Moment, midnight, weather

STREAM_MINUTES = 5
REPEATED_SHARE, LATE_SHARE = 0.01, 0.02
SKEW = timedelta(minutes=7, seconds=30)  # the second device's clock is ahead


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
