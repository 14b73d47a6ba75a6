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

from catalogue import Source
from etl.faults import FileFault
from etl.requests.point import NOWHERE, Ground
from etl.requests.reading import Export, opened

OFFSET = r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?\s?(Z|[+-]\d{2}(:?\d{2})?)"
LOCAL = r"\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?)?"
TIME = r"\d{1,2}[:.]\d{2}"
NO_LABEL = r"\d{6,}|@"  # a number or address that may lead to a person; such a text is not kept as a category or office
LONGEST_LABEL = 120
CLOSED = ("solved", "closed_by_reporter", "closed_by_system")
LABELS = ("category", "subcategory", "opd", "channel")
MOST_FAULTS_TOLD = 2_000  # rows of a file that are listed one by one; all are counted


@dataclass(frozen=True)
class Account:
    """What a part's file held: rows_in = loaded + sum(reasons). `faults` are (line, role or title, reason)."""

    rows_in: int
    loaded: int
    reasons: dict[str, int]
    faults: list[tuple[int, str, str]]
    warnings: list[str]


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
    digest = hashlib.sha256("\n".join(made_of).encode()).hexdigest()[:16]
    name = f"stg.service_request_seen-{digest}.parquet"
    account = folder / f"{name}.json"
    if (folder / name).exists() and account.exists():
        told = json.loads(account.read_text(encoding="utf-8"))
        return name, Account(**{**told, "faults": [tuple(fault) for fault in told["faults"]]})
    draft = folder / f".draft-{secrets.token_hex(4)}"
    with opened(con, source, path, shown) as export:
        found = _observe(con, source, export, city, ground(), exported_on, last_day, draft)
    account.write_text(json.dumps(asdict(found)), encoding="utf-8")
    draft.rename(folder / name)
    return name, found


def _observe(con, source: Source, export: Export, city: str, ground: Ground, exported_on, last_day, draft) -> Account:
    con.create_function(
        "area_at",
        lambda lon, lat: _areas_at(ground, lon, lat),
        ["DOUBLE", "DOUBLE"],
        "VARCHAR",
        type="arrow",
        null_handling="special",
    )
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
    _declare_words(con, source)
    sql = _statement(source, export, bound)
    try:
        con.execute(
            f"copy ({sql}) to '{draft.as_posix()}' (format parquet, compression zstd)",
            {name: value for name, value in bound.items() if f"${name}" in sql},
        )
    except duckdb.Error as fault:
        draft.unlink(missing_ok=True)
        raise FileFault(
            export.shown, f"susunan berkas rusak ({_kind_of(fault)}); periksa tanda kutip dan panjang barisnya"
        ) from None
    finally:
        con.remove_function("area_at")
    broken = _broken_lines(con) if export.is_delimited else []
    _mark_twice(con, source, draft)
    return _account(con, source, export, draft, broken)


def _kind_of(fault: duckdb.Error) -> str:
    """What kind of fault, never its text: it quotes the line."""
    return type(fault).__name__


def _areas_at(ground: Ground, longitude, latitude):
    import pyarrow

    def numbers(column) -> np.ndarray:
        return column.to_numpy(zero_copy_only=False).astype(float)

    return pyarrow.array(ground.areas_at(numbers(longitude), numbers(latitude)).tolist(), pyarrow.string())


def _declare_words(con: duckdb.DuckDBPyConnection, source: Source) -> None:
    """Temporary tables word_<role> (word, meaning) of the source's lists."""
    lists = {"status": source.requests.statuses, "kind": source.requests.kinds}
    lists |= {"visibility": source.requests.visibilities, "is_supervised": source.requests.supervised}
    for role, words in lists.items():
        kind = "boolean" if role == "is_supervised" else "varchar"
        con.execute(f"create or replace temp table word_{role} (word varchar, meaning {kind})")
        for word, meaning in words.items():
            con.execute(f"insert into word_{role} values (spelt($word), $meaning)", {"word": word, "meaning": meaning})


