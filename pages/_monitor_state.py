"""The state of a station and of a city now, told from the last readings: which concern, since when, at what value."""

from dataclasses import dataclass
from datetime import date, datetime

from pages._monitor_read import NOISE, RAIN, WATER, City, Series, Station
from ui.format import number
from ui.language import _
from ui.monitoring import ORDER, measured, parameter_words, pollutant_words

MAIN = {"air": WATER, "hujan": RAIN, "bising": NOISE}  # what a station of a kind is there for


@dataclass(frozen=True)
class Told:
    """One thing to say of a station. `figure` is in words with its unit; `about` names the parameter; `last` is its last
    reading, or the day that its figure is of; `is_longer`: the state is older than the hours that are kept."""

    state: str
    station: Station
    about: str
    figure: str
    since: datetime | date | None
    last: datetime | date | None
    is_longer: bool = False
    is_live: bool = False
    is_indicative: bool = False
    parameter: str | None = None


def told_of(station: Station) -> list[Told]:
    """Everything to be said of a station, the worst first; a station taken down says only that."""
    if station.is_retired:
        last = station.last
        return [Told("retired", station, "", "–", None, last.last_at if last else None)]
    if not station.series:
        return [Told("never", station, "", "–", None, None)]
    found = [one for series in station.series for one in _of_series(station, series)]
    found += [one for one in (_air(station), _noise(station)) if one]
    main = MAIN.get(station.kind)
    return sorted(found, key=lambda one: (ORDER.index(one.state), one.parameter != main))


def state_of_station(station: Station) -> Told:
    """The one thing its mark on the map says. Offline only when every series is."""
    told = told_of(station)
    if any(not series.is_offline for series in station.series):
        told = [one for one in told if one.state not in ("offline", "never")] or told
    return told[0]


def _of_series(station: Station, series: Series) -> list[Told]:
    about = parameter_words(series.parameter, series.name)
    if series.last_at is None:
        return [Told("never", station, about, "–", None, None, parameter=series.parameter)]
    figure = measured(series.last_value, series.parameter, series.unit)
    more = {"last": series.last_at, "is_live": bool(series.tail), "parameter": series.parameter}
    if series.is_offline:
        return [Told("offline", station, about, figure, series.last_at, **more)]
    found = []
    if series.stuck_since is not None:
        found.append(Told("stuck", station, about, figure, series.stuck_since, **more))
    if series.parameter == WATER:
        state = f"siaga_{series.alert_no}" if series.alert_no else "unset"
        since = series.since if series.alert_no else None
        found.append(Told(state, station, about, figure, since, is_longer=series.is_longer, **more))
    elif series.parameter == RAIN:
        total = measured(series.day_sum, RAIN, series.unit) if series.day_sum is not None else figure
        found.append(Told("measured", station, about, total, None, **(more | {"last": series.last_at})))
    elif not (station.air or station.noise) or series.tail:
        found.append(Told("measured", station, about, figure, None, **more))
    return found


def _air(station: Station) -> Told | None:
    row = station.air
    if row is None:
        return None
    return Told(
        f"ispu_{row['class_no']}",
        station,
        pollutant_words(row["pollutant_name"]),
        f"ISPU {row['ispu_text']}",
        row["since_on"],
        row["day_on"],
        is_indicative=row["is_indicative"],
        parameter=row["parameter"],
    )


def _noise(station: Station) -> Told | None:
    row = station.noise
    if row is None:
        return None
    state = "measured" if row["is_over_limit"] is None else "over" if row["is_over_limit"] else "within"
    figure = _("Lsm {value} dBA", value=number(row["whole_dba"], 1))
    if row["limit_dba"] is not None:
        figure = _("{figure}, baku {limit}", figure=figure, limit=number(row["limit_dba"]))
    about = parameter_words(NOISE, "")
    return Told(
        state,
        station,
        about,
        figure,
        row["since_on"],
        row["day_on"],
        is_indicative=row["is_indicative"],
        parameter=NOISE,
    )


def worst_now(city: City) -> dict[str, list[Told]]:
    """What matters now, by kind: `siaga` (the gauges with the highest level; empty without declared levels), `unset`
    (gauges without), `ispu` (the worst station), `over`, `stuck`, `offline` (stations of which nothing comes), `silent` (single
    series of others)."""
    told = [one for station in city.stations for one in told_of(station)]
    gauges = [one for one in told if one.state.startswith("siaga")]
    air = [one for one in told if one.state.startswith("ispu")]
    silent = [one for one in told if one.state in ("offline", "never")]
    gone = [one for one in silent if _is_gone(one.station)]
    return {
        "siaga": _worst(gauges),
        "unset": [one for one in told if one.state == "unset"],
        "ispu": sorted(air, key=lambda one: -one.station.air["ispu_index"])[:1],
        "over": [one for one in told if one.state == "over"],
        "stuck": [one for one in told if one.state == "stuck"],
        "offline": _by_station(gone),
        "silent": [one for one in silent if not _is_gone(one.station)],
    }


def _is_gone(station: Station) -> bool:
    return all(series.is_offline for series in station.series)


def is_flood_night(city: City) -> bool:
    """A gauge stands at siaga 1 or 2."""
    return any(one.state in ("siaga_1", "siaga_2") for one in worst_now(city)["siaga"])


def _worst(told: list[Told]) -> list[Told]:
    worst = min((ORDER.index(one.state) for one in told), default=None)
    return [one for one in told if ORDER.index(one.state) == worst]


def _by_station(told: list[Told]) -> list[Told]:
    """One line a station: that of its series that was silent first."""
    found: dict[str, Told] = {}
    for one in told:
        found.setdefault(one.station.code, one)
    return list(found.values())
