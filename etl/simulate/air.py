"""Air and noise, hour by hour, in UTC.

Shaped like Jakarta's stations, no value of which is used: fine dust is highest from 6 to 9 and at night, lowest in the afternoon;
twice as high in the dry months (June to August) as in the wet ones; ozone follows the sun, traffic gives NO2 and CO two peaks. A
haze of a few days comes now and then in the dry months. Noise is that of a street: loud by day, 12 dBA lower at night.
"""

import math
from datetime import datetime, timedelta
from random import Random

POLLUTANTS = ("pm25", "pm10", "so2", "co", "o3", "no2")  # field1 to field6, µg/m³
DUST_BY_HOUR = (
    *(1.12, 1.10, 1.06, 1.04, 1.05, 1.14, 1.28, 1.34, 1.24, 1.08, 0.95, 0.86),
    *(0.78, 0.74, 0.72, 0.74, 0.80, 0.90, 1.00, 1.06, 1.10, 1.12, 1.14, 1.14),
)
TRAFFIC_BY_HOUR = (
    *(0.5, 0.4, 0.4, 0.4, 0.6, 0.9, 1.5, 1.7, 1.4, 1.1, 1.0, 1.0),
    *(1.0, 0.9, 0.9, 1.0, 1.3, 1.6, 1.7, 1.4, 1.1, 0.9, 0.7, 0.6),
)
DUST_BY_MONTH = (0.66, 0.68, 0.78, 0.92, 1.16, 1.36, 1.42, 1.36, 1.20, 0.98, 0.80, 0.70)
MEAN_DUST, HAZE_ODDS, HAZE_MONTHS = 30.0, 0.025, (6, 7, 8, 9, 11)


def air(first: datetime, hours: int, chance: Random) -> list[tuple[float, ...]]:
    """Concentrations of `POLLUTANTS` for each hour from `first`."""
    level = chance.uniform(0.85, 1.15)
    found, drift, haze = [], 0.0, 0
    for number in range(hours):
        wib = first + timedelta(hours=number + 7)
        if wib.hour == 0:
            drift = 0.7 * drift + chance.gauss(0, 0.16)
            haze = max(haze - 1, 0)
            if not haze and wib.month in HAZE_MONTHS and chance.random() < HAZE_ODDS:
                haze = chance.randrange(2, 5)
        dust = MEAN_DUST * level * DUST_BY_MONTH[wib.month - 1] * DUST_BY_HOUR[wib.hour] * math.exp(drift)
        dust = max(dust * (1.9 if haze else 1.0) * math.exp(chance.gauss(0, 0.12)), 1.0)
        traffic = TRAFFIC_BY_HOUR[wib.hour] * level * math.exp(chance.gauss(0, 0.15))
        sun = max(math.sin(math.pi * (wib.hour - 5.5) / 13), 0.0)
        found.append(
            (
                dust,
                dust * chance.uniform(1.5, 1.8) + 6,
                14 * level * math.exp(chance.gauss(0, 0.25)) + 4 * traffic,
                650 * traffic + 250,
                18 + 95 * sun * math.exp(chance.gauss(0, 0.15)),
                22 * traffic + 6,
            )
        )
    return found


def noise(first: datetime, hours: int, chance: Random) -> list[float]:
    """Level of each hour in dBA."""
    found = []
    for number in range(hours):
        wib = first + timedelta(hours=number + 7)
        found.append(52 + 9 * min(TRAFFIC_BY_HOUR[wib.hour], 1.2) + chance.gauss(0, 1.4))
    return found
