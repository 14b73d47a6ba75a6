"""Service requests by day: sums that may be added, so a month's settled cases and the others can be summed apart."""

import ibis
import ibis.expr.types as ir
from ibis import _

from etl.aggregates.definition import INSTANT, Aggregation, count_where, wib_day

BY = ("city_code", "source_id", "area_code", "day", "opd", "category", "channel", "dimension")
FAST_US = 10 * 60_000_000  # closed within 10 minutes
CASES = {
    "city_code": "string",
    "source_id": "string",
    "area_code": "string",
    "opd": "string",
    "category": "string",
    "channel": "string",
    "dimension": "string",
    "place_status": "string",
    "state": "string",
    "is_apart": "boolean",
    "is_closed": "boolean",
    "is_closing_exact": "boolean",
    "has_time": "boolean",
    "rating": "int32",
    "reopened_count": "int64",
    "punctuality": "string",
    "punctuality_latest": "string",
    "response_punctuality": "string",
    "opened_at": INSTANT,
    "due_at": INSTANT,
    "due_latest_at": INSTANT,
    "response_due_at": INSTANT,
    "closed_until": INSTANT,
    "known_until": INSTANT,
}
RECEIVED = {
    "received_count": _.count(),
    "unplaced_count": count_where(_.place_status.notin(("named", "point"))),
    "apart_count": count_where(_.is_apart),
    "reopened_case_count": count_where(_.reopened_count > 0),
    "rating_sum": _.rating.sum().coalesce(0),
    "rating_count": _.rating.count(),
}
OVERDUE = {"overdue_open_count": count_where(~_.is_closed)}
CLOSED = {
    "closed_count": _.count(),
    "closed_by_system_count": count_where(_.state == "closed_by_system"),
    "closed_timed_count": count_where(_.is_closing_exact & _.has_time),
    "closed_fast_count": count_where(_.is_closing_exact & _.has_time & (_.closed_until - _.opened_at < FAST_US)),
}


def requests_by_day(cases: ir.Table) -> ir.Table:
    """One row per `BY`, `day` in days since 1970. A case counts as received on the day it came in, as due on the day it fell due,
    as closed on the last day on which it can have been closed; a day after `known_until` is not known yet."""
    answerable = cases.state.notin(("out_of_jurisdiction", "duplicate"))
    events = (
        _on(cases, "opened_at", RECEIVED),
        _on(cases.filter(~cases.is_apart), "due_at", {**_judged("punctuality", "{}_count"), **OVERDUE}),
        _on(cases.filter(~cases.is_apart), "due_latest_at", _judged("punctuality_latest", "{}_latest_count")),
        _on(cases.filter(answerable), "response_due_at", _judged("response_punctuality", "response_{}_count")),
        _on(cases.filter(cases.is_closed), "closed_until", CLOSED),
    )
    measures = [name for event in events for name in event.columns if name not in BY]
    alike = [
        event.select(
            *BY, **{name: event[name] if name in event.columns else ibis.literal(0, "int64") for name in measures}
        )
        for event in events
    ]
    return ibis.union(*alike).group_by(BY).agg(**{name: _[name].sum() for name in measures})


def _on(cases: ir.Table, instant: str, measures: dict) -> ir.Table:
    """Sums by the day of one event that is known to have come."""
    known = cases.filter(cases[instant] <= cases.known_until)
    return known.group_by(*(name for name in BY if name != "day"), day=wib_day(known[instant])).agg(**measures)


def _judged(outcome: str, name: str) -> dict:
    return {
        name.format("judged"): count_where(_[outcome] != "unknown"),
        name.format("on_time"): count_where(_[outcome] == "on_time"),
        name.format("unknown"): count_where(_[outcome] == "unknown"),
    }


REQUESTS_BY_DAY = Aggregation(requests_by_day, {"cases": CASES}, days=("day",))
