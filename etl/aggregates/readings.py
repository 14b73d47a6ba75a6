"""Readings by hour and by day, and which of several files a reading is taken from.

`series` are the columns that tell one sensor's rows apart: DuckDB is given one city and month at a time, Spark all of them at once.
"""

from functools import partial

import ibis
import ibis.expr.types as ir
from ibis import _

from etl.aggregates.definition import HOUR_US, INSTANT, WIB_HOURS, Aggregation, count_where

SERIES = ("station_code", "parameter")
ALL_SERIES = ("city_code", "month_no", *SERIES)
KEYS = {"city_code": "string", "month_no": "int32", "station_code": "string", "parameter": "string"}
READING = {"read_at": INSTANT, "value": "float64"}
KNOWN = {"parameter": "string", "jump": "float64", "day_figure": "string", "stuck_hours": "int32"}
HOUR = {
    "hour_no": "int64",
    "reading_count": "int64",
    "value_sum": "float64",
    "value_min": "float64",
    "value_max": "float64",
    "energy_sum": "float64",
    "last_value": "float64",
    "first_at": INSTANT,
    "last_at": INSTANT,
    "jump_count": "int64",
    "longest_gap_minutes": "float64",
}
JUMP_WITHIN_US = 2 * HOUR_US  # two readings further apart are no jump
DAYTIME = (6, 21)  # hours that begin from 06:00 to 21:00 WIB (KepmenLH 48/1996: day is 16 hours)
LOUDEST_DB = 300  # its energy still fits a decimal
ENERGY = "decimal(38, 3)"


@ibis.udf.agg.builtin
def max_by(value: float, key: int) -> float:
    """The value at the largest key, on both engines by this name; what Ibis makes of `argmax` takes DuckDB a quarter longer."""


def millionths(value: ir.FloatingColumn) -> ir.IntegerColumn:
    """A value as a whole number of millionths: what a reading holds, and the same on any engine in any order of adding."""
    return (value * 1_000_000.0).round().cast("int64")


def of_millionths(sum_: ir.IntegerScalar) -> ir.FloatingScalar:
    """A sum of millionths in the unit again. As a double before it is divided: Spark divides whole numbers as decimals."""
    return sum_.cast("float64") / 1_000_000.0


def readings_once(given: ir.Table, series: tuple) -> ir.Table:
    """The readings of a month, each once: of a time that several files bring, the value of the last file."""
    return given.group_by(*series, "read_at").agg(value=max_by(given.value, given.file_no))


