"""One file of measurements -> its immutable part: the loaded readings, counts of the lost ones by day, and its account.

The account (JSON): `rows_in`, `loaded`, `lost` (by reason and column: count and first examples), `months` (readings and series
of each), `warnings`. rows_in = loaded + the counts of `lost`; a line of a wide file is as many readings as it has declared columns.
"""

import bisect
import datetime as dt
import json
from pathlib import Path

import duckdb

from catalogue import Source
from etl.faults import unreadable
from etl.readings.layouts import Given, given
from etl.readings.parts import SQL, digest_of, kept
from etl.readings.stations import Known
from etl.sqlfiles import joined_as_written, run_file
from etl.write import sql_text

EXAMPLES = 5  # of each reason, kept with their line
ZONES = {"WIB": 7, "WITA": 8, "WIT": 9, "UTC": 0}
REJECTED_FOR_COLUMNS = ("MISSING COLUMNS", "TOO MANY COLUMNS")


def part_of(
    con: duckdb.DuckDBPyConnection,
    folder: Path,
    source: Source,
    path: Path,
    shown: str,
    sha256: str,
    known: Known,
    program: str,
) -> tuple[list[Path], dict]:
    """(files of the part, its account); read only where the same was never read before. Raises `FileFault`."""
    how = source.readings
    named_by_file = path.stem if how.station is None else ""
    declared = [how.model_dump(), source.number_format, source.null_values]
    digest = digest_of(sha256, declared, known.digest, program, known.city, named_by_file, path.suffix.lower())
    names = [f"reading-{digest}.parquet", f"reading_fault-{digest}.parquet", f"reading-{digest}.json"]
    paths = kept(folder, names, lambda drafts: _read(con, source, path, shown, known, drafts))
    return paths, json.loads(paths[2].read_text(encoding="utf-8"))


def _read(con, source: Source, path: Path, shown: str, known: Known, drafts: list[Path]) -> None:
    parameters = known.lay_out(source)
    try:
        file = given(con, source, path, shown)
        with joined_as_written(con):
            type_rows(con, source, file)
        rejected = _rejected(con, source)
        for name in ("sorted", "numbered", "lost"):
            run_file(con, SQL / f"{name}.sql")
    except duckdb.Error as fault:
        words = f"tidak dapat dibaca ({str(fault).splitlines()[0][:200]}); minta berkas yang utuh"
        raise unreadable(shown, fault, words) from None
    finally:
        con.unregister("records_given")
    con.execute("set variable reading_stations = $codes", {"codes": known.codes})
    con.execute("set variable reading_parameters = $names", {"names": parameters})
    coded = "getvariable('reading_stations')[station_no + 1] as station_code, getvariable('reading_parameters')[parameter_no + 1] as parameter"
    to = "(format parquet, compression zstd)"
    con.execute(
        f"copy (select month_no, {coded}, read_at, value from work.reading_numbered where is_last) to {sql_text(drafts[0].as_posix())} {to}"
    )
    con.execute(
        f"""copy (select {coded}, reading_local(read_at)::date as day_on, reason, count(*) as row_count
        from work.reading_lost where station_no is not null and parameter_no is not null and read_at is not null
        group by all order by all) to {sql_text(drafts[1].as_posix())} {to}"""
    )
    account = _account(con, source, file, drafts[0], rejected)
    for table in ("reading_text", "reading_typed", "reading_lost", "reading_sorted"):
        con.execute(f"drop table if exists work.{table}")
    drafts[2].write_text(json.dumps(account, ensure_ascii=False), encoding="utf-8")


def type_rows(con, source: Source, file: Given) -> None:
    """Make `work.reading_typed`: fill the template of `typed.sql`; what the analyst declared goes in as SQL literals or bound values."""
    how = source.readings
    offset = str(ZONES[how.time_zone]) if how.time_zone else "null"
    zoneless = "false"
    if file.time_type == "TIMESTAMP WITH TIME ZONE":
        time = "given.time_given"
    elif file.time_type == "TIMESTAMP":
        time, zoneless = f"reading_at_offset(given.time_given, {offset})", f"{offset} is null"
    elif how.time_format:
        time = f"reading_at_offset(try_strptime(trim(given.time_given), {sql_text(how.time_format)}), {offset})"
    else:
        time = _iso("trim(given.time_given)", ZONES[how.time_zone] if how.time_zone else None)
        zoneless = f"{offset} is null and try_cast(trim(time_given) as timestamp) is not null"
    number = {"plain": "try_cast(trim({0}) as double)", "id": "number_id(trim({0}))", "en": "number_en(trim({0}))"}
    value = (
        "given.value_given" if file.value_type == "DOUBLE" else number[source.number_format].format("given.value_given")
    )
    text = (SQL / "typed.sql").read_text(encoding="utf-8")
    con.execute(
        text.format(
            given=file.sql,
            time=time,
            number=value,
            is_plain=_is_no_number_of([*source.null_values, *how.sentinels]),
            is_null=_is_one_of(source.null_values),
            is_sentinel=_is_one_of(how.sentinels),
            is_zoneless=zoneless,
        ),
        {"not_before": dt.datetime.combine(how.not_before, dt.time(), dt.timezone(dt.timedelta(hours=7)))},
    )


