"""Class limits of maps: one set per KPI, city and level over all periods, so that colours never jump between years.

The kota of a province, drawn side by side, have a set of their own: level `kota`, the province's code in place of the city's.
"""

import math

import duckdb

from catalogue import Catalogue
from etl.sqlfiles import SQL, add_rows

CLASS_BREAK = """
create or replace table mart.class_break (
    kpi_id varchar not null, city_code varchar not null, area_level varchar not null, class_no integer not null, lower double not null)
"""


def fill_class_breaks(con: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> None:
    """Make `mart.class_break`: `lower` is the inner limit at which class `class_no` (2 to 5) begins."""
    con.execute(CLASS_BREAK)
    groups = con.execute((SQL / "kpi" / "class_fifths.sql").read_text(encoding="utf-8")).fetchall()
    rows = []
    for kpi_id, city_code, level, lowest, highest, fifths in groups:
        declared = catalogue.kpis[kpi_id].class_breaks
        limits = declared if declared else nice_limits(lowest, highest, fifths)
        rows += [(kpi_id, city_code, level, i + 2, limit) for i, limit in enumerate(limits)]
    add_rows(con, "mart.class_break", rows)


def nice_limits(lowest: float, highest: float, fifths: list[float]) -> list[float]:
    """Up to four inner limits: the fifths of the values rounded to two significant digits, rising, each class non-empty."""
    limits: list[float] = []
    for value in fifths:
        nice = _two_digits(value)
        if lowest < nice <= highest and (not limits or nice > limits[-1]):
            limits.append(nice)
    return limits


def _two_digits(value: float) -> float:
    if value == 0:
        return 0.0
    return round(value, 1 - math.floor(math.log10(abs(value))))
