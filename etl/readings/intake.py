"""Takes in every source of `shape: readings`: parts of files, then months of cities, then what the marts read in `work`.

`work.reading_day`, `work.reading_hour` (of the last `HOURS_SHOWN_DAYS`), `work.reading_series` (which source a station and
parameter of a month came from), `work.reading_fault` (lost readings by day and reason) and `work.reading_account` (by file).
"""

import datetime as dt
import hashlib
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from catalogue import Source
from etl.faults import BuildError, FileFault, SetAside
from etl.listen.folding import LiveDays, folded
from etl.readings.months import Month, made, make_by_spark
from etl.readings.parts import SQL, digest_of, program_digest
from etl.readings.reading import part_of
from etl.readings.stations import Known
from etl.sqlfiles import add_rows, run_file
from etl.write import sql_text

HOURS_SHOWN_DAYS = 31
EXPECTED = (  # reasons that are no loss: the file says so itself, or the reading is there once
    "reading_left_out",
    "reading_no_data",
    "reading_sentinel",
    "reading_repeat",
    "reading_corrected",
)
TABLES = {
    "reading_series": "city_code varchar, month_no integer, station_code varchar, parameter varchar, source_id varchar",
    "reading_account": "city_code varchar, source_id varchar, file_name varchar, reason_code varchar, row_count bigint",
    "reading_day": (
        "city_code varchar, station_code varchar, parameter varchar, day_on date, reading_count integer, hour_count integer, "
        "hour_mean_sum double, value_sum double, value_min double, value_max double, day_energy_sum double, day_energy_hours bigint, "
        "night_energy_sum double, night_energy_hours bigint, last_value double, first_at timestamptz, last_at timestamptz, jump_count integer, "
        "longest_gap_minutes double, stuck_hour_count integer"
    ),
    "reading_hour": (
        "city_code varchar, station_code varchar, parameter varchar, hour_no integer, reading_count integer, value_sum double, "
        "value_min double, value_max double, energy_sum double, last_value double, first_at timestamptz, last_at timestamptz, jump_count integer, "
        "longest_gap_minutes double"
    ),
    "reading_fault": "city_code varchar, station_code varchar, parameter varchar, day_on date, reason varchar, row_count bigint",
}


@dataclass
class Taken:
    """One file and its part. `lost` are counts by reason, those of other files' overlaps included. What a listener has set aside
    has no part and no share in `max_set_aside_pct`: whoever may send a message must not be able to stop a build."""

    source: Source
    shown: str
    city: str
    sha256: str
    part: list[Path]
    account: dict
    lost: Counter = field(default_factory=Counter)


def take_in_readings(intake, warehouse: Path, engine: str) -> None:
    """Read what is new, account for every file. `engine` makes the months: duckdb or spark. Raises `FileFault`, or `BuildError` when
    a source loses too much."""
    con, build, folder = intake.con, intake.made, warehouse / "parts"
    run_file(con, SQL / "macros.sql")
    for table, columns in TABLES.items():
        con.execute(f"create or replace table work.{table} ({columns})")
    program = program_digest()
    taken: list[Taken] = []
    known: dict[str, Known] = {}
    for source in intake.catalogue.sources.values():
        if source.shape == "readings":
            taken += [_file(con, folder, source, *found, known, program) for found in intake.paths(source)]
            taken += _live(intake, folder, source, known, program)
    by_month = [pair for city in sorted(known) for pair in _by_month(taken, known[city], program)]
    if engine == "spark":
        make_by_spark(con, warehouse, [month for month, _ in by_month])
    for month, files in by_month:
        _month(con, build, folder, month, files)
    _series(con, by_month)
    for one in taken:
        build.parts += [path.name for path in one.part]
        if one.part:
            _add(con, "reading_fault", one.city, "*", one.part[1])
    for source_id in sorted({one.source.id for one in taken}):
        _check_share([one for one in taken if one.source.id == source_id])
    for one in taken:
        _tell(con, build, one)


def _order(one: Taken) -> tuple[str, str]:
    return one.source.id, one.shown


def _file(
    con, folder: Path, source: Source, path: Path, shown: str, city: str, known: dict[str, Known], program: str
) -> Taken:
    known.setdefault(city, Known(con, city))
    try:
        with path.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        raise FileFault(shown, "tidak dapat dibuka; periksa izin berkas atau tautannya") from None
    part, account = part_of(con, folder, source, path, shown, sha256, known[city], program)
    taken = Taken(source, shown, city, sha256, part, account)
    for one in account["lost"]:
        taken.lost[one["reason"]] += one["count"]
    return taken


