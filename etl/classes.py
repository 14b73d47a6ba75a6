"""Class limits of maps: one set per KPI, city and level over all periods, so that colours never jump between years."""

import math

import duckdb
import numpy as np

from catalogue import Catalogue

CLASSES = 5
CLASS_BREAK = """
create or replace table mart.class_break (
    kpi_id varchar not null, city_code varchar not null, area_level varchar not null, class_no integer not null, lower double not null)
"""


def fill_class_breaks(con: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> None:
    """Make `mart.class_break`: `lower` is the inner limit at which class `class_no` (2 to 5) begins."""
    con.execute(CLASS_BREAK)
    groups = con.execute(
        "select kpi_id, city_code, area_level, list(value order by value) from mart.kpi_value "
        "where value is not null and value <> 0 and status <> 'too_few' and area_level <> 'kota' group by all order by all"
    ).fetchall()
    rows = []
    for kpi_id, city_code, level, values in groups:
        declared = catalogue.kpis[kpi_id].class_breaks
        limits = declared if declared else nice_quantiles(values)
        rows += [(kpi_id, city_code, level, i + 2, limit) for i, limit in enumerate(limits)]
    if rows:
        con.executemany("insert into mart.class_break values (?, ?, ?, ?, ?)", rows)


def nice_quantiles(values: list[float]) -> list[float]:
    """Up to four inner limits at the fifths of the values, rounded to two significant digits, rising, each class non-empty."""
    distinct = sorted(set(values))
    if len(distinct) < 2:
        return []
    raw = np.quantile(values, np.linspace(0, 1, CLASSES + 1)[1:-1])
    limits: list[float] = []
    for value in raw:
        nice = _two_digits(float(value))
        if distinct[0] < nice <= distinct[-1] and (not limits or nice > limits[-1]):
            limits.append(nice)
    return limits


def _two_digits(value: float) -> float:
    if value == 0:
        return 0.0
    return round(value, 1 - math.floor(math.log10(abs(value))))
