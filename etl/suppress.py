"""Which cells the public file hides: small ones, and those from which a small one could be worked out.

A cell is small when it counts 1 to k-1 (k is declared by the indicator). A sum that stays visible must not give a hidden cell
away, neither to its siblings (parent minus the visible ones) nor to its own parts (the parts add up to it). So of the parts
of a visible sum none or at least two are hidden, together k or more; of the parts of a hidden sum at least one is hidden.
A hidden count is hidden in every indicator made of it: residents per square kilometre times the area are the residents.
"""

from itertools import pairwise
from typing import NamedTuple

import duckdb

from catalogue.models import LEVELS
from etl.sqlfiles import add_rows

GROUPS_AT_ONCE = 500  # of an indicator, period and city; a large one has a thousand areas
CODE_LENGTH = {"kota": 5, "kecamatan": 8, "kelurahan": 13}


class Cell(NamedTuple):
    """One figure of one area; `n` and `numerator` count cases (null: nothing is counted)."""

    area_code: str
    area_level: str
    n: float
    numerator: float | None
    is_small: bool


def hide_small_cells(con: duckdb.DuckDBPyConnection) -> None:
    """Make the temporary table `hidden` (kpi_id, area_code, period_grain, period_start) from the view `judged`."""
    con.execute(
        "create or replace temp table hidden (kpi_id varchar, area_code varchar, period_grain varchar, period_start date)"
    )
    found = con.execute("""select kpi_id, period_grain, period_start, city_code, max(small_cell_k) as k,
            list({'area_code': area_code, 'area_level': area_level, 'n': coalesce(n, 0), 'numerator': numerator, 'is_small': is_small}
                order by area_code) as cells
        from judged where value is not null or numerator is not null group by all having bool_or(is_small) order by all""")
    rows = []
    while groups := found.fetchmany(GROUPS_AT_ONCE):
        rows += [
            (kpi_id, area_code, grain, start)
            for kpi_id, grain, start, _, k, cells in groups
            for area_code in sorted(hidden_of([Cell(**cell) for cell in cells], k))
        ]
    add_rows(con, "hidden", rows)
    _carry_over(con)


SAME_COUNT = """
    with carried as (
        select other.kpi_id, other.period_grain, other.period_start, other.city_code,
            other.numerator = one.numerator as is_numerator, max(one.small_cell_k) as k, list(distinct one.area_code) as areas
        from hidden
        inner join judged as one using (kpi_id, area_code, period_grain, period_start)
        inner join judged as other using (area_code, period_grain, period_start)
        where one.denominator is null and one.numerator > 0 and other.kpi_id <> one.kpi_id
            and one.numerator in (other.numerator, other.denominator)
            and list_has_any(string_split(one.source_id, ' '), string_split(other.source_id, ' '))
        group by all)
    select kpi_id, period_grain, period_start, k, list({'area_code': cell.area_code, 'area_level': cell.area_level,
        'n': coalesce(if(is_numerator, cell.numerator, cell.denominator), 0), 'numerator': null,
        'is_small': list_contains(areas, cell.area_code)} order by cell.area_code) as cells
    from carried inner join judged as cell using (kpi_id, period_grain, period_start, city_code)
    where cell.value is not null or cell.numerator is not null
    group by all order by all"""


def _carry_over(con: duckdb.DuckDBPyConnection) -> None:
    """Hide what is made of a hidden count: the same number of the same area, period and source as numerator or denominator,
    whatever its mart calls it; and again what it could be subtracted from."""
    rows = {
        (kpi_id, area_code, grain, start)
        for kpi_id, grain, start, k, cells in con.execute(SAME_COUNT).fetchall()
        for area_code in hidden_of([Cell(**cell) for cell in cells], k)
    }
    held = set(con.execute("select * from hidden").fetchall())
    add_rows(con, "hidden", sorted(rows - held))


def hidden_of(cells: list[Cell], k: float) -> set[str]:
    """Codes of the areas to hide among the figures of one indicator, period and city."""
    hidden = {cell.area_code for cell in cells if cell.is_small}
    by_code = {cell.area_code: cell for cell in cells}
    levels = [level for level in LEVELS if any(cell.area_level == level for cell in cells)]
    for upper, lower in pairwise(levels):
        families: dict[str, list[Cell]] = {}
        for cell in cells:
            if cell.area_level == lower:
                families.setdefault(cell.area_code[: CODE_LENGTH[upper]], []).append(cell)
        for parent, parts in families.items():
            if parent in by_code:
                hidden |= _hidden_parts(parts, hidden, parent in hidden, k)
    return hidden


def _hidden_parts(parts: list[Cell], hidden: set[str], parent_is_hidden: bool, k: float) -> set[str]:
    chosen = [part for part in parts if part.area_code in hidden]
    if not chosen and not parent_is_hidden:
        return set()
    others = sorted((p for p in parts if p.area_code not in hidden and p.n > 0), key=lambda p: (p.n, p.area_code))
    while others and not _is_enough(chosen, parent_is_hidden, k):
        chosen.append(others.pop(0))
    return {part.area_code for part in chosen}


def _is_enough(chosen: list[Cell], parent_is_hidden: bool, k: float) -> bool:
    if parent_is_hidden:
        return bool(chosen)
    by_numerator = [part.numerator for part in chosen if part.numerator is not None]
    return len(chosen) > 1 and sum(p.n for p in chosen) >= k and (not by_numerator or sum(by_numerator) >= k)