def _statement(source: Source, export: Export, bound: dict) -> str:
    """SQL of the part; `bound` gains the formats and patterns it names."""
    has = export.titles
    texts = []
    for role in source.columns:
        if role in has and role not in ("latitude", "longitude", "resolution"):
            text = f'trim("{has[role]}")'
            texts.append(f"case when not list_contains($nulls, {text}) then {text} end as t_{role}")
    texts += [_point(source, has), _outcome(source, has, bound)]

    def text(role: str) -> str:
        return f"t_{role}" if role in has else "null::varchar"

    def moment(role: str) -> str:
        return _moment(text(role), source, bound) if role in has else "null::timestamptz"

    opened_text = text("opened_at")
    if "opened_on" in has:
        opened_text = f"concat_ws(' ', split_part(split_part({text('opened_on')}, 'T', 1), ' 00:00', 1), {_clock(text('opened_time'))})"
        opened_text = f"nullif({opened_text}, '')"
    labels = ", ".join(
        f"case when length({text(role)}) <= {LONGEST_LABEL} and not regexp_matches({text(role)}, '{NO_LABEL}') then {text(role)} end as {role}"
        for role in LABELS
    )
    dropped = " or ".join(
        f"coalesce(length({text(role)}) > {LONGEST_LABEL} or regexp_matches({text(role)}, '{NO_LABEL}'), false)"
        for role in LABELS
    )
    return f"""
        with received as ({export.relation}),
        texts as (select line_no, {", ".join(texts)} from received),
        typed as (
            select
                line_no, point, outcome,
                regexp_replace({text("request_id")}, '^(\\d+)\\.0+$', '\\1') as request_id,
                {text("status")} as status_text,
                {opened_text} as opened_text,
                {_moment(opened_text, source, bound) if opened_text != "null::varchar" else "null::timestamptz"} as opened_at,
                coalesce(regexp_matches({opened_text}, '{TIME}'), false) as has_time,
                {_last(moment("responded_at"), text("responded_at"))} as responded_at,
                {_last(moment("closed_at"), text("closed_at"))} as closed_at,
                {text("closed_at")} as closed_text,
                coalesce(regexp_matches({text("closed_at")}, '{TIME}'), false) as closed_has_time,
                {_last(moment("due_at"), text("due_at"))} as due_at,
                {text("due_at")} as due_text,
                {moment("event_at")} as event_at,
                {text("event_at")} as event_text,
                try_cast(regexp_replace({text("rating")}, '\\.0+$', '') as integer) as rating_given,
                {text("rating")} is not null as has_rating,
                spelt({text("status")}) as status_word, spelt({text("kind")}) as kind_word,
                spelt({text("visibility")}) as visibility_word, spelt({text("is_supervised")}) as supervised_word,
                {text("area_code")} as code_text, place_word({text("city_name")}) as city_word,
                place_word({text("kecamatan")}) as kecamatan_word, place_word({text("kelurahan")}) as kelurahan_word,
                {labels},
                {dropped} as is_label_dropped
            from texts
        ),
        {_PLACED},
        judged as (select *, {_is_placed(has)} as is_placed, {_fault("event_at" in has, "opened_on" if "opened_on" in has else "opened_at")} as fault from meant)
        {_KEPT}"""


def _is_placed(has: dict[str, str]) -> str:
    """A log of status changes tells nothing of the place; its cases keep theirs."""
    return "true" if {"area_code", "kecamatan", "kelurahan", "latitude"} & set(has) else "false"


def _point(source: Source, has: dict[str, str]) -> str:
    if "latitude" not in has:
        return "null::varchar as point"
    number = f"number_{source.number_format}"
    return f'area_at({number}(trim("{has["longitude"]}")), {number}(trim("{has["latitude"]}"))) as point'


def _outcome(source: Source, has: dict[str, str], bound: dict) -> str:
    """The state that the words of a resolution tell; the words themselves stay behind."""
    cases = []
    for place, (pattern, state) in enumerate(source.requests.outcomes.items()):
        if "resolution" in has:
            bound[f"outcome_{place}"], bound[f"state_{place}"] = pattern, state
            cases.append(f'when regexp_matches(lower("{has["resolution"]}"), $outcome_{place}) then $state_{place}')
    return f"case {' '.join(cases)} end as outcome" if cases else "null::varchar as outcome"


