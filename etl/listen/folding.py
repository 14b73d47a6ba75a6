"""Folds live readings into history: whole days (WIB) go from the store into an immutable file per source, city and day, which the
importer of readings reads as any other file.

`<state>/live/days/<source>/<city>/<day>-<digest>.parquet`: station_code, parameter, read_at, value in our unit. A late reading gives
its day a new file; the store's `day_file` says which one counts, and that commit is the moment a day is folded.
"""

import hashlib
import os
import sqlite3
from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import duckdb
import pyarrow as pa

from catalogue import Catalogue, Source
from catalogue.readings import Measured, Readings
from etl.faults import FileFault
from etl.listen.clock import day_of, first_us
from etl.listen.livestore import QUERIES, add_lost, one_commit, open_store
from etl.readings.stations import Known
from etl.write import sql_text

KEPT_DAYS = 8  # how long the store keeps what a published edition holds: pages show the last days from it
Held = dict[tuple[str, str, int], float]  # station, parameter, moment -> value


@dataclass(frozen=True)
class LiveDays:
    """What a build takes in of one source: its files with the names an analyst sees, what was set aside, by reason and by
    (city, station, parameter, day, reason, count) where the station is known."""

    source: Source
    files: list[tuple[Path, str]]
    lost: Counter
    by_station: list[tuple]


def folded(con: duckdb.DuckDBPyConnection, store: Path, source: Source, known: Known, until: date) -> LiveDays:
    """Fold the days to `until` that have new readings; all files to that day. Raises `FileFault` when one is gone."""
    city = source.mqtt.city
    folder = store.parent / "days" / source.id / city
    if not store.is_file() and not folder.is_dir():
        return LiveDays(source, [], Counter(), [])
    with closing(open_store(store)) as live:
        _adopt(live, folder, source.id, city)
        new = live.execute(QUERIES["days_to_fold"], [city, source.id, first_us(until + timedelta(days=1))]).fetchall()
        for day in sorted(date.fromisoformat(text) for (text,) in new):
            _fold(con, live, folder, source.id, city, day)
        _sweep(live, folder, source.id, city)
        names = live.execute(QUERIES["day_files"], [city, source.id, until.isoformat()]).fetchall()
        lost = live.execute(QUERIES["lost_until"], [city, source.id, until.isoformat()]).fetchall()
    files = [(folder / name, f"live/{source.id}/{city}/{name}") for (name,) in names]
    for path, shown in files:
        if not path.is_file():
            raise FileFault(shown, "berkas hari ini hilang dari DASBOR_STATE/live/days; kembalikan dari cadangan")
    counts: Counter = Counter()
    for _, _, _, reason, count in lost:
        counts[reason] += count
    by_station = [(city, *row) for row in lost if row[0] and row[1]]
    return LiveDays(_as_written(source, known), files, counts, by_station)


def _as_written(source: Source, known: Known) -> Source:
    """The declaration of a day's file: our own codes, units and moments."""
    units = {name: unit for name, unit, *_ in known.parameters}
    names = sorted({one.parameter for one in source.readings.parameters.values()} & units.keys())
    readings = Readings(
        layout="long",
        station="station_code",
        parameter="parameter",
        value="value",
        time=["read_at"],
        not_before=source.readings.not_before,
        parameters={name: Measured(parameter=name, unit=units[name]) for name in names},
    )
    return source.model_copy(update={"readings": readings, "number_format": "plain", "null_values": [""]})


def _fold(
    con: duckdb.DuckDBPyConnection, live: sqlite3.Connection, folder: Path, source: str, city: str, day: date
) -> None:
    """One day into its file. A listener waits only for the commit, not for the file: what it changed meanwhile stays unfolded."""
    span = [city, source, first_us(day), first_us(day + timedelta(days=1))]
    found = live.execute(QUERIES["day_file"], [city, source, day.isoformat()]).fetchone()
    held = _read(con, folder / found[0]) if found else {}
    rows = live.execute(QUERIES["unfolded"], span).fetchall()
    returned = []
    for station, parameter, read_at_us, value, received_at_us, is_folded in rows:
        moment = (station, parameter, read_at_us)
        if is_folded == 0 and moment in held:  # it had left the store, so that its return was counted as new
            returned.append((moment, held[moment] == value, received_at_us))
        held[moment] = value
    name = _write(con, folder, day, held)
    live.execute(QUERIES["folded_table"])
    live.execute("begin")
    live.executemany("insert into temp.folded values (?, ?, ?, ?)", [row[:4] for row in rows])
    live.execute("commit")
    with one_commit(live):
        for moment, is_same, received_at_us in returned:
            _recount(live, city, source, moment, is_same, received_at_us)
        live.execute(QUERIES["name_day_file"], [city, source, day.isoformat(), name])
        live.execute(QUERIES["mark_folded"], [city])
    live.execute("drop table temp.folded")


