"""`python -m etl listen`: one process, a thread per broker, one writer. Messages are judged and committed a batch at a time."""

import fcntl
import queue
import signal
import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path

from catalogue import Catalogue, Source
from etl import areas, sources
from etl.build import Built, workbench
from etl.faults import BuildError
from etl.listen.broker import Broker
from etl.listen.clock import now_us
from etl.listen.judging import Judge, Verdict
from etl.listen.livestore import Outcome, open_store, take_in, tell_alive
from etl.listen.messages import Message, Opener, Refused
from etl.readings.stations import Known

GATHER_S = {
    "v5": 0.1,
    "v311": 0.02,
}  # how long a batch is gathered: one of MQTT 3.1.1 is short, as its broker sends few ahead
BATCH = 1000  # messages at most
WAITING = 4000  # messages in memory at most
ALIVE_S = 5  # between two signs of life
TOLD_S = 60  # between two lines of counts
RETRY_S = 5  # before a commit that failed is tried again


class Desk:
    """Opens, judges and keeps the messages of one source."""

    def __init__(self, source: Source, known: Known):
        self.source, self.city = source, source.mqtt.city
        self._opener, self._judge = Opener(source), Judge(source, known)
        self._ahead_us = round(source.mqtt.max_ahead_minutes * 60_000_000)

    def outcomes(self, messages: list[Message]) -> list[Outcome]:
        """What becomes of each row of the messages, in their order."""
        found: list[Outcome] = []
        waiting: list[tuple[int, Message]] = []
        rows = []
        for message in messages:
            opened = self._opener.rows(message)
            if isinstance(opened, Refused):
                found.append(Outcome(message, self.city, Verdict(opened.reason, opened.example)))
                continue
            for row in opened:
                waiting.append((len(found), message))
                found.append(Outcome(message, self.city, Verdict(None, "")))
                rows.append(row)
        if rows:
            for (place, message), verdict in zip(waiting, self._judge.judge(rows), strict=True):
                found[place] = Outcome(message, self.city, self._in_time(message, verdict))
        return found

    def _in_time(self, message: Message, verdict: Verdict) -> Verdict:
        """A device whose clock is ahead would stand before its true readings for ever."""
        if verdict.reason or verdict.read_at_us <= message.arrived_us + self._ahead_us:
            return verdict
        minutes = (verdict.read_at_us - message.arrived_us) / 60_000_000
        return Verdict("reading_ahead", f"{minutes:.0f}", verdict.station_code, verdict.parameter)


def known_desks(catalogue: Catalogue, chosen: list[Source], raw: Path, reference: Path) -> dict[str, Desk]:
    """A desk per source, with the stations and limits of its city as they are in the files now."""
    desks: dict[str, Desk] = {}
    for city in sorted({source.mqtt.city for source in chosen}):
        con = workbench()
        con.execute("set variable as_of = $as_of::date", {"as_of": date.max})
        intake = sources.Intake(con, raw, reference, catalogue, Built("", date.max, [city]))
        areas.declare_catalogue(con, catalogue)
        areas.load_areas(con, intake, catalogue, [city])
        for name in ("sensor_parameters", "sensor_stations", "sensor_limits"):
            intake.table(name)
        known = Known(con, city)
        desks |= {source.id: Desk(source, known) for source in chosen if source.mqtt.city == city}
        con.close()
    return desks