def _clock(text: str) -> str:
    """A time of day as `10:15`; workbooks bring `10:15:00` or a day that is none before it."""
    return f"nullif(regexp_extract({text}, '\\d{{1,2}}[:.]\\d{{2}}(:\\d{{2}})?$'), '')"


def _moment(text: str, source: Source, bound: dict) -> str:
    """SQL of a point in time; a time without zone is of the source's."""
    local = f"try_cast(case when regexp_full_match({text}, '{LOCAL}') then {text} end as timestamp)"
    if source.requests.times:
        bound["formats"] = source.requests.times
        local = f"coalesce({local}, try_strptime({text}, $formats))"
    offset = f"case when regexp_full_match({text}, '{OFFSET}') then try_cast({text} as timestamptz) end"
    return f"coalesce({offset}, timezone($zone, {local}))"


def _last(moment: str, text: str) -> str:
    """A day alone speaks for the whole of it: its last second."""
    return f"{moment} + if(regexp_matches({text}, '{TIME}'), interval 0 second, interval '23:59:59')"


_PLACED = f"""
        meant as (
            select typed.*,
                if(coalesce(status.meaning in {CLOSED}, false), coalesce(typed.outcome, status.meaning), status.meaning) as state,
                kind.meaning as kind, visibility.meaning as visibility, supervised.meaning as is_supervised,
                case
                    when starts_with(given.area_code, $city) then given.area_code
                    when inner_kelurahan.area_code is not null then inner_kelurahan.area_code
                    when kecamatan.area_code is null or only_kelurahan.parent_code = kecamatan.area_code then only_kelurahan.area_code
                end as named_code,
                if(regexp_matches(typed.point, '^\\d'), typed.point, null) as point_code,
                if(regexp_matches(typed.point, '^\\d'), null, typed.point) as point_fault,
                kecamatan.area_code as kecamatan_code,
                typed.city_word is not null and city.word is null as is_other_city,
                timezone($zone, $last_day::timestamp) + interval 1 day as latest
            from typed
            left join word_status as status on status.word = typed.status_word
            left join word_kind as kind on kind.word = typed.kind_word
            left join word_visibility as visibility on visibility.word = typed.visibility_word
            left join word_is_supervised as supervised on supervised.word = typed.supervised_word
            left join stg.area_code_given as given on given.given_code = typed.code_text
            left join place_name as city
                on city.city_code = $city and city.area_level = 'kota' and city.word = typed.city_word
            left join place_name as kecamatan
                on kecamatan.city_code = $city and kecamatan.area_level = 'kecamatan' and kecamatan.word = typed.kecamatan_word
            left join place_name as inner_kelurahan
                on inner_kelurahan.parent_code = kecamatan.area_code and inner_kelurahan.word = typed.kelurahan_word
            left join (select * from place_name where is_only_one) as only_kelurahan
                on only_kelurahan.city_code = $city and only_kelurahan.area_level = 'kelurahan'
                and only_kelurahan.word = typed.kelurahan_word
        )"""


def _fault(is_log: bool, opened_role: str) -> str:
    """SQL of the first fault of a row as {c: role, r: reason}."""
    seen = "event_at" if is_log else "opened_at"
    seen_role = "event_at" if is_log else opened_role
    rules = [
        ("request_id", "required_empty", "request_id is null"),
        ("request_id", "id_rounded", "regexp_full_match(request_id, '\\d(\\.\\d+)?[eE]\\+?\\d+')"),
        ("request_id", "id_format", "not regexp_full_match(request_id, $id_pattern)"),
        ("status", "required_empty", "status_text is null"),
        ("status", "status_unknown", "state is null"),
        (seen_role, "required_empty", f"{seen.replace('_at', '_text')} is null"),
        (seen_role, "time_format", f"{seen} is null"),
        (opened_role, "time_format", "opened_text is not null and opened_at is null"),
        ("closed_at", "time_format", "closed_text is not null and closed_at is null"),
        ("due_at", "time_format", "due_text is not null and due_at is null"),
        (seen_role, "time_impossible", f"year({seen}) < $earliest or {seen} >= latest"),
        (opened_role, "time_impossible", "year(opened_at) < $earliest or opened_at >= latest"),
        ("closed_at", "time_impossible", "closed_at >= latest"),
        ("closed_at", "closed_before_opened", "closed_at < opened_at"),
        ("due_at", "due_before_opened", "due_at < opened_at"),
        ("city_name", "city_other", "is_other_city"),
    ]
    return "case " + " ".join(f"when {sql} then {{'c': '{c}', 'r': '{r}'}}" for c, r, sql in rules) + " end"


