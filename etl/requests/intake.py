"""Exports of service requests into the build: parts seen, accounts kept, one table of what was seen, one of the cases."""

import hashlib
import re
from datetime import date, datetime, time
from functools import lru_cache, partial
from pathlib import Path

import duckdb

from catalogue import Catalogue, Source
from etl.faults import FileFault, SetAside, on_one_line
from etl.readings.parts import digest_of
from etl.requests.history import fill_request_tables, state_of
from etl.requests.observing import Account, account_of, declare_words, part_of
from etl.requests.point import ground_of
from etl.requests.reading import sha256_of
from etl.requests.records import CASE, seen_in
from etl.requests.state import Known
from etl.requests.sums import declare_cases
from etl.requests.working_days import declare_working_days
from etl.sqlfiles import SQL, in_order, run_file
from etl.stage import check_share

AGGREGATES = sorted((Path(__file__).parent.parent / "aggregates").glob("*.py"))
PROGRAM = [*sorted(Path(__file__).parent.glob("*.py")), SQL / "macros.sql"]
NO_RECORD = """create table work.no_record (source_id varchar, city_code varchar, file_name varchar, line_no bigint, request_id varchar, seen_at timestamptz, is_event boolean,
    opened_at timestamptz, has_time boolean, responded_at timestamptz, closed_at timestamptz, due_at timestamptz,
    state varchar, kind varchar, is_supervised boolean, visibility varchar, category varchar, subcategory varchar,
    opd varchar, channel varchar, area_code varchar, place_status varchar, point_fault varchar, rating integer,
    is_rating_dropped boolean, is_label_dropped boolean)"""


def take_in(intake, catalogue: Catalogue, warehouse: Path, engine: str) -> None:
    """Make what the marts read of cases (`work.request_...`, `stg.service_request_known`); empty where nothing was delivered.
    `engine` sums up a history that is read for the first time: duckdb or spark."""
    con, made = intake.con, intake.made
    sources = [source for source in catalogue.sources.values() if source.shape == "requests"]
    folder = warehouse / "parts"
    folder.mkdir(parents=True, exist_ok=True)
    _declare_sources(con, sources)
    _declare_places(con)
    ground = lru_cache(partial(ground_of, con))  # drawn when a file is read that no earlier build has
    parts: dict[str, bool] = {}  # name -> whether it is a log of events
    for source in sources:
        accounts = []
        declare_words(con, source)
        rules = lru_cache(partial(_rules, con, source))
        is_log = "event_at" in source.columns
        for path, shown, city in intake.paths(source):
            exported_on = _exported_on(source, path, shown)
            if exported_on and exported_on > made.as_of:
                made.warnings.append(f"{shown}::: ekspor {exported_on} sesudah {made.as_of}; tidak dibaca edisi ini")
                continue
            digest = sha256_of(path, shown)
            last_day = exported_on or made.as_of
            made_of = [digest, shown, city, str(exported_on), *rules(city)]
            stands = partial(ground, city, tuple(source.requests.default_points))
            part, account = part_of(con, source, path, shown, city, stands, exported_on, last_day, made_of, folder)
            parts[part] = is_log
            accounts.append((shown, city, digest, account))
        _keep_account(made, source, accounts)
    con.execute(NO_RECORD)
    known = _known(con, folder, parts, made)
    declare_cases(con)
    state, file = state_of(con, folder, known, engine)
    made.parts += [name for part in parts for name in (part, f"{part}.json")] + [*filter(None, [file]), *state.files()]
    fill_request_tables(con, folder, state, known)
    for path in in_order(SQL / "requests"):
        run_file(con, path)
    _set_reused_aside(con, catalogue, made)
    _warn_of_categories(con, made)


def _known(con: duckdb.DuckDBPyConnection, folder: Path, parts: dict[str, bool], made) -> Known:
    """The parts of this build, how far they reach, and all else that a state is made by. Makes `stg.working_day`."""
    until, first_year = _reach(con, folder, list(parts), made.as_of)
    declare_working_days(con, first_year, made.as_of.year)
    accounts = {name: account_of(folder, name) for name in parts}
    has_later = any((one.last_seen_on or "") > made.as_of.isoformat() for one in accounts.values())
    return Known(
        {name: one.loaded for name, one in accounts.items()},
        {name for name, is_log in parts.items() if is_log},
        until,
        digest_of(*_made_by(con), made.as_of if has_later else None, made.simulated),
    )


def _reach(
    con: duckdb.DuckDBPyConnection, folder: Path, parts: list[str], as_of: date
) -> tuple[dict[str, datetime], int]:
    """('source city' -> the last moment its records tell of, the first year of any case). Makes `work.request_reach`, one row a source
    and city."""
    con.execute(
        f"""create or replace table work.request_reach as
        select source_id, city_code, count(distinct file_name) as export_count, wib(min(seen_at))::date as first_export_on,
            wib(min(opened_at))::date as first_opened_on, wib(max(seen_at)) as last_seen_at
        from ({seen_in(folder, parts)}) group by all order by all"""
    )
    reach = con.execute(
        "select source_id, city_code, least(coalesce(last_seen_at, $built), $built) from work.request_reach",
        {"built": datetime.combine(as_of, time(23, 59, 59))},
    ).fetchall()
    first = con.execute("select year(min(first_opened_on)) from work.request_reach").fetchall()[0][0]
    return {f"{source} {city}": until for source, city, until in reach}, first or as_of.year


def _made_by(con: duckdb.DuckDBPyConnection) -> tuple[list, list[str]]:
    """The rules and the program by which cases are judged, as far as a digest must change with them."""
    rules = [
        con.execute(f"select md5(string_agg(t::varchar, chr(10) order by t::varchar)) from {table} as t").fetchall()
        for table in ("stg.working_day", "stg.service_deadlines", "stg.request_source")
    ]
    return rules, [path.read_text(encoding="utf-8") for path in (*PROGRAM, *sorted(CASE.glob("*.sql")), *AGGREGATES)]


