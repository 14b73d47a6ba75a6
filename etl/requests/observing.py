"""One export -> one Parquet part of what it saw of each case: the first statement that reads a file is also the last that
holds a person's data. Texts are matched, measured or dropped; a row that is set aside keeps its line and reason only.

A part is named by everything it is made of, so that an unchanged file is read once and never again.
"""

import hashlib
import json
import secrets
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

import duckdb
import numpy as np
import pyarrow

from catalogue import Source
from etl.faults import FileFault, unreadable
from etl.requests.point import NOWHERE, Ground
from etl.requests.reading import Export, opened
from etl.requests.statement import KEPT_COLUMNS, statement
from etl.sqlfiles import joined_as_written

MOST_FAULTS_TOLD = 2_000  # rows of a file that are listed one by one; all are counted


@dataclass(frozen=True)
class Account:
    """What a part's file held: rows_in = loaded + sum(reasons). `faults` are (line, role or title, reason). It holds for a
    build as of any day from `reach_on` (the last day it tells of) until before `changes_on` (a day that is too late today)."""

    rows_in: int
    loaded: int
    reasons: dict[str, int]
    faults: list[tuple[int, str, str]]
    warnings: list[str]
    last_seen_on: str | None
    reach_on: str | None
    changes_on: str | None

    def holds_on(self, day: date) -> bool:
        """Whether a build as of the day would read the file the same."""
        return (self.reach_on or "") <= day.isoformat() and (
            self.changes_on is None or day.isoformat() < self.changes_on
        )


def part_of(
    con: duckdb.DuckDBPyConnection,
    source: Source,
    path: Path,
    shown: str,
    city: str,
    ground: Callable[[], Ground],
    exported_on: date | None,
    last_day: date,
    made_of: list[str],
    folder: Path,
) -> tuple[str, Account]:
    """(name of the part in `folder`, its account). Raises `FileFault`. `last_day`: no case was opened after it."""
    names = [_name(made_of), _name([*made_of, last_day.isoformat()])]
    for name in names:
        if (folder / name).exists() and (account := account_of(folder, name)).holds_on(last_day):
            return name, account
    name = names[(folder / names[0]).exists()]
    draft = folder / f".draft-{secrets.token_hex(4)}"
    with opened(con, source, path, shown) as export:
        found = _observe(con, source, export, city, ground, exported_on, last_day, draft)
    (folder / f"{name}.json").write_text(json.dumps(asdict(found)), encoding="utf-8")
    draft.rename(folder / name)
    return name, found


def _name(made_of: list[str]) -> str:
    return f"stg.service_request_seen-{hashlib.sha256(chr(10).join(made_of).encode()).hexdigest()[:16]}.parquet"


def account_of(folder: Path, name: str) -> Account:
    """The account of a part."""
    told = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    return Account(**{**told, "faults": [tuple(fault) for fault in told["faults"]]})


def _observe(con, source: Source, export: Export, city: str, ground, exported_on, last_day, draft) -> Account:
    bound = {
        "source": source.requests.cases_of or source.id,
        "city": city,
        "zone": source.requests.time_zone,
        "exported_on": exported_on,
        "last_day": last_day,
        "earliest": source.requests.earliest,
        "id_pattern": source.requests.id_pattern,
        "file": export.shown,
        "nulls": source.null_values,
    }
    sql = statement(source, export, bound)
    is_placed_by_point = "latitude" in export.titles
    if is_placed_by_point:
        _declare_area_at(con, ground())
    try:
        with joined_as_written(con):
            con.execute(
                f"copy ({sql}) to '{draft.as_posix()}' (format parquet, compression zstd)",
                {name: value for name, value in bound.items() if f"${name}" in sql},
            )
    except duckdb.Error as fault:
        draft.unlink(missing_ok=True)
        words = f"susunan berkas rusak ({_kind_of(fault)}); periksa tanda kutip dan panjang barisnya"
        raise unreadable(export.shown, fault, words) from None
    finally:
        if is_placed_by_point:
            con.remove_function("area_at")
    broken = _broken_lines(con) if export.is_delimited else []
    _mark_twice(con, source, draft)
    return _account(con, source, export, draft, broken)


def _kind_of(fault: duckdb.Error) -> str:
    """What kind of fault, never its text: it quotes the line."""
    return type(fault).__name__


def _declare_area_at(con: duckdb.DuckDBPyConnection, ground: Ground) -> None:
    """Make the SQL function area_at(longitude, latitude)."""
    con.create_function(
        "area_at",
        lambda lon, lat: _areas_at(ground, lon, lat),
        ["DOUBLE", "DOUBLE"],
        "VARCHAR",
        type="arrow",
        null_handling="special",
    )


def _areas_at(ground: Ground, longitude, latitude):
    def numbers(column) -> np.ndarray:
        return column.to_numpy(zero_copy_only=False).astype(float)

    words, place = ground.areas_at(numbers(longitude), numbers(latitude))
    return pyarrow.array(words, pyarrow.string()).take(pyarrow.array(place))