_KEPT_COLUMNS = {
    "request_id": "request_id",
    "seen_at": "coalesce(event_at, timezone($zone, $exported_on::timestamp) + interval '23:59:59')",
    "is_event": "event_at is not null",
    "opened_at": "opened_at",
    "has_time": "has_time and (closed_at is null or closed_has_time)",
    "responded_at": "responded_at",
    "closed_at": "closed_at",
    "due_at": "due_at",
    "state": "state",
    "kind": "kind",
    "is_supervised": "is_supervised",
    "visibility": "visibility",
    "category": "category",
    "subcategory": "subcategory",
    "opd": "opd",
    "channel": "channel",
    "area_code": "if(is_placed, coalesce(named_code, point_code, kecamatan_code, $city), null)",
    "place_status": "case when not is_placed then null when named_code is not null then 'named' when point_code is not null then 'point' "
    "when kecamatan_code is not null then 'kecamatan' else 'unknown' end",
    "point_fault": "point_fault",
    "rating": "if(rating_given between 1 and 5, rating_given, null)",
    "is_rating_dropped": "has_rating and coalesce(rating_given not between 1 and 5, true)",
    "is_label_dropped": "is_label_dropped",
}
_KEPT = (
    "select $source as source_id, $city as city_code, $file as file_name, line_no, fault.c as fault_role, fault.r as fault_reason, "
    + ", ".join(f"case when fault is null then {sql} end as {name}" for name, sql in _KEPT_COLUMNS.items())
    + " from judged order by opened_at, line_no"
)


def _broken_lines(con: duckdb.DuckDBPyConnection) -> list[int]:
    """Lines that could not be split; what DuckDB kept of their text is dropped at once."""
    lines = [line for (line,) in con.execute("select distinct line from reject_errors order by line").fetchall()]
    con.execute("drop table if exists reject_errors")
    con.execute("drop table if exists reject_scans")
    return lines


def _mark_twice(con: duckdb.DuckDBPyConnection, source: Source, part: Path) -> None:
    """Set aside the second record of a case in one export, or the second of one event in one log."""
    read, key = (
        f"read_parquet('{part.as_posix()}')",
        "request_id, if(is_event, seen_at, null), if(is_event, state, null)",
    )
    twice = con.execute(
        f"select count(*) - count(distinct hash({key})) from {read} where fault_reason is null"
    ).fetchall()[0][0]
    if not twice:
        return
    again = part.with_name(part.name + "-2")
    emptied = ", ".join(f"if(nth > 1, null, {name}) as {name}" for name in _KEPT_COLUMNS)
    con.execute(
        f"""copy (
            with numbered as (
                select *, if(fault_reason is null, row_number() over (partition by fault_reason is null, {key} order by line_no), 1) as nth
                from {read})
            select source_id, city_code, file_name, line_no, if(nth > 1, 'request_id', fault_role) as fault_role,
                if(nth > 1, 'request_twice', fault_reason) as fault_reason, {emptied}
            from numbered order by opened_at, line_no
        ) to '{again.as_posix()}' (format parquet, compression zstd)"""
    )
    again.rename(part)


def _account(con, source: Source, export: Export, part: Path, broken: list[int]) -> Account:
    read = f"read_parquet('{part.as_posix()}')"
    rows, loaded, ratings, labels, tally = con.execute(
        f"""select count(*), count(*) filter (fault_reason is null), count(*) filter (is_rating_dropped),
            count(*) filter (is_label_dropped), count(*) filter (point_fault is not null) from {read}"""
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
    return Account(rows + len(broken), loaded, dict(reasons), faults, warnings)


def _shifted(line: int, broken: list[int]) -> int:
    """The line in the file of a record that was counted without the broken lines before it."""
    for lost in broken:
        if lost > line:
            break
        line += 1
    return line
