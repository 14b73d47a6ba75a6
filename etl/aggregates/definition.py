"""What an aggregation is made of: its function, the columns it reads, the columns of its result that are days or instants."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

import ibis
import ibis.expr.types as ir

INSTANT = "instant"  # of a column read: a timestamp with time zone there, whole microseconds in the definition
DAY_US = 86_400_000_000
HOUR_US = 3_600_000_000
WIB_HOURS = 7  # days are those of Asia/Jakarta in every city


@dataclass(frozen=True, eq=False)
class Aggregation:
    """`made(*tables)` in the order of `reads`: for each table its columns with their Ibis type or `INSTANT`. `days` and `instants`
    are the columns of the result that hold days and microseconds since 1970; the engine hands them back as dates and timestamps.
    """

    made: Callable[..., ir.Table]
    reads: Mapping[str, Mapping[str, str]]
    days: tuple[str, ...] = ()
    instants: tuple[str, ...] = ()

    @cached_property
    def expression(self) -> ir.Table:
        """The definition over tables that bear the names of `reads`. Putting it together takes Ibis up to half a second."""
        return self.made(
            *(
                ibis.table({name: "int64" if kind == INSTANT else kind for name, kind in columns.items()}, name=table)
                for table, columns in self.reads.items()
            )
        )


def count_where(condition: ir.BooleanValue) -> ir.IntegerScalar:
    """How many rows meet a condition. Ibis counts by a sum on Spark, which is null where the condition is null in every row."""
    return ibis._.count(where=condition).coalesce(0)


def wib_day(instant: ir.IntegerColumn) -> ir.IntegerColumn:
    """The day (WIB) of an instant, in days since 1970."""
    return (instant + WIB_HOURS * HOUR_US) // DAY_US


def read_as(columns: Mapping[str, str], relation: str) -> str:
    """A DuckDB query of a relation as a definition reads it."""
    chosen = ", ".join(f"epoch_us({one}) as {one}" if kind == INSTANT else one for one, kind in columns.items())
    return f"select {chosen} from {relation}"


def restored(aggregation: Aggregation, result: str) -> str:
    """A DuckDB query of a result whose days are dates again, instants timestamps and counts bigint (a sum is hugeint there)."""
    other = {*aggregation.days, *aggregation.instants}
    whole = [name for name, kind in aggregation.expression.schema().items() if kind.is_int64() and name not in other]
    counts = [f"{name}::bigint as {name}" for name in whole]
    dates = [f"date '1970-01-01' + {name}::integer as {name}" for name in aggregation.days]
    stamps = [f"make_timestamptz({name}) as {name}" for name in aggregation.instants]
    return f"select * replace ({', '.join(counts + dates + stamps)}) from {result}"
