"""Judges rows of messages by the very statement that judges rows of files (`etl/sql/readings/typed.sql`), a batch at a time."""

from dataclasses import dataclass

import duckdb
import pyarrow as pa

from catalogue import Source
from etl.listen.messages import Row
from etl.readings.layouts import RECORD, Given
from etl.readings.parts import SQL as READINGS_SQL
from etl.readings.reading import type_rows
from etl.readings.stations import TABLES, Known
from etl.sqlfiles import SQL, add_rows, run_file

VERDICTS = (SQL / "live" / "verdict.sql").read_text(encoding="utf-8")
GIVEN = "select * replace (nullif(unit_given, '') as unit_given) from records_given"


@dataclass(frozen=True)
class Verdict:
    """What a row is: a reading, or `reason` and the text it was found in. Station and parameter where they are known."""

    reason: str | None
    shown: str
    station_code: str = ""
    parameter: str = ""
    read_at_us: int = 0
    value: float = 0.0


class Judge:
    """Judges the rows of one source, in a small database of its own."""

    def __init__(self, source: Source, known: Known):
        """Raises `FileFault` when the declaration names a parameter, unit or station that is not known."""
        self._source = source
        if source.mqtt.time == "arrival":  # stamped by us, in ISO 8601
            readings = source.readings.model_copy(update={"time_format": None})
            self._source = source.model_copy(update={"readings": readings})
        self._codes, self._parameters = known.codes, known.lay_out(source)
        self._con = duckdb.connect(
            config={"threads": 1, "memory_limit": "256MB", "autoinstall_known_extensions": False}
        )
        self._con.execute("set timezone = 'Asia/Jakarta'")
        self._con.execute("pragma disable_optimizer")  # small tables: planning costs more than reading them
        self._con.execute("create schema work")
        run_file(self._con, SQL / "macros.sql")
        run_file(self._con, READINGS_SQL / "macros.sql")
        for table, columns in TABLES.items():
            self._con.execute(f"create table work.{table} ({columns})")
            add_rows(self._con, f"work.{table}", known.con.execute(f"from work.{table}").fetchall())

    def judge(self, rows: list[Row]) -> list[Verdict]:
        """One verdict per row, in their order. What no database can hold is unreadable; it does not take others with it."""
        try:
            return self._judged(rows)
        except (duckdb.Error, pa.ArrowException, UnicodeError):
            if len(rows) == 1:
                return [Verdict("message_unreadable", "")]
            half = len(rows) // 2
            return self.judge(rows[:half]) + self.judge(rows[half:])

    def _judged(self, rows: list[Row]) -> list[Verdict]:
        columns = dict(zip((*RECORD[1:], "is_kept"), map(list, zip(*rows, strict=True)), strict=True))
        self._con.register("records_given", pa.table({"line": list(range(len(rows))), **columns}))
        type_rows(self._con, self._source, Given(GIVEN))
        found = self._con.execute(VERDICTS).fetchall()
        return [
            Verdict(
                reason,
                shown or "",
                "" if station is None else self._codes[station],
                "" if parameter is None else self._parameters[parameter],
                read_at_us or 0,
                value or 0.0,
            )
            for station, parameter, read_at_us, value, reason, shown in found
        ]
