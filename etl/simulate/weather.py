"""Rain and the level of a river that answers to it, every few minutes, in UTC.

Rain falls in single showers, most of them between 15 and 20 WIB, three times as often in the wet months. The river is two
reservoirs: rain fills the first, that empties into the second within the hour, and the second falls by half in three hours. So it
rises two to four times as fast as it falls, as Jakarta's upstream gates did (Katulampa, January 2020: 69 cm an hour up, 19 down).
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random

USUAL_CM = 118.0
WET_MONTHS = (9, 10, 11, 12)
SHOWERS_A_DAY = {True: 0.9, False: 0.3}
CM_PER_MM = 4.2
FAST_HOURS, HALF_HOURS = 0.8, 3.0
LONGEST, SHOWERS_AT_ONCE = timedelta(hours=4), 6


@dataclass(frozen=True)
class Moment:
    """What is true at one moment: the level, and the rain since the moment before."""

    at: datetime
    level_cm: float
    rain_mm: float


def weather(
    first: datetime, last: datetime, minutes: int, chance: Random, storm: tuple[datetime, float, float] | None = None
) -> list[Moment]:
    """Moments from `first` to `last` (UTC), `minutes` apart. `storm` is one more shower: begin, minutes, mm."""
    showers = sorted([*_showers(first, last, chance), *([storm] if storm else [])])
    step, found = minutes / 60, []
    quick = slow = 0.0
    at = first
    while at <= last:
        while showers and at - showers[0][0] > LONGEST:
            showers.pop(0)
        rain = sum(_falling(shower, at, minutes) for shower in showers[:SHOWERS_AT_ONCE])
        quick += rain * CM_PER_MM
        flows = quick * min(1.0, step / FAST_HOURS)
        quick -= flows
        slow = (slow + flows) * 0.5 ** (step / HALF_HOURS)
        found.append(Moment(at, USUAL_CM + slow + chance.gauss(0, 0.6), rain))
        at += timedelta(minutes=minutes)
    return found


def _showers(first: datetime, last: datetime, chance: Random) -> list[tuple[datetime, float, float]]:
    """(begin, minutes, mm) of every shower."""
    found, day = [], first.replace(hour=0, minute=0)
    while day <= last:
        odds = SHOWERS_A_DAY[day.month in WET_MONTHS]
        if chance.random() < odds:
            wib = min(max(chance.gauss(17.5, 2.2), 0), 23.9)
            begin = day + timedelta(hours=wib - 7)
            found.append((begin, chance.uniform(30, 150), min(chance.lognormvariate(2.3, 0.9), 110.0)))
        day += timedelta(days=1)
    return found


def _falling(shower: tuple[datetime, float, float], at: datetime, minutes: int) -> float:
    begin, lasting, amount = shower
    since = (at - begin).total_seconds() / 60
    return amount * minutes / lasting if 0 <= since < lasting else 0.0


def midnight(day) -> datetime:
    """The first moment of a day in Jakarta, as UTC."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(hours=7)