def _warn_of_categories(con: duckdb.DuckDBPyConnection, made) -> None:
    """Categories that are not in the tree are kept as received; they belong to no dimension until they are added."""
    found = con.execute(
        "select source_id, city_code, count(distinct category), string_agg(distinct category, ', ' order by category) "
        "from work.request_tally anti join stg.request_category on word = spelt(category) "
        "where category is not null group by all order by all"
    ).fetchall()
    for source, city, count, names in found:
        words = (
            f"{count} kategori tidak ada di data/reference/request_topics.csv; disimpan seperti diterima, tanpa dimensi"
        )
        made.warnings.append(f"raw/{source}/{city}::: {words}: {on_one_line(names, 300)}")


def _declare_sources(con: duckdb.DuckDBPyConnection, sources: list[Source]) -> None:
    """Make `stg.request_source` (source_id, deadline)."""
    con.execute("create table stg.request_source (source_id varchar, deadline varchar)")
    for source in sources:
        con.execute("insert into stg.request_source values (?, ?)", [source.id, source.requests.deadline])


def _declare_places(con: duckdb.DuckDBPyConnection) -> None:
    """Make the temporary table `place_name`: every spelling of every area as it is compared."""
    con.execute("""create or replace temp table place_name as
        with spelt_name as (
            select distinct city_code, area_level, area_code, parent_code, place_word(unnest(spellings)) as word
            from stg.known_area where area_code is not null)
        select *, count(*) over (partition by city_code, area_level, word) = 1 as is_only_one from spelt_name""")


def _exported_on(source: Source, path: Path, shown: str) -> date | None:
    """The day of the export as its name tells it. Raises `FileFault` when it should and does not."""
    pattern = source.requests.exported_on
    if pattern is None:
        return None
    found = re.search(pattern, path.name)
    try:
        return date(*(int(part) for part in found.groups())) if found else _unnamed(shown, source)
    except ValueError:
        return _unnamed(shown, source)


def _unnamed(shown: str, source: Source) -> None:
    raise FileFault(
        shown,
        "nama berkas tidak memuat tanggal ekspornya; beri nama seperti aduan-2026-09-30.csv, atau nyatakan "
        f"requests.exported_on di catalogue/sources/{source.id}.yml (null: ekspor tanpa tanggal)",
    )


def _rules(con: duckdb.DuckDBPyConnection, source: Source, city: str) -> list[str]:
    """Digests of what a part is made of beside its file: declaration, places, outlines, program."""
    places = con.execute(
        "select md5(string_agg(p::varchar, chr(10) order by p::varchar)) from place_name p where city_code = ?", [city]
    ).fetchall()
    codes = con.execute(
        "select md5(string_agg(c::varchar, chr(10) order by c::varchar)) from stg.area_code_given c where starts_with(area_code, ?)",
        [city],
    ).fetchall()
    outlines = con.execute(
        "select md5(string_agg(geojson, chr(10) order by area_code)) from mart.area_outline where city_code = ? and area_level = 'kelurahan'",
        [city],
    ).fetchall()
    program = hashlib.sha256(b"".join(path.read_bytes() for path in PROGRAM)).hexdigest()
    return [source.model_dump_json(by_alias=True), str(places), str(codes), str(outlines), program]


def _keep_account(made, source: Source, accounts: list[tuple[str, str, str, Account]]) -> None:
    """Counts, faults and warnings of a source. Raises `BuildError` when too many rows were lost."""
    lost, rows_in = [], 0
    for shown, city, digest, account in accounts:
        made.warnings += account.warnings
        rows_in += account.rows_in
        told = [SetAside(source.id, city, shown, line, title, reason, "") for line, title, reason in account.faults]
        lost += told
        made.set_aside += told
        count = account.rows_in - account.loaded
        if count > len(told):
            made.warnings.append(f"{shown}::: {count} baris tersisih; {len(told)} yang pertama didaftar satu per satu")
        made.inputs.append(
            {"source_id": source.id, "city_code": city, "path": shown, "sha256": digest, "rows_in": account.rows_in,
             "loaded": account.loaded, "set_aside": count, "reasons": account.reasons}
        )  # fmt: skip
    check_share(source, rows_in, lost, sum(a.rows_in - a.loaded for *_, a in accounts))


def _set_reused_aside(con: duckdb.DuckDBPyConnection, catalogue: Catalogue, made) -> None:
    """Records that bear the number of another case: they came later and speak of another day. Their files' accounts change."""
    found = con.execute(
        "select source_id, city_code, file_name, line_no from work.request_reused order by all"
    ).fetchall()
    for _source, city, file, line in found:
        given = next(one for one in made.inputs if one["path"] == file)
        title = catalogue.sources[given["source_id"]].columns["request_id"].from_
        made.set_aside.append(SetAside(given["source_id"], city, file, line, title, "request_id_reused", ""))
        given["loaded"] -= 1
        given["set_aside"] += 1
        given["reasons"]["request_id_reused"] = given["reasons"].get("request_id_reused", 0) + 1
    for source_id in sorted({one["source_id"] for one in made.inputs if "request_id_reused" in one.get("reasons", {})}):
        own = [one for one in made.inputs if one["source_id"] == source_id]
        lost = [fault for fault in made.set_aside if fault.source_id == source_id]
        rows_in, count = sum(one["rows_in"] for one in own), sum(one["set_aside"] for one in own)
        check_share(catalogue.sources[source_id], rows_in, lost, count)
