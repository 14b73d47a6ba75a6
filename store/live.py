"""Reads the live store: what `python -m etl listen` has taken in and the next build folds into history.

SQLite in WAL mode, opened read-only for each question: a reader never holds up the writer. For the public it is not there: the file is
never opened.
"""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from catalogue.settings import LIVE_SCHEMA_VERSION, settings
from store.door import may_see

QUERIES = {
    path.stem: path.read_text(encoding="utf-8") for path in (Path(__file__).parent / "sql" / "live").glob("*.sql")
}
AUDIENCE = "opd"  # live readings are judged by rules only, seen by nobody yet: they stay inside the house
ALIVE = timedelta(seconds=30)  # a listener that has said nothing for longer is gone, whatever it said last
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class LiveReading:
    """One reading: `read_at` and `received_at` in UTC, `value` in our unit (`sensor_parameters`)."""

    station_code: str
    parameter: str
    read_at: datetime
    value: float
    received_at: datetime


@dataclass(frozen=True)
class LiveState:
    """Whether every listener of a city has its broker, and when the last message came, as of `asked_at`."""

    is_connected: bool
    last_received_at: datetime | None
    asked_at: datetime


def is_open_to(audience: str) -> bool:
    """Whether an audience may see live readings."""
    return may_see(audience, AUDIENCE)


def live_readings(audience: str, city_code: str, since: datetime) -> list[LiveReading]:
    """Readings taken at `since` or later, by station, parameter and moment; empty where there is no live store, and for
    an audience that may not see it."""
    rows = _ask(audience, "readings", {"city_code": city_code, "since_us": _micros(since)})
    return [
        LiveReading(station, parameter, _moment(read_at), value, _moment(received_at))
        for station, parameter, read_at, value, received_at in rows
    ]


def live_state(audience: str, city_code: str) -> LiveState | None:
    """None where nobody has ever listened for the city, and for an audience that may not see it."""
    now = datetime.now(UTC)
    rows = _ask(audience, "state", {"city_code": city_code, "alive_since_us": _micros(now - ALIVE)})
    if not rows:
        return None
    is_connected, received_at = rows[0]
    return LiveState(bool(is_connected), None if received_at is None else _moment(received_at), now)


def _ask(audience: str, question: str, values: dict) -> list[tuple]:
    path = settings().live_store
    if not is_open_to(audience) or not path.is_file():
        return []
    with closing(_opened(path)) as con:
        (version,) = con.execute("pragma user_version").fetchone()
        return con.execute(QUERIES[question], values).fetchall() if version == LIVE_SCHEMA_VERSION else []


def _opened(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=5)


def _micros(moment: datetime) -> int:
    return (moment - EPOCH) // timedelta(microseconds=1)


def _moment(micros: int) -> datetime:
    return EPOCH + timedelta(microseconds=micros)
