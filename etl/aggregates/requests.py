"""Service requests by day or month: sums that may be added, so the settled cases and the others can be summed apart."""

import ibis
import ibis.expr.types as ir
from ibis import _

from etl.aggregates.definition import Aggregation, count_where

AREA = ("city_code", "source_id", "area_code")
AXES = ("opd", "category", "channel")
ALL = "all"  # the axis of every case of an area
BY = (*AREA, "period_start", "axis", "member")
EVENTS = ("received_on", "due_on", "due_latest_on", "response_due_on", "closed_on")
CASES = {
    **dict.fromkeys((*AREA, *AXES), "string"),
    "place_status": "string",
    "state": "string",
    "is_apart": "boolean",
    "is_closed": "boolean",
    "is_timed": "boolean",  # its closing is a moment with a time of day
    "is_fast": "boolean",  # and came within ten minutes
    "rating": "int32",
    "reopened_count": "int64",
    "punctuality": "string",
    "punctuality_latest": "string",
    "response_punctuality": "string",
    **dict.fromkeys(EVENTS, "int64"),
}


def request_sums(cases: ir.Table) -> ir.Table:
    """One row per `BY`. `EVENTS` hold the first day of the period in which an event of the case counts, in days since 1970, null
    where it does not. `member` is what the case says on the axis."""
    measures = {
        "received_on": {
            "received_count": _.count(),
            "unplaced_count": count_where(_.place_status.notin(("named", "point"))),
            "apart_count": count_where(_.is_apart),
            "reopened_case_count": count_where(_.reopened_count > 0),
            "rating_sum": _.rating.sum().coalesce(0),
            "rating_count": _.rating.count(),
        },
        "due_on": {**_judged("punctuality", "{}_count"), "overdue_open_count": count_where(~_.is_closed)},
        "due_latest_on": _judged("punctuality_latest", "{}_latest_count"),
        "response_due_on": _judged("response_punctuality", "response_{}_count"),
        "closed_on": {
            "closed_count": _.count(),
            "closed_by_system_count": count_where(_.state == "closed_by_system"),
            "closed_timed_count": count_where(_.is_timed),
            "closed_fast_count": count_where(_.is_fast),
        },
    }
    names = [name for one in measures.values() for name in one]
    added = {name: _[name].sum() for name in names}
    told = [
        _along(cases, event, axis, sums).select(
            *BY, **{name: _[name] if name in sums else ibis.literal(0, "int64") for name in names}
        )
        for event, sums in measures.items()
        for axis in AXES
    ]
    by_member = ibis.union(*told).group_by(BY).agg(**added)
    one_axis = by_member.filter(_.axis == AXES[0]).group_by(*AREA, "period_start").agg(**added)
    of_all = one_axis.mutate(axis=ibis.literal(ALL), member=ibis.null("string")).select(*BY, *names)
    return ibis.union(by_member.select(*BY, *names), of_all)


def _along(cases: ir.Table, event: str, axis: str, sums: dict) -> ir.Table:
    """Sums of one event along one axis; a case that says nothing there has the member null."""
    counted = cases.mutate(period_start=cases[event], member=cases[axis]).filter(cases[event].notnull())
    return counted.group_by(*AREA, "period_start", "member").agg(**sums).mutate(axis=ibis.literal(axis))


def _judged(outcome: str, name: str) -> dict:
    return {
        name.format("judged"): count_where(_[outcome] != "unknown"),
        name.format("on_time"): count_where(_[outcome] == "on_time"),
        name.format("unknown"): count_where(_[outcome] == "unknown"),
    }


REQUEST_SUMS = Aggregation(request_sums, {"cases": CASES}, days=("period_start",))