def _iso(text: str, offset: int | None) -> str:
    """SQL of an ISO 8601 text as a moment. Without a zone of its own DuckDB takes it for WIB, the zone of every build."""
    moment = f"try_cast({text} as timestamptz)"
    if offset == ZONES["WIB"]:
        return moment
    shifted = f"make_timestamptz(epoch_us({moment}) + {(ZONES['WIB'] - (offset or 0)) * 3_600_000_000})"
    return f"case when reading_has_zone({text}) then {moment} else {'null' if offset is None else shifted} end"


def _is_no_number_of(texts: list[str]) -> str:
    """SQL condition that a number is none of those that these texts write."""
    numbers = [repr(number) for number in map(_number, texts) if number is not None]
    return f"number not in ({', '.join(numbers)})" if numbers else "true"


def _is_one_of(texts: list[str]) -> str:
    """SQL condition that a value is one of these texts, or the number one of them writes (-9999 is -9999.0)."""
    words = ", ".join(sql_text(text.strip().lower()) for text in texts)
    numbers = [repr(number) for number in map(_number, texts) if number is not None]
    terms = [f"lower(trim(value_given::varchar)) in ({words})"] if texts else []
    terms += [f"number in ({', '.join(numbers)})"] if numbers else []
    return f"({' or '.join(terms)})" if terms else "false"


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if abs(number) < float("inf") else None


def _rejected(con, source: Source) -> list[tuple[int, str]]:
    """(line, reason) of the lines DuckDB could not split; they were never rows."""
    held = con.execute("select count(*) from duckdb_tables() where table_name = 'reading_rejects'").fetchall()[0][0]
    if not held:
        return []
    found = con.execute(
        "select line, bool_and(list_contains($columns, error_type::varchar)) from reading_rejects group by line order by line",
        {"columns": list(REJECTED_FOR_COLUMNS)},
    ).fetchall()
    con.execute("drop table reading_rejects")
    con.execute("drop table reading_scans")
    return [(line, "field_count" if columns else "reading_broken") for line, columns in found]


def _account(con, source: Source, file: Given, part: Path, rejected: list[tuple[int, str]]) -> dict:
    rows_in = con.execute("select count(*) from work.reading_typed").fetchall()[0][0] + len(rejected) * file.cells
    months: dict[int, dict] = {}
    for month, station, parameter, count in con.execute(
        f"select month_no, station_code, parameter, count(*) from read_parquet({sql_text(part.as_posix())}) group by all order by all"
    ).fetchall():
        one = months.setdefault(month, {"readings": 0, "series": []})
        one["readings"] += count
        one["series"].append([station, parameter])
    lines = [line for line, _ in rejected]
    lost = []
    for reason, title, count, examples in con.execute(
        f"""select reason, cell_title, count(*), list({{'line': line, 'shown': shown}} order by line, shown)[:{EXAMPLES}]
        from work.reading_lost group by reason, cell_title order by min(line), reason, cell_title"""
    ).fetchall():
        shown = [[_in_file(one["line"], lines), one["shown"] or ""] for one in examples]
        lost.append({"reason": reason, "column": _column(source, reason, title), "count": count, "examples": shown})
    for reason in sorted({reason for _, reason in rejected}):
        own = [line for line, one in rejected if one == reason]
        lost.append(
            {
                "reason": reason,
                "column": "",
                "count": len(own) * file.cells,
                "examples": [[n, ""] for n in own[:EXAMPLES]],
            }
        )
    loaded = sum(one["readings"] for one in months.values())
    return {"rows_in": rows_in, "loaded": loaded, "lost": lost, "months": months, "warnings": file.warnings}


def _in_file(line: int, rejected: list[int]) -> int:
    """The line of the file of a row whose number leaves out the rejected lines before it."""
    found = line
    while (further := line + bisect.bisect_right(rejected, found)) != found:
        found = further
    return found


def _column(source: Source, reason: str, title: str | None) -> str:
    how = source.readings
    match reason:
        case "reading_left_out":
            return next(iter(how.keep), "")
        case "reading_station":
            return how.station or ""
        case "reading_parameter":
            return how.parameter or ""
        case "reading_zone" | "reading_time" | "reading_time_range":
            return how.time[0]
        case "reading_unit":
            return how.unit or ""
        case _:
            return how.value or title or ""
