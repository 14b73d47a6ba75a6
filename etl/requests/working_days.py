"""Working days of the civil service: Monday to Friday without national holidays and collective leave (cuti bersama), which
civil servants take too. The `holidays` library keeps both from the joint decrees (SKB 3 Menteri).
"""

import datetime as dt

import duckdb
import holidays

from etl.sqlfiles import add_rows

YEARS_AHEAD = 1  # the longest term is 60 working days


def declare_working_days(con: duckdb.DuckDBPyConnection, first_year: int, last_year: int) -> None:
    """Make `stg.working_day` (day, is_working, nth): nth counts the working days up to and including the day."""
    con.execute("create or replace table stg.working_day (day date, is_working boolean, nth integer)")
    years = range(first_year, last_year + YEARS_AHEAD + 1)
    free = holidays.country_holidays("ID", years=years, categories=("public", "government"))
    rows, nth = [], 0
    for ordinal in range(dt.date(years[0], 1, 1).toordinal(), dt.date(years[-1], 12, 31).toordinal() + 1):
        day = dt.date.fromordinal(ordinal)
        is_working = day.weekday() < 5 and day not in free
        nth += is_working
        rows.append((day, is_working, nth))
    add_rows(con, "stg.working_day", rows)
