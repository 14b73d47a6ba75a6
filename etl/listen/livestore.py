"""The live store as it is written: readings, what was set aside, and the account of both, in one commit per batch.

SQLite in WAL mode with `synchronous = FULL`: what a commit has taken in is on the disk before its messages are acknowledged.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from catalogue.settings import LIVE_SCHEMA_VERSION
from etl.faults import BuildError, on_one_line
from etl.listen.clock import day_of
from etl.listen.judging import Verdict
from etl.listen.messages import Message
from etl.sqlfiles import SQL

BUSY_SECONDS = 60  # a build that folds days holds the file for moments
TOPICS_A_DAY = 500  # of one reason; what comes on further ones is counted together
OTHER_TOPICS = "(lainnya)"
SHOWN = 80  # letters of an example
QUERIES = {path.stem: path.read_text(encoding="utf-8") for path in (SQL / "live").glob("*.sql")}


@dataclass(frozen=True)
class Outcome:
    """What became of one row of a message."""

    message: Message
    city_code: str
    verdict: Verdict


def open_store(path: Path) -> sqlite3.Connection:
    """The store for writing, made where there is none. Raises `BuildError` for one of another program version."""
    path.parent.mkdir(parents=True, exist_ok=True)
    con = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
    con.execute("pragma journal_mode = wal")
    con.execute("pragma synchronous = full")
    (version,) = con.execute("pragma user_version").fetchone()
    if version not in (0, LIVE_SCHEMA_VERSION):
        con.close()
        raise BuildError(
            f"{path.name}::: dibuat program versi lain ({version}); pakai program yang sama, atau pindahkan berkasnya"
        )
    if version == 0:
        con.executescript(
            f"begin immediate;\n{QUERIES['schema']}\npragma user_version = {LIVE_SCHEMA_VERSION};\ncommit;"
        )
    return con


@contextmanager
def one_commit(con: sqlite3.Connection) -> Iterator[None]:
    """All or nothing."""
    con.execute("begin immediate")
    try:
        yield
        con.execute("commit")
    except BaseException:
        if con.in_transaction:
            con.execute("rollback")
        raise


def take_in(con: sqlite3.Connection, outcomes: list[Outcome]) -> Counter:
    """Write a batch in one commit; counts by (source, 'kept' or reason). Every outcome is counted exactly once."""
    told: Counter = Counter()
    account: Counter = Counter()
    lost: dict[tuple, list] = {}
    with one_commit(con):
        for one in outcomes:
            message, verdict = one.message, one.verdict
            reason = verdict.reason or _keep(con, one)
            told[message.source_id, reason or "kept"] += 1
            day = day_of(message.arrived_us).isoformat()
            account[one.city_code, message.source_id, day, "arrived"] += 1
            if reason is None:
                account[one.city_code, message.source_id, day, "kept"] += 1
                continue
            topic = on_one_line(message.topic, 200)
            key = (one.city_code, message.source_id, day, reason, topic, verdict.station_code, verdict.parameter)
            known = lost.setdefault(key, [0, verdict.shown or str(verdict.value), message.arrived_us])
            known[0] += 1
        for key, (count, example, arrived_us) in lost.items():
            add_lost(con, key, count, example, arrived_us)
        for city, source, day in sorted({key[:3] for key in account}):
            counts = [account[city, source, day, what] for what in ("arrived", "kept")]
            con.execute(QUERIES["add_account"], [city, source, day, *counts])
        for source, arrived_us in {one.message.source_id: one.message.arrived_us for one in outcomes}.items():
            con.execute("update listener set last_received_at_us = ? where source_id = ?", [arrived_us, source])
    return told


def _keep(con: sqlite3.Connection, one: Outcome) -> str | None:
    """Put a reading in; 'reading_repeat' or 'reading_corrected' where its moment is there already. A later message goes before,
    but a retained one is an old one that a broker hands to a new subscriber."""
    message, verdict = one.message, one.verdict
    moment = [one.city_code, verdict.station_code, verdict.parameter, verdict.read_at_us]
    values = [message.source_id, verdict.value, message.arrived_us]
    if con.execute(QUERIES["insert_reading"], [*moment, *values]).rowcount:
        return None
    (held,) = con.execute(QUERIES["held_value"], moment).fetchone()
    if held == verdict.value or message.is_retained:
        return "reading_repeat"
    con.execute(QUERIES["correct_reading"], [*values, *moment])
    return "reading_corrected"


def add_lost(con: sqlite3.Connection, key: tuple, count: int, example: str, arrived_us: int) -> None:
    """Count rows that were set aside; key: city, source, day, reason, topic, station, parameter."""
    if con.execute(QUERIES["more_lost"], [count, *key]).rowcount:
        return
    (topics,) = con.execute(QUERIES["topics_lost"], key[:4]).fetchone()
    if topics >= TOPICS_A_DAY:
        key = (*key[:4], OTHER_TOPICS, "", "")
    con.execute(QUERIES["add_lost"], [*key, count, on_one_line(example, SHOWN), arrived_us])


def tell_alive(con: sqlite3.Connection, source_id: str, city_code: str, is_connected: bool, alive_at_us: int) -> None:
    """Say that the listener of a source lives and whether it has its broker."""
    con.execute(QUERIES["tell_alive"], [source_id, city_code, is_connected, alive_at_us])