def readings_twice(given: ir.Table, series: tuple) -> ir.Table:
    """How many readings of a file another file brings as well, by series and `day_on` (WIB): with the same value (reading_repeat;
    the first file keeps it) or another one that goes before (reading_corrected)."""
    key = (*series, "read_at")
    twice = given.group_by(key).agg(times=given.count(), loaded=max_by(given.value, given.file_no)).filter(_.times > 1)
    met = given.inner_join(twice, key).mutate(is_same=_.value == _.loaded)
    ranked = met.mutate(nth=ibis.row_number().over(ibis.window(group_by=(*key, "is_same"), order_by="file_no")))
    lost = ranked.filter(~ranked.is_same | (ranked.nth > 0))
    return lost.group_by(
        "file_no",
        *series,
        day_on=(lost.read_at // HOUR_US + WIB_HOURS) // 24,
        reason=ibis.ifelse(lost.is_same, "reading_repeat", "reading_corrected"),
    ).agg(row_count=lost.count())


def readings_by_hour(readings: ir.Table, known: ir.Table, series: tuple, row_before) -> ir.Table:
    """One row per series and hour with readings; `hour_no` is hours since 1970 (UTC). Additive but for the extremes; energy_sum
    (noise) is the sum of 10^(L/10). The first reading of a month has no gap and no jump. `row_before`: where the row before is."""

    def before(name: str) -> ir.Column:
        return readings[name].lag().over(row_before)

    goes_on = ibis.and_(*(before(name) == readings[name] for name in series))
    stepped = readings.mutate(
        gap_us=ibis.ifelse(goes_on, readings.read_at - before("read_at"), None), previous=before("value")
    )
    step = stepped.left_join(known, "parameter")
    is_jump = (step.gap_us <= JUMP_WITHIN_US) & ((step.value - step.previous).abs() > step.jump)
    energy = ibis.literal(10.0) ** (ibis.least(step.value, float(LOUDEST_DB)) / 10.0)
    return step.group_by(*series, hour_no=step.read_at // HOUR_US).agg(
        reading_count=step.count(),
        value_sum=of_millionths(millionths(step.value).sum()),
        value_min=step.value.min(),
        value_max=step.value.max(),
        energy_sum=ibis.ifelse(step.day_figure == "energy", energy, None).cast(ENERGY).sum().cast("float64"),
        last_value=max_by(step.value, step.read_at),
        first_at=step.read_at.min(),
        last_at=step.read_at.max(),
        jump_count=count_where(is_jump),
        longest_gap_minutes=step.gap_us.max().cast("float64") / 60_000_000.0,
    )


def readings_by_day(hours: ir.Table, known: ir.Table, series: tuple) -> ir.Table:
    """One row per series and `day_on` (WIB) with readings. hour_mean_sum / hour_count is the day's mean with every hour alike;
    stuck_hour_count: hours in runs of the parameter's stuck_hours or more in which nothing moved."""
    hour = _with_stuck(hours, known, series)
    local = hour.hour_no + WIB_HOURS
    is_day = (local % 24).between(*DAYTIME)
    energy = (hour.energy_sum / hour.reading_count).cast(ENERGY)
    return hour.group_by(*series, day_on=local // 24).agg(
        reading_count=hour.reading_count.sum(),
        hour_count=hour.count(),
        hour_mean_sum=of_millionths(millionths(hour.value_sum / hour.reading_count).sum()),
        value_sum=of_millionths(millionths(hour.value_sum).sum()),
        value_min=hour.value_min.min(),
        value_max=hour.value_max.max(),
        day_energy_sum=energy.sum(where=is_day).cast("float64"),
        day_energy_hours=energy.count(where=is_day),
        night_energy_sum=energy.sum(where=~is_day).cast("float64"),
        night_energy_hours=energy.count(where=~is_day),
        last_value=max_by(hour.last_value, hour.hour_no),
        first_at=hour.first_at.min(),
        last_at=hour.last_at.max(),
        jump_count=hour.jump_count.sum(),
        longest_gap_minutes=hour.longest_gap_minutes.max(),
        stuck_hour_count=count_where(hour.is_stuck),
    )


def _with_stuck(hours: ir.Table, known: ir.Table, series: tuple) -> ir.Table:
    in_order = ibis.window(group_by=series, order_by="hour_no")

    def before(name: str) -> ir.Column:
        return hours[name].lag().over(in_order)

    is_flat = hours.value_min == hours.value_max
    goes_on = is_flat & (before("value_max") == hours.value_max) & (before("hour_no") == hours.hour_no - 1)
    followed = hours.mutate(
        is_flat=is_flat, starts=(~(goes_on & (before("value_min") == hours.value_min)).coalesce(False)).cast("int64")
    )
    run = followed.mutate(
        run_no=followed.starts.sum().over(ibis.cumulative_window(group_by=series, order_by="hour_no"))
    )
    sized = run.mutate(run_hours=run.count().over(ibis.window(group_by=(*series, "run_no"))))
    told = sized.left_join(known.select("parameter", "stuck_hours"), "parameter")
    return told.mutate(is_stuck=told.is_flat & (told.run_hours >= told.stuck_hours))


def _aggregations(series: tuple, row_before) -> dict[str, Aggregation]:
    keys = {name: KEYS[name] for name in series}
    given, readings = {"file_no": "int32", **keys, **READING}, {**keys, **READING}
    hours = {**keys, **HOUR}
    ends = {"instants": ("first_at", "last_at")}
    by_hour = partial(readings_by_hour, series=series, row_before=row_before)
    return {
        "once": Aggregation(partial(readings_once, series=series), {"given": given}, instants=("read_at",)),
        "twice": Aggregation(partial(readings_twice, series=series), {"given": given}, days=("day_on",)),
        "hour": Aggregation(by_hour, {"readings": readings, "known": KNOWN}, **ends),
        "day": Aggregation(
            partial(readings_by_day, series=series), {"hours": hours, "known": KNOWN}, days=("day_on",), **ends
        ),
    }


MONTH = _aggregations(SERIES, ibis.window())  # rows in order: the row before is the row before
ALL = _aggregations(ALL_SERIES, ibis.window(group_by=ALL_SERIES, order_by="read_at"))