@contextmanager
def _alone(folder: Path, source_id: str):
    """Two listeners of one source would throw each other out of the broker for ever."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f".{source_id}.lock").open("w", encoding="utf-8") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BuildError(f"{source_id}: sudah didengarkan proses lain; hentikan yang itu dahulu") from None
        yield


def listen(desks: dict[str, Desk], store: Path, say: Callable[[str], None]) -> None:
    """Listen until SIGTERM or SIGINT. Raises `BuildError` when a source is already listened to."""
    stopping = threading.Event()
    arrived: queue.Queue[Message] = queue.Queue(WAITING)
    with ExitStack() as held:
        for source_id in desks:
            held.enter_context(_alone(store.parent, source_id))
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: stopping.set())
        brokers = {source_id: Broker(desk.source, arrived, stopping, say) for source_id, desk in desks.items()}
        con = open_store(store)
        held.callback(con.close)
        writer = Writer(desks, brokers, con, say, stopping)
        gather_s = min(GATHER_S[desk.source.mqtt.protocol] for desk in desks.values())
        for broker in brokers.values():
            broker.start()
        while not stopping.is_set():
            writer.write(_gathered(arrived, gather_s))
            writer.tell()
        writer.write(_gathered(arrived, 0))
        writer.tell_end()
        for broker in brokers.values():
            broker.stop()


def _gathered(arrived: queue.Queue, gather_s: float) -> list[Message]:
    """The messages of one batch, none after half a second of silence."""
    batch: list[Message] = []
    until = None
    try:
        while len(batch) < BATCH:
            wait = 0.5 if until is None else until - time.monotonic()
            batch.append(arrived.get(timeout=wait) if wait > 0 and gather_s else arrived.get_nowait())
            until = until or time.monotonic() + gather_s
    except queue.Empty:
        return batch
    return batch


class Writer:
    """The one that writes: commits a batch, then acknowledges it."""

    def __init__(self, desks: dict[str, Desk], brokers: dict[str, Broker], con: sqlite3.Connection, say, stopping):
        self._desks, self._brokers, self._con, self._say, self._stopping = desks, brokers, con, say, stopping
        self._counts: Counter = Counter()
        self._alive_at = self._told_at = time.monotonic()
        self._connected: list[bool] = []
        self.tell()

    def write(self, batch: list[Message]) -> None:
        """Take a batch in; tried again until the disk takes it, so that nothing is acknowledged that is not kept."""
        outcomes = [
            outcome
            for source_id, desk in self._desks.items()
            if (own := [message for message in batch if message.source_id == source_id])
            for outcome in desk.outcomes(own)
        ]
        while outcomes:
            try:
                self._counts += take_in(self._con, outcomes)
                break
            except sqlite3.Error as fault:
                self._say(
                    f"penyimpan bacaan tidak dapat ditulis ({fault}); periksa ruang cakram dan izinnya; mencoba lagi"
                )
                if self._stopping.wait(RETRY_S):
                    raise BuildError("berhenti; pesan yang belum tersimpan tetap di broker") from None
        for message in batch:
            self._brokers[message.source_id].acknowledge(message)

    def _alive(self) -> None:
        for source_id, desk in self._desks.items():
            tell_alive(self._con, source_id, desk.city, self._brokers[source_id].is_connected, now_us())

    def tell(self) -> None:
        """Signs of life, and once a minute what came in."""
        now = time.monotonic()
        connected = [broker.is_connected for broker in self._brokers.values()]
        if connected != self._connected or now - self._alive_at >= ALIVE_S:
            self._alive_at, self._connected = now, connected
            self._alive()
        if now - self._told_at >= TOLD_S:
            self._told_at = now
            self._tell_counts()

    def _tell_counts(self) -> None:
        for source_id in self._desks:
            own = {reason: count for (source, reason), count in sorted(self._counts.items()) if source == source_id}
            lost = ", ".join(f"{count} {reason}" for reason, count in own.items() if reason != "kept")
            state = "" if self._brokers[source_id].is_connected else "; broker tidak tersambung"
            self._say(
                f"{source_id}: {sum(own.values())} bacaan masuk, {own.get('kept', 0)} disimpan"
                + (f", {lost}" if lost else "")
                + state
            )
        self._counts.clear()

    def tell_end(self) -> None:
        """The last counts, and that nobody listens any more."""
        self._tell_counts()
        for source_id, desk in self._desks.items():
            tell_alive(self._con, source_id, desk.city, False, now_us())
        self._say("berhenti mendengarkan")
