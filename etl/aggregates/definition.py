"""What an aggregation is made of: its function, the columns it reads, the columns of its result that are days or instants."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

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

    name: str
    made: Callable[..., ir.Table]
    reads: Mapping[str, Mapping[str, str]]
    days: tuple[str, ...] = ()
    instants: tuple[str, ...] = ()

    def expression(self) -> ir.Table:
        """The definition over tables that bear the names of `reads`."""
        return self.made(
            *(
                ibis.table({name: "int64" if kind == INSTANT else kind for name, kind in columns.items()}, name=table)
                for table, columns in self.reads.items()
            )
        )


def wib_day(instant: ir.IntegerColumn) -> ir.IntegerColumn:
    """The day (WIB) of an instant, in days since 1970."""
    return (instant + WIB_HOURS * HOUR_US) // DAY_US