def declare_words(con: duckdb.DuckDBPyConnection, source: Source) -> None:
    """Temporary tables word_<role> (word, meaning) of the source's lists."""
    lists = {"status": source.requests.statuses, "kind": source.requests.kinds}
    lists |= {"visibility": source.requests.visibilities, "is_supervised": source.requests.supervised}
    for role, words in lists.items():
        kind = "boolean" if role == "is_supervised" else "varchar"
        con.execute(f"create or replace temp table word_{role} (word varchar, meaning {kind})")
        for word, meaning in words.items():
            con.execute(f"insert into word_{role} values (spelt($word), $meaning)", {"word": word, "meaning": meaning})


def _broken_lines(con: duckdb.DuckDBPyConnection) -> list[int]:
    """Lines that could not be split; what DuckDB kept of their text is dropped at once."""
    lines = [line for (line,) in con.execute("select distinct line from reject_errors order by line").fetchall()]
    con.execute("drop table if exists reject_errors")
    con.execute("drop table if exists reject_scans")
    return lines


def _lines_of(part: Path) -> str:
    """SQL of a part; a line that was not counted is the record's place below the heading."""
    return (
        "(select * replace (coalesce(line_no, file_row_number + 2) as line_no) "
        f"from read_parquet('{part.as_posix()}', file_row_number = true))"
    )


def _mark_twice(con: duckdb.DuckDBPyConnection, source: Source, part: Path) -> None:
    """Set aside the second record of a case in one export, or the second of one event in one log."""
    read, key = _lines_of(part), "request_id, if(is_event, seen_at, null), if(is_event, state, null)"
    twice = con.execute(
        f"select count(*) - count(distinct hash({key})) from {read} where fault_reason is null"
    ).fetchall()[0][0]
    if not twice:
        return
    again = part.with_name(part.name + "-2")
    emptied = ", ".join(f"if(nth > 1, null, {name}) as {name}" for name in KEPT_COLUMNS)
    con.execute(
        f"""copy (
            with numbered as (
                select * exclude (file_row_number), if(fault_reason is null, row_number() over (partition by fault_reason is null, {key} order by line_no), 1) as nth
                from {read})
            select source_id, city_code, file_name, line_no, if(nth > 1, 'request_id', fault_role) as fault_role,
                if(nth > 1, 'request_twice', fault_reason) as fault_reason, {emptied}, possible_on
            from numbered order by line_no
        ) to '{again.as_posix()}' (format parquet, compression zstd)"""
    )
    again.rename(part)


def _account(con, source: Source, export: Export, part: Path, broken: list[int]) -> Account:
    read = _lines_of(part)
    rows, loaded, ratings, labels, tally, *days = con.execute(
        f"""select count(*), count(*) filter (fault_reason is null), count(*) filter (is_rating_dropped),
            count(*) filter (is_label_dropped), count(*) filter (point_fault is not null),
            max(seen_at)::date::varchar, greatest(max(opened_at), max(closed_at), max(if(is_event, seen_at, null)))::date::varchar,
            min(possible_on)::varchar from {read}"""
    ).fetchall()[0]
    if rows + len(broken) == 0:
        raise FileFault(export.shown, "hanya ada judul, tidak ada baris data; kirim ulang berkasnya", 2)
    reasons = Counter(
        dict(
            con.execute(
                f"select fault_reason, count(*) from {read} where fault_reason is not null group by all order by all"
            ).fetchall()
        )
    )
    told = con.execute(
        f"select line_no, fault_role, fault_reason from {read} where fault_reason is not null order by line_no limit {MOST_FAULTS_TOLD}"
    ).fetchall()
    faults = [(_shifted(line, broken), source.columns[role].from_, reason) for line, role, reason in told]
    if broken:
        reasons["field_count"] += len(broken)
        faults += [(line, "", "field_count") for line in broken[:MOST_FAULTS_TOLD]]
    warnings = list(export.warnings)
    if labels:
        warnings.append(
            f"{export.shown}::: {labels} kategori, OPD atau kanal memuat nomor atau surel; teksnya tidak disimpan"
        )
    if ratings:
        warnings.append(f"{export.shown}::: {ratings} nilai kepuasan bukan 1 sampai 5; tidak dipakai")
    if tally:
        found = con.execute(
            f"select point_fault, count(*) from {read} where point_fault is not null group by all order by all"
        ).fetchall()
        words = ", ".join(f"{count} {NOWHERE[fault]}" for fault, count in found)
        warnings.append(f"{export.shown}::: koordinat yang tidak menunjuk wilayah: {words}; aduannya tetap dihitung")
    return Account(rows + len(broken), loaded, dict(reasons), faults, warnings, *days)


def _shifted(line: int, broken: list[int]) -> int:
    """The line in the file of a record that was counted without the broken lines before it."""
    for lost in broken:
        if lost > line:
            break
        line += 1
    return line
