"""What /pemantauan knows of a city: its stations and their series as the edition has them, and what came in live since.

Moments are aware and in WIB. A live reading goes before the edition's last one; it is shown as live and enters no figure of a day.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, timezone

from pages._state import Context
from store.live import LiveReading, LiveState, is_open_to, live_readings, live_state

WIB = timezone(timedelta(hours=7))
LIVE_DAYS = 31  # before the day of the edition: older live readings are in it
SILENT_INTERVALS = 3  # a series that says nothing for longer is offline
WATER, RAIN, NOISE = "water_level_m", "rain_mm", "noise_dba"


@dataclass(frozen=True)
class Series:
    """One parameter of one station. `alert_no` 1 is the worst, None without levels; `since` is when its class began, at the
    latest; `stuck_since` since when it has not moved for as long as its parameter allows."""

    station_code: str
    parameter: str
    name: str
    unit: str
    day_figure: str
    interval_minutes: float
    alert_levels: tuple[float, float, float] | None  # siaga 1, 2, 3
    source_id: str
    quality: str
    reach: datetime | None
    last_at: datetime | None
    last_value: float | None
    is_offline: bool
    since: datetime | None = None
    is_longer: bool = False
    stuck_since: datetime | None = None
    present: int = 0
    expected: int = 0
    day_sum: float | None = None
    day_on: date | None = None
    tail: tuple[LiveReading, ...] = ()

    @property
    def alert_no(self) -> int | None:
        """Alert class of the last value."""
        return alert_of(self.last_value, self.alert_levels)


@dataclass(frozen=True)
class Station:
    """One declared station with its series; `air` and `noise` are the rows of its newest day."""

    code: str
    name: str
    kind: str
    area_code: str | None
    area_name: str | None
    x: int | None
    y: int | None
    is_retired: bool
    series: tuple[Series, ...]
    air: dict | None
    noise: dict | None

    @property
    def last(self) -> Series | None:
        """The series that spoke last."""
        spoken = [one for one in self.series if one.last_at is not None]
        return max(spoken, key=lambda one: one.last_at, default=None)


@dataclass(frozen=True)
class City:
    """Everything of one visit. `live` is None where no live readings may be shown or nobody listens."""

    stations: tuple[Station, ...]
    reach: datetime | None
    quality: str
    source_ids: tuple[str, ...]
    live: LiveState | None

    @property
    def has_tail(self) -> bool:
        """True when a live reading is newer than the edition's."""
        return any(series.tail for station in self.stations for series in station.series)

    def station(self, code: str) -> Station | None:
        """One station by its code."""
        return next((one for one in self.stations if one.code == code), None)


def alert_of(value: float | None, levels: tuple[float, float, float] | None) -> int | None:
    """1 to 4, None without a value or without declared levels."""
    if value is None or levels is None:
        return None
    return next((number for number, level in enumerate(levels, 1) if value >= level), 4)


def moment(micros: int | None) -> datetime | None:
    """Microseconds since 1970 as a moment in WIB."""
    return None if micros is None else datetime.fromtimestamp(micros / 1_000_000, WIB)


def city_of(context: Context) -> City | None:
    """None where this edition, as this audience reads it, has no station of the city that ever said anything."""
    rows = context.edition.rows("sensor_series", city=context.city.code)
    if not rows:
        return None
    since = {_key(row): row for row in context.edition.rows("sensor_since", city=context.city.code)}
    month = {_key(row): row for row in context.edition.rows("sensor_month", city=context.city.code)}
    air = {row["station_code"]: row for row in context.edition.rows("sensor_air", city=context.city.code)}
    noise = {row["station_code"]: row for row in context.edition.rows("sensor_noise", city=context.city.code)}
    known = [_series(row, since.get(_key(row)), month.get(_key(row))) for row in rows if row["parameter"]]
    live = live_of(context)
    known = _with_tails(context, rows, known, live) if is_live(context) else known
    stations = [
        Station(
            code=row["station_code"],
            name=row["station_name"],
            kind=row["station_kind"],
            area_code=row["area_code"],
            area_name=row["area_name"],
            x=row["x"],
            y=row["y"],
            is_retired=row["retired_on"] is not None and row["retired_on"] <= context.edition.as_of,
            series=tuple(one for one in known if one.station_code == row["station_code"]),
            air=air.get(row["station_code"]),
            noise=noise.get(row["station_code"]),
        )
        for row in {row["station_code"]: row for row in rows}.values()
    ]
    if not any(station.series for station in stations):
        return None
    return City(
        stations=tuple(stations),
        reach=max((one.reach for one in known if one.reach), default=None),
        quality=max((one.quality for one in known), key=("resmi", "kutipan", "estimasi", "simulasi").index),
        source_ids=tuple(dict.fromkeys(name for one in known for name in one.source_id.split())),
        live=live,
    )


