"""What /aduan reads: the window it is about, sums of service requests in it and in the one before, what is open, what is known.

A window is the twelve months that end with the last known day, or the period the address asks for. Sums are mappings of the
measures of `store/sql/request_window.sql`; every request has one member on each axis, so a sum over one axis is the total.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from pages._state import Context
from store import NotThere
from ui.format import date_long, period_code, period_words
from ui.language import _

SMALL = 30  # requests in the window: below it counts are shown and no shares
AXES = ("opd", "category", "channel", "dimension")
MEASURES = (
    "received_count",
    "judged_count",
    "on_time_count",
    "unknown_count",
    "overdue_open_count",
    "judged_latest_count",
    "on_time_latest_count",
    "unknown_latest_count",
    "closed_count",
    "closed_by_system_count",
    "closed_timed_count",
    "closed_fast_count",
    "reopened_case_count",
    "rating_sum",
    "rating_count",
)
MONTHS = {"year": 12, "semester": 6, "quarter": 3, "month": 1}
QUALITY_ORDER = ("resmi", "kutipan", "estimasi", "simulasi")


@dataclass(frozen=True)
class Window:
    """`first` to `last` inclusive; `grain` is None for the twelve months to the last known day. `is_compared`: this time is
    over, and requests are known since the month in which the one a year before begins."""

    first: date
    last: date
    grain: str | None
    is_compared: bool

    def words(self) -> str:
        """`dua belas bulan sampai 20 November 2026`, `2025`."""
        if self.grain is None:
            return _("dua belas bulan sampai {day}", day=date_long(self.last))
        return period_words(self.grain, self.first)

    def before_words(self) -> str:
        """`dua belas bulan sebelumnya`, `2024`."""
        return (
            _("dua belas bulan sebelumnya")
            if self.grain is None
            else period_words(self.grain, years_before(self.first))
        )


@dataclass(frozen=True)
class Requests:
    """Everything /aduan says of one area. `sums[axis][member]` is (now, before); `ages` are rows of `request_ages`."""

    area: dict
    accounts: list[dict]
    window: Window
    sums: dict[str, dict[str | None, tuple[dict, dict]]]
    ages: list[dict]
    offices: list[str]
    quality: str

    @property
    def known_on(self) -> date:
        """The last day of which any request is known."""
        return max(row["known_on"] for row in self.accounts)

    @property
    def known_from(self) -> date:
        """The day of the oldest request."""
        return min(row["first_opened_on"] for row in self.accounts)

    @property
    def now(self) -> dict:
        """Sums of the window."""
        return added([now for now, _before in self.sums["opd"].values()])

    @property
    def before(self) -> dict:
        """Sums of the window one year earlier."""
        return added([before for _now, before in self.sums["opd"].values()])

    @property
    def is_small(self) -> bool:
        """Too few requests for shares."""
        return self.now["received_count"] < SMALL

    def held(self, column: str) -> int:
        """Sum of a column over all open requests of the area."""
        return sum(row[column] for row in self.ages)


def requests_of(context: Context, area: dict) -> Requests | None:
    """Everything of one area; None where this edition has no request of the city, or not for this audience. Raises `NotThere`."""
    accounts = context.edition.rows("request_account", city=context.city.code)
    if not accounts:
        return None
    window = _window(context, accounts)
    if window.grain is None:
        rows = context.edition.rows("request_window", area=area["area_code"])
    else:
        rows = context.edition.rows(
            "request_months",
            area=area["area_code"],
            first=window.first,
            last=window.last,
            first_before=years_before(window.first),
            last_before=years_before(window.last),
        )
    offices = context.edition.rows("request_offices", city=context.city.code)
    return Requests(
        area,
        accounts,
        window,
        {axis: _members([row for row in rows if row["axis"] == axis]) for axis in AXES},
        context.edition.rows("request_ages", area=area["area_code"]),
        list(dict.fromkeys(row["opd"] for row in offices)),
        max((row["quality"] for row in accounts), key=QUALITY_ORDER.index),
    )


def added(rows: list[dict]) -> dict:
    """The measures added up."""
    return {name: sum(row[name] for row in rows) for name in MEASURES}


def due(sums: dict) -> int:
    """Requests that fell due, those whose closing is not known included."""
    return sums["judged_count"] + sums["unknown_count"]


def _members(rows: list[dict]) -> dict[str | None, tuple[dict, dict]]:
    names = list(dict.fromkeys(row["member"] for row in rows))
    return {
        name: tuple(added([r for r in rows if r["member"] == name and r["is_now"] is side]) for side in (True, False))
        for name in names
    }


def _window(context: Context, accounts: list[dict]) -> Window:
    known_on = max(row["known_on"] for row in accounts)
    known_from = min(row["first_opened_on"] for row in accounts)
    asked = context.period_asked()
    if asked is None:
        first = years_before(known_on) + timedelta(days=1)
        return Window(first, known_on, None, years_before(first) >= known_from.replace(day=1))
    grain, first = asked
    if grain not in MONTHS or first > known_on or _end(grain, first) < known_from:
        raise NotThere(
            "periode",
            "tidak ada catatan aduan {city} untuk '{asked}'",
            [period_code("year", date(year, 1, 1)) for year in range(known_from.year, known_on.year + 1)],
            city=context.city.name,
            asked=context.state.periode,
        )
    end = _end(grain, first)
    is_compared = end <= known_on and years_before(first) >= known_from.replace(day=1)
    return Window(first, min(end, known_on), grain, is_compared)


def _end(grain: str, first: date) -> date:
    months = first.year * 12 + first.month - 1 + MONTHS[grain]
    return date(months // 12, months % 12 + 1, 1) - timedelta(days=1)


def years_before(day: date, years: int = 1) -> date:
    """The same day of an earlier year; 29 February becomes the 28th."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)