def _live(intake, folder: Path, source: Source, known: dict[str, Known], program: str) -> list[Taken]:
    """The days that a listener has taken in, read as files; and what it set aside, as a file without a part."""
    con, live = intake.con, intake.live
    if (
        source.mqtt is None
        or live is None
        or source.mqtt.city not in intake.made.cities
        or source.id in intake.made.simulated
    ):
        return []
    city = source.mqtt.city
    known.setdefault(city, Known(con, city))
    days: LiveDays = folded(con, live, source, known[city], intake.live_until)
    taken = [_file(con, folder, days.source, path, shown, city, known, program) for path, shown in days.files]
    if days.lost:
        count = sum(days.lost.values())
        account = {"rows_in": count, "loaded": 0, "lost": [], "months": {}, "warnings": []}
        seal = hashlib.sha256(repr(sorted(days.lost.items())).encode()).hexdigest()
        taken.append(Taken(source, f"live/{source.id}/{city}", city, seal, [], account, days.lost))
        add_rows(con, "work.reading_fault", days.by_station)
    return taken


def _by_month(taken: list[Taken], known: Known, program: str) -> list[tuple[Month, list[Taken]]]:
    """Every month of a city with the files that touch it."""
    own = sorted((one for one in taken if one.city == known.city), key=_order)
    found = []
    for month_no in sorted({int(month) for one in own for month in one.account["months"]}):
        files = [one for one in own if str(month_no) in one.account["months"]]
        parts = tuple(one.part[0] for one in files)
        digest = digest_of(month_no, [part.name for part in parts], known.digest, program)
        found.append((Month(known.city, month_no, parts, digest), files))
    return found


def _month(con, build, folder: Path, month: Month, files: list[Taken]) -> None:
    """Fill the tables of the marts from one month."""
    edge = build.as_of - dt.timedelta(days=HOURS_SHOWN_DAYS)
    hours, lost, days = made(con, folder, month)
    build.parts += [path.name for path in (hours, lost, days)]
    _add(con, "reading_day", month.city, "*", days)
    if edge.year * 12 + edge.month - 1 <= month.month_no <= build.as_of.year * 12 + build.as_of.month - 1:
        _add(con, "reading_hour", month.city, "*", hours)
    _add(con, "reading_fault", month.city, "* exclude (file_no)", lost)
    for nth, reason, count in con.execute(
        f"select file_no, reason, sum(row_count)::bigint from read_parquet({sql_text(lost.as_posix())}) group by all"
    ).fetchall():
        files[nth].lost[reason] += count


def _series(con, by_month: list[tuple[Month, list[Taken]]]) -> None:
    series = {
        (month.city, month.month_no, *pair, one.source.id)
        for month, files in by_month
        for one in files
        for pair in one.account["months"][str(month.month_no)]["series"]
    }
    add_rows(con, "work.reading_series", sorted(series))


def _add(con, table: str, city: str, columns: str, path: Path) -> None:
    con.execute(
        f"insert into work.{table} select $city, {columns} from read_parquet({sql_text(path.as_posix())})",
        {"city": city},
    )


def _check_share(taken: list[Taken]) -> None:
    source, taken = taken[0].source, [one for one in taken if one.part]
    lost = sum(count for one in taken for reason, count in one.lost.items() if reason not in EXPECTED)
    rows_in = sum(one.account["rows_in"] for one in taken)
    share = 100 * lost / rows_in if rows_in else 0
    if share > source.max_set_aside_pct:
        first = [fault.sentence() for one in taken for fault in _examples(one) if fault.reason_code not in EXPECTED][:5]
        raise BuildError(
            "\n".join(first)
            + f"\ncatalogue/sources/{source.id}.yml:max_set_aside_pct:: {lost} dari {rows_in} bacaan ({share:.1f}%) tersisih, "
            f"batasnya {source.max_set_aside_pct:g}%; perbaiki berkasnya atau cara membacanya"
        )


def _examples(one: Taken) -> list[SetAside]:
    """The first lost readings of each reason, with their line."""
    return [
        SetAside(one.source.id, one.city, one.shown, line, lost["column"], lost["reason"], value)
        for lost in one.account["lost"]
        for line, value in lost["examples"]
    ]


def _tell(con, build, one: Taken) -> None:
    """The account of a file: manifest, examples, and one sentence with the counts of every reason."""
    lost = sum(one.lost.values())
    build.inputs.append(
        {
            "source_id": one.source.id,
            "city_code": one.city,
            "path": one.shown,
            "sha256": one.sha256,
            "rows_in": one.account["rows_in"],
            "loaded": one.account["rows_in"] - lost,
            "set_aside": lost,
            "reasons": dict(sorted(one.lost.items())),
        }
    )
    build.set_aside += _examples(one)
    build.warnings += [f"{one.shown}:{words}" for words in one.account["warnings"]]
    if lost:
        counts = ", ".join(f"{count} {reason}" for reason, count in sorted(one.lost.items()))
        build.warnings.append(f"{one.shown}::: {one.account['rows_in']} bacaan masuk, {lost} tersisih ({counts})")
    add_rows(
        con,
        "work.reading_account",
        [(one.city, one.source.id, one.shown, reason, count) for reason, count in sorted(one.lost.items())],
    )