def is_live(context: Context) -> bool:
    """Live readings belong to the newest real edition; to whom, the store says."""
    return not context.edition.is_demo and context.state.edisi is None and is_open_to(context.edition.audience)


def live_of(context: Context) -> LiveState | None:
    """How the city's listeners stand; None where no live readings may be shown or nobody ever listened."""
    return live_state(context.edition.audience, context.city.code) if is_live(context) else None


def _key(row: dict) -> tuple[str, str]:
    return row["station_code"], row["parameter"]


def _series(row: dict, since: dict | None, month: dict | None) -> Series:
    since, month = since or {}, month or {}
    is_stuck = row["stuck_hours"] is not None and since.get("flat_hour_count", 0) >= row["stuck_hours"]
    return Series(
        **_declared(row),
        source_id=row["source_id"],
        quality=row["quality"],
        reach=moment(row["reach_us"]),
        last_at=moment(row["last_us"]),
        last_value=row["last_value"],
        is_offline=row["is_offline"],
        since=moment(since.get("alert_since_us")),
        is_longer=bool(since.get("is_longer")),
        stuck_since=moment(since.get("flat_since_us")) if is_stuck else None,
        present=month.get("present_count") or 0,
        expected=month.get("expected_count") or 0,
        day_sum=month.get("day_sum"),
        day_on=month.get("day_on"),
    )


def _declared(row: dict) -> dict:
    levels = tuple(row[f"siaga_{number}"] for number in (1, 2, 3))
    return {
        "station_code": row["station_code"],
        "parameter": row["parameter"],
        "name": row["parameter_name"],
        "unit": row["unit"],
        "day_figure": row["day_figure"],
        "interval_minutes": row["interval_minutes"],
        "alert_levels": None if None in levels else levels,
    }


def _with_tails(context: Context, rows: list[dict], known: list[Series], live: LiveState | None) -> list[Series]:
    """The series with what came in live after their last reading, and series that only live readings know."""
    since = datetime.combine(context.edition.as_of - timedelta(days=LIVE_DAYS), time(), WIB)
    readings = live_readings(context.edition.audience, context.city.code, since)
    is_heard = live is not None and live.is_connected
    reach = live.asked_at if is_heard else max((reading.read_at for reading in readings), default=None)
    tails: dict[tuple[str, str], list[LiveReading]] = {}
    for reading in readings:
        tails.setdefault((reading.station_code, reading.parameter), []).append(reading)
    if reach is None:
        return known
    found = {(one.station_code, one.parameter): one for one in known}
    missing = tails.keys() - found.keys()
    if missing:
        declared = {_key(row): row for row in context.edition.rows("sensor_declared", city=context.city.code)}
        for key in sorted(missing & declared.keys()):
            found[key] = Series(
                **_declared(declared[key]),
                source_id="",
                quality="resmi",
                reach=None,
                last_at=None,
                last_value=None,
                is_offline=True,
            )
    sent = {name for name, source in context.edition.sources.items() if source.mqtt} if is_heard else set()
    return [
        _lengthened(one, tails.get(key, []), reach, not sent.isdisjoint(one.source_id.split()))
        for key, one in sorted(found.items())
    ]


def _lengthened(one: Series, readings: list[LiveReading], reach: datetime, is_sent: bool) -> Series:
    """Offline is what lies behind `reach`: the clock while somebody listens, else the newest live reading of the city, as in an
    edition behind its deliveries. A series that never comes live (`is_sent`: its source is heard) keeps the edition's state."""
    silent = timedelta(minutes=SILENT_INTERVALS * one.interval_minutes)
    newer = [reading for reading in readings if one.last_at is None or reading.read_at > one.last_at]
    if not newer:
        is_late = is_sent and one.last_at is not None and reach - one.last_at > silent
        return replace(one, is_offline=one.is_offline or is_late)
    last = newer[-1]
    return replace(
        one,
        tail=tuple(newer),
        last_at=last.read_at.astimezone(WIB),
        last_value=last.value,
        is_offline=reach - last.read_at > silent,
        since=_since(one, newer),
        is_longer=False,
        stuck_since=None,
    )


def _since(one: Series, newer: list[LiveReading]) -> datetime:
    """Since when the class of the last live reading, or a worse one, has held."""
    levels, begun = one.alert_levels, newer[-1].read_at
    now_no = alert_of(newer[-1].value, levels)
    for reading in reversed(newer):
        number = alert_of(reading.value, levels)
        if now_no is not None and number > now_no:
            return begun.astimezone(WIB)
        begun = reading.read_at
    held = one.alert_no
    if one.since is not None and now_no is not None and held is not None and held <= now_no:
        return one.since
    return begun.astimezone(WIB)