def _recount(
    live: sqlite3.Connection, city: str, source: str, moment: tuple, is_same: bool, received_at_us: int
) -> None:
    day = day_of(received_at_us).isoformat()
    live.execute(QUERIES["add_account"], [city, source, day, 0, -1])
    reason = "reading_repeat" if is_same else "reading_corrected"
    add_lost(live, (city, source, day, reason, "", *moment[:2]), 1, "", received_at_us)


def _read(con: duckdb.DuckDBPyConnection, path: Path) -> Held:
    if not path.is_file():
        raise FileFault(path.name, "berkas hari ini hilang dari DASBOR_STATE/live/days; kembalikan dari cadangan")
    rows = con.execute(
        f"select station_code, parameter, epoch_us(read_at), value from read_parquet({sql_text(path.as_posix())})"
    ).fetchall()
    return {row[:3]: row[3] for row in rows}


def _write(con: duckdb.DuckDBPyConnection, folder: Path, day: date, held: Held) -> str:
    """The file of a day, on the disk before its name is given."""
    rows = sorted((*moment, value) for moment, value in held.items())
    folder.mkdir(parents=True, exist_ok=True)
    draft = folder / f".{day.isoformat()}.parquet"
    names = ("station_code", "parameter", "read_at_us", "value")
    con.register("day_to_write", pa.table(dict(zip(names, map(list, zip(*rows, strict=True)), strict=True))))
    con.execute(
        "copy (select station_code, parameter, make_timestamptz(read_at_us) as read_at, value from day_to_write) "
        f"to {sql_text(draft.as_posix())} (format parquet, compression zstd)"
    )
    con.unregister("day_to_write")
    with draft.open("rb") as file:
        os.fsync(file.fileno())
        name = f"{day.isoformat()}-{hashlib.file_digest(file, 'sha256').hexdigest()[:16]}.parquet"
    draft.rename(folder / name)
    folder_no = os.open(folder, os.O_RDONLY)
    os.fsync(folder_no)
    os.close(folder_no)
    return name


def _adopt(live: sqlite3.Connection, folder: Path, source: str, city: str) -> None:
    """A store that was lost and begun anew knows no file: those that are there are its days, the newest of each."""
    if live.execute(QUERIES["day_files"], [city, source, date.max.isoformat()]).fetchone():
        return
    with one_commit(live):
        for path in sorted(folder.glob("[0-9]*.parquet"), key=lambda path: path.stat().st_mtime_ns):
            live.execute(QUERIES["name_day_file"], [city, source, path.name[:10], path.name])


def _sweep(live: sqlite3.Connection, folder: Path, source: str, city: str) -> None:
    """Remove files of days that have a newer one, and drafts of a build that was killed; never the only file of a day."""
    named = {name for (name,) in live.execute(QUERIES["day_files"], [city, source, date.max.isoformat()])}
    days = {name[:10] for name in named}
    for path in folder.glob("*.parquet"):
        if path.name.startswith(".") or (path.name not in named and path.name[:10] in days):
            path.unlink()


def forget_folded(store: Path, catalogue: Catalogue, cities: list[str], until: date) -> None:
    """Let go of readings that a published edition holds and that are older than pages show; the files of their days stay."""
    if not store.is_file():
        return
    before_us = first_us(until - timedelta(days=KEPT_DAYS))
    with closing(open_store(store)) as live:
        for source in catalogue.sources.values():
            if source.mqtt and source.mqtt.city in cities:
                with one_commit(live):
                    live.execute(QUERIES["forget_folded"], [source.mqtt.city, source.id, before_us])
