"""What stations deliver: ThingSpeak exports (CSV, 8,000 rows at most, a channel known by its file's name) and a table of the
city's own, with the faults such series have: gaps, repeats, stuck spells, a station gone silent, empty texts, values no
instrument can read.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

from etl.demo import MARK
from etl.simulate.air import air, noise
from etl.simulate.place import Place
from etl.simulate.weather import midnight, weather

DAYS, MINUTES = 45, 10  # 6,480 rows
LONG_DAYS = 180  # by the hour: 4,320 rows
REPEATED_SHARE, EMPTY_SHARE, WRONG_SHARE = 0.01, 0.015, 0.0015
SILENT_HOURS, STUCK_HOURS = 31, 20  # at the end: a gauge that fell silent, an instrument that sticks
STORM_BEFORE, STORM_MINUTES, STORM_MM = timedelta(hours=5), 150.0, 62.0  # of the last evening
HEAD = "created_at,entry_id,{fields},latitude,longitude,elevation,status"
TABLE_HEAD = "stasiun,parameter,nilai,satuan,waktu,keterangan"


@dataclass(frozen=True)
class Faults:
    """What goes wrong in a channel: spells without rows and on one value (rows), and how many rows miss at its end."""

    gaps: Sequence[int] = (18, 85)
    stuck: Sequence[int] = ()
    silent: int = 0
    wrong: str | None = None  # written now and then instead of the first field


def write_gauge(path: Path, place: Place, last_day: date, number: int, seed: str) -> int:
    """A channel of a river gauge: `field1` level in cm, `field2` rain in mm since the row before. The first every ten minutes
    for 45 days, with a storm on the last evening; the others by the hour, the third silent at the end. How many rows."""
    chance = Random(f"{seed}-{place.city.code}-gauge-{number}")
    minutes, days = (MINUTES, DAYS) if number == 1 else (60, LONG_DAYS)
    end = midnight(last_day + timedelta(days=1)) - timedelta(minutes=minutes)
    storm = (end - STORM_BEFORE, STORM_MINUTES, STORM_MM if number == 1 else STORM_MM / 3)
    moments = weather(midnight(last_day - timedelta(days=days - 1)), end, minutes, chance, storm)
    faults = {1: Faults(stuck=(42,)), 2: Faults(gaps=(14, 60), wrong="-999.0"), 3: Faults(silent=SILENT_HOURS)}[number]
    rows = [
        (moment.at, (_level_text(moment.level_cm, chance), _rain_text(moment.rain_mm, chance))) for moment in moments
    ]
    return _write_channel(path, place, 2, rows, faults, chance)


def write_air(path: Path, place: Place, last_day: date, number: int, seed: str) -> int:
    """A channel of an air station: `field1` to `field6` in µg/m³, by the hour. Of the second, SO2 sticks at the end."""
    chance = Random(f"{seed}-{place.city.code}-air-{number}")
    first = midnight(last_day - timedelta(days=LONG_DAYS - 1))
    rows = []
    for nth, values in enumerate(air(first, LONG_DAYS * 24, chance)):
        texts = ["" if chance.random() < EMPTY_SHARE else f"{value:.1f}" for value in values]
        if number == 2 and nth >= LONG_DAYS * 24 - STUCK_HOURS:
            texts[2] = "11.7"
        rows.append((first + timedelta(hours=nth), tuple(texts)))
    faults = Faults(gaps=(9, 30), wrong="9999.0") if number == 1 else Faults(gaps=(14, 100), stuck=(12,))
    return _write_channel(path, place, 6, rows, faults, chance)


def write_table(path: Path, place: Place, last_day: date, seed: str) -> int:
    """The city's own table, WIB: rain and noise by the hour."""
    chance = Random(f"{seed}-{place.city.code}-table")
    first = midnight(last_day - timedelta(days=LONG_DAYS - 1))
    hours = LONG_DAYS * 24
    end = first + timedelta(hours=hours - 1)
    storm = (end - STORM_BEFORE, STORM_MINUTES, STORM_MM)
    lines = []
    for code, name, unit, values in (
        ("SIMULASI-HUJAN-1", "hujan", "mm", [one.rain_mm for one in weather(first, end, 60, chance, storm)]),
        ("SIMULASI-BISING-1", "bising", "dBA", noise(first, hours, chance)),
    ):
        gap = _span(hours, 20, chance)
        for nth, value in enumerate(values):
            if nth in gap or chance.random() < EMPTY_SHARE:
                continue
            wib = first + timedelta(hours=nth + 7)
            row = f"{code},{name},{value:.1f},{unit},{wib:%Y-%m-%d %H:%M},{MARK}"
            lines += [row, row] if chance.random() < REPEATED_SHARE else [row]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join([TABLE_HEAD, *lines, ""]), encoding="utf-8")
    return len(lines)


def _write_channel(
    path: Path,
    place: Place,
    fields: int,
    rows: list[tuple[datetime, tuple[str, ...]]],
    faults: Faults,
    chance: Random,
) -> int:
    """The file with its faults; times in UTC, all values as text."""
    size = len(rows) - faults.silent
    gaps = [_span(size, length, chance) for length in faults.gaps]
    stuck = [_span(size, length, chance) for length in faults.stuck]
    where, lines = _where(place), []
    for entry, (at, given) in enumerate(rows[:size], 1):
        if any(entry in gap for gap in gaps):
            continue
        texts = list(given)
        held = next((spell for spell in stuck if entry in spell), None)
        if held:
            texts[0] = rows[held.start][1][0].strip() or "120.0"
        elif faults.wrong and chance.random() < WRONG_SHARE:
            texts[0] = faults.wrong
        row = f"{at:%Y-%m-%d %H:%M:%S} UTC,{entry},{','.join(texts)},{where},{MARK}"
        lines += [row, row] if chance.random() < REPEATED_SHARE else [row]
    path.parent.mkdir(parents=True, exist_ok=True)
    head = HEAD.format(fields=",".join(f"field{number}" for number in range(1, fields + 1)))
    path.write_text("\n".join([head, *lines, ""]), encoding="utf-8")
    return len(lines)


def _level_text(level: float, chance: Random) -> str:
    """As a device writes it: one decimal, two since the new firmware, or with a blank; now and then nothing."""
    if chance.random() < EMPTY_SHARE:
        return ""
    return chance.choice((f"{level:.1f}", f"{level:.2f}", f" {level:.1f}"))


def _rain_text(rain: float, chance: Random) -> str:
    return "NaN" if chance.random() < EMPTY_SHARE / 3 else f"{rain:.2f}"


def _span(size: int, length: int, chance: Random) -> range:
    start = chance.randrange(1, max(size - length, 2))
    return range(start, start + length)


def _where(place: Place) -> str:
    if place.city.extent is None:
        return ",,"
    west, south, east, north = place.city.extent
    return f"{(south + north) / 2:.5f},{(west + east) / 2:.5f},"


WRITERS: dict[str, Callable[[Path, Place, date, int, str], int]] = {"air": write_gauge, "udara": write_air}
