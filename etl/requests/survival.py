"""How long until a case is solved: median and 90th percentile by Kaplan and Meier (1958), open cases as censored.

A mean of the solved ones alone would leave out the slowest. A case the system closed was not solved: it is censored on that day.
The estimator is statsmodels' `SurvfuncRight`. Where a closing is known as an interval its end is taken: the figure is an
upper bound.
"""

import datetime as dt

import duckdb
import numpy as np
import pandas as pd

MONTHS = 12  # that end with the month a figure is of
MOST_UNKNOWN = 0.2  # of the solved cases without any moment of closing: beyond it there is no figure
RESOLUTION = """create or replace table mart.service_request_resolution (area_code varchar, period_grain varchar,
    period_start date, median_days double, p90_days double, cases_count bigint, quality varchar, source_id varchar)"""
WORDS = {"life_area": "area_code from stg.area_path", "life_source": "source_id from stg.declared_source"}
LIVES = """
    select path.area_code::work.life_area as area, 12 * year(period_start) + month(period_start) - 1 as month_no, is_solved, is_unknown,
        days, source_id::work.life_source as source, quality_rank(origin.quality) as quality_rank, sum(cases_count)::bigint as cases
    from work.request_duration
    inner join stg.declared_source as origin using (source_id)
    inner join stg.area_path as path on path.descendant_code = work.request_duration.area_code
    group by all"""


def fill_resolution(con: duckdb.DuckDBPyConnection) -> None:
    """Make `mart.service_request_resolution`: one row per area and month with cases in the twelve months that end with it."""
    con.execute(RESOLUTION)
    for name, column in WORDS.items():  # millions of lives: as texts they would take seconds to fetch
        con.execute(f"drop type if exists work.{name}")
        con.execute(f"create type work.{name} as enum (select distinct {column} order by all)")
    lives = con.execute(LIVES).fetchdf()
    if lives.empty:
        return
    until = dict(
        con.execute(
            "select city_code, 12 * year(max(known_until)) + month(max(known_until)) - 1 from stg.service_request_known group by all"
        ).fetchall()
    )
    by_area = lives.groupby("area", observed=True)
    rows = [row for area, own in by_area for row in _of_area(area, own, until[area[:5]])]
    con.register("resolution_rows", pd.DataFrame(rows, columns=["a", "m", "p50", "p90", "n", "q", "s"]))
    con.execute("""insert into mart.service_request_resolution
        select a, 'month', m, if(isnan(p50), null, p50), if(isnan(p90), null, p90), n, quality_of_rank(q), s
        from resolution_rows order by a, m""")
    con.unregister("resolution_rows")


def _of_area(area: str, lives: pd.DataFrame, last: int) -> list[tuple]:
    lives = lives.sort_values(["month_no", "days"], kind="stable")
    months, days, cases = (lives[name].to_numpy() for name in ("month_no", "days", "cases"))
    solved, unknown, ranks = (lives[name].to_numpy() for name in ("is_solved", "is_unknown", "quality_rank"))
    sources, names = lives["source"].cat.codes.to_numpy(), lives["source"].cat.categories
    rows = []
    for end in range(int(months[0]), last + 1):
        of = slice(np.searchsorted(months, end - MONTHS, "right"), np.searchsorted(months, end, "right"))
        if of.start == of.stop:
            continue
        known = ~unknown[of]
        too_many = cases[of][unknown[of]].sum() > MOST_UNKNOWN * cases[of][solved[of]].sum()
        middle, slow = (np.nan, np.nan) if too_many else quantiles(days[of][known], solved[of][known], cases[of][known])
        told = " ".join(names[np.unique(sources[of])])
        start = dt.date(end // 12, end % 12 + 1, 1)
        rows.append((area, start, middle, slow, int(cases[of][known].sum()), int(ranks[of].max()), told))
    return rows


def quantiles(days: np.ndarray, is_solved: np.ndarray, cases: np.ndarray) -> tuple[float, float]:
    """Days after which half and 90 % of the cases are solved; NaN where that is not reached."""
    if not is_solved.any():
        return np.nan, np.nan
    from statsmodels.duration.survfunc import SurvfuncRight  # takes seconds to import, and most builds have no case

    curve = SurvfuncRight(days, is_solved.astype(int), freq_weights=cases.astype(float))
    return _reached(curve, 0.5), _reached(curve, 0.9)


def _reached(curve, share: float) -> float:
    """The first day on which the curve is at 1 - share or below; the library's own quantile asks for strictly below."""
    at = np.flatnonzero(curve.surv_prob <= 1 - share + 1e-12)
    return float(curve.surv_times[at[0]]) if len(at) else np.nan
