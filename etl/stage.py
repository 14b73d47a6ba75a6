"""raw -> stg: named, typed, de-duplicated; a row that breaks a rule is set aside with its reason, never mended.

The SQL is composed from declarations whose identifiers match `[a-z][a-z0-9_]*`; received column names are quoted and
every limit is a bound value.
"""

from dataclasses import dataclass

import duckdb
import pyarrow

from catalogue import Source
from catalogue.models import Column, KnownFault
from etl.faults import BuildError, FileFault, SetAside
from etl.files import POSITION, ReceivedFile

REFUSED = "is_refused"  # of a raw row: found wrong while reading, before any rule of a column
LARGEST_EXACT = 2**53 - 1  # beyond it a number read as double is no longer the one that was written

LOADED_BEFORE_CHANGES = ("area_codes", "area_code_collisions", "area_aliases", "area_changes")


@dataclass(frozen=True)
class Staged:
    """Counts of one source: rows_in = loaded + len(set_aside)."""

    rows_in: int
    loaded: int
    set_aside: list[SetAside]


def quoted(name: str) -> str:
    """A received column name as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def load_raw(con: duckdb.DuckDBPyConnection, source: Source, files: list[ReceivedFile]) -> None:
    """Make `raw.<source>`: one row per received row, text as received, with file, hash and line; no personal column."""
    personal = {c.from_.casefold() for c in source.columns.values() if c.personal}
    spelling = {c.from_.casefold(): c.from_ for c in source.columns.values()}
    received: dict[str, list] = {name: [] for name in (*POSITION, REFUSED)}
    for file in files:
        count, before = len(file.rows), len(received[REFUSED])
        names = [spelling.setdefault(h.casefold(), h) for h in file.header]
        columns = dict(zip(names, zip(*file.rows, strict=True), strict=False))
        columns |= {name: [text] * count for name, text in zip(POSITION[:2], (file.name, file.sha256), strict=True)}
        columns |= {"line_no": file.lines, "city_folder": [file.city_code] * count}
        columns[REFUSED] = [i in file.refused for i in range(count)]
        for name in names:
            if name.casefold() not in personal:
                received.setdefault(name, [None] * before)
        for name, cells in received.items():
            cells.extend(columns.get(name, [None] * count))
    types = {"line_no": pyarrow.int64(), REFUSED: pyarrow.bool_()}
    everything = pyarrow.table(
        {name: pyarrow.array(cells, types.get(name, pyarrow.string())) for name, cells in received.items()}
    )
    con.register("received", everything)
    con.execute(f"create or replace table raw.{source.id} as select * from received")
    con.unregister("received")


def stage(con: duckdb.DuckDBPyConnection, source: Source, files: list[ReceivedFile]) -> Staged:
    """Make `stg.<source>` from `raw.<source>`. Raises `BuildError` when too many rows are lost."""
    columns = {name: c for name, c in source.columns.items() if not c.personal}
    _judge(con, source, columns)
    faults = con.execute(
        "select city_folder, file_name, line_no, fault_column, fault_reason, fault_value from judged "
        "where fault_reason is not null order by file_name, line_no"
    ).fetchall()
    names = ", ".join([*columns, *POSITION])
    con.execute(
        f"create or replace table stg.{source.id} as select {names} from judged where fault_reason is null order by file_name, line_no"
    )
    loaded = con.execute(f"select count(*) from stg.{source.id}").fetchall()[0][0]
    con.execute("drop table judged")
    set_aside = [
        SetAside(source.id, city, file, line, source.columns[column].from_, reason, value or "")
        for city, file, line, column, reason, value in faults
    ]
    for file in files:
        set_aside += file.refused.values()
        set_aside += [
            SetAside(source.id, file.city_code, file.name, line, "", "field_count", str(count))
            for line, count in file.broken_lines
        ]
    rows_in = sum(len(f.rows) + len(f.broken_lines) for f in files)
    _check_other_city(set_aside, files)
    check_share(source, rows_in, set_aside)
    return Staged(rows_in, loaded, set_aside)


def check_share(source: Source, rows_in: int, set_aside: list[SetAside], count: int | None = None) -> None:
    """Raise `BuildError` when more than the source's `max_set_aside_pct` of its rows were lost; `count` of them where not
    all are listed."""
    count = len(set_aside) if count is None else count
    lost = 100 * count / rows_in if rows_in else 0
    if lost > source.max_set_aside_pct:
        first = "\n".join(fault.sentence() for fault in set_aside[:5])
        raise BuildError(
            f"{first}\ncatalogue/sources/{source.id}.yml:max_set_aside_pct:: {count} dari {rows_in} baris "
            f"({lost:.1f}%) tersisih, batasnya {source.max_set_aside_pct:g}%; perbaiki berkasnya"
        )


def _check_other_city(set_aside: list[SetAside], files: list[ReceivedFile]) -> None:
    for file in files:
        foreign = [s for s in set_aside if s.file == file.name and s.reason_code == "area_other_city"]
        if file.rows and len(foreign) == len(file.rows):
            raise FileFault(
                file.name,
                f"semua wilayahnya ('{foreign[0].value}', ...) di luar kota {file.city_code}; pindahkan ke folder kotanya",
                foreign[0].line,
                foreign[0].column,
            )


def _judge(con: duckdb.DuckDBPyConnection, source: Source, columns: dict[str, Column]) -> None:
    """Make the table `judged`: typed columns, position, and the first fault of each row."""
    bound: dict[str, object] = {"nulls": source.null_values}
    received, typed, reasons, lookups = [], [], [], []
    for name, column in columns.items():
        received.append(
            f"case when not list_contains($nulls, trim(r.{quoted(column.from_)})) "
            f"then trim(r.{quoted(column.from_)}) end as t_{name}"
        )
        typed.append(f"{_typed(name, column, source)} as {name}")
        reasons += _excused(name, _rules(name, column, source, bound), source, bound)
        if column.type in ("area_code", "city_code"):
            lookups.append(f"left join stg.area_code_given a_{name} on a_{name}.given_code = t_{name}")
    parts = ",\n".join(received)
    when = [
        f"when {condition} then {{'c': '{name}', 'r': '{reason}', 'v': t_{name}}}"
        for name, reason, condition in reasons
    ]
    fault = f"case {' '.join(when)} end" if when else "null::struct(c varchar, r varchar, v varchar)"
    con.execute(
        f"""create or replace temp table judged as
        with received as (select r.file_name, r.file_sha256, r.line_no, r.city_folder, {parts} from raw.{source.id} r where not r.{REFUSED}),
        typed as (select received.*, {", ".join(typed)} from received {" ".join(lookups)}),
        first_fault as (select *, {fault} as fault from typed),
        judged_alone as (
            select * exclude (fault), fault.c as fault_column, fault.r as fault_reason, fault.v as fault_value from first_fault)
        {_duplicates(source, bound)}""",
        bound,
    )


def _key(source: Source) -> list[str]:
    """What names a row: the declared key, within its city's folder."""
    return ["city_folder", *source.key] if source.scope == "city" else source.key


def _duplicates(source: Source, bound: dict[str, object]) -> str:
    """SQL of `judged` from `judged_alone`: a whole row whose key was read before is a fault too."""
    if not source.key:
        return "select * from judged_alone"
    bound["key_column"] = source.key[0]
    twice = (
        f"fault_reason is null and nth > 1 and coalesce({', '.join(k + '::varchar' for k in source.key)}) is not null"
    )
    shown = " || ' · ' || ".join(f"coalesce({k}::varchar, '')" for k in source.key)
    return f""", numbered as (
            select *, row_number() over (
                partition by fault_reason is null, {", ".join(_key(source))} order by file_name, line_no
            ) as nth from judged_alone)
        select * exclude (nth) replace (
            if({twice}, $key_column, fault_column) as fault_column,
            if({twice}, 'duplicate_key', fault_reason) as fault_reason,
            if({twice}, {shown}, fault_value) as fault_value
        ) from numbered"""


def _typed(name: str, column: Column, source: Source) -> str:
    text = f"t_{name}"
    match column.type:
        case "integer":
            return f"try_cast(number_{source.number_format}({text}) as bigint)"
        case "decimal":
            return f"number_{source.number_format}({text})"
        case "date":
            return f"iso_date({text})"
        case "timestamp":
            return f"try_cast({text} as timestamptz)"
        case "year":
            return f"year_number({text})"
        case "area_code" | "city_code":
            return f"a_{name}.area_code"
        case _:
            return text


def _rules(name: str, column: Column, source: Source, bound: dict[str, object]) -> list[tuple[str, str, str]]:
    """(column, reason_code, SQL condition that is true when the rule is broken), in the order they are judged."""
    text, rules = f"t_{name}", []
    if column.required:
        rules.append((name, "required_empty", f"{text} is null"))
    number = f"number_{source.number_format}({text})"
    match column.type:
        case "integer":
            rules.append((name, "number_format", f"{text} is not null and {number} is null"))
            rules.append((name, "not_integer", f"{number} <> trunc({number})"))
            rules.append((name, "too_large", f"abs({number}) > {LARGEST_EXACT}"))
        case "decimal":
            rules.append((name, "number_format", f"{text} is not null and {number} is null"))
        case "date" | "timestamp":
            rules.append((name, "date_format", f"{text} is not null and {name} is null"))
        case "moment":
            rules.append((name, "moment_format", f"{text} is not null and moment({text}) is null"))
        case "year":
            rules.append((name, "year_format", f"{text} is not null and {name} is null"))
        case "period":
            rules.append((name, "period_format", f"{text} is not null and period_grain({text}) is null"))
        case "kpi":
            unknown = f"not exists (select 1 from stg.declared_kpi k where k.kpi_id = {text})"
            rules.append((name, "kpi_unknown", f"{text} is not null and {unknown}"))
        case "quality":
            rules.append((name, "quality_unknown", f"{text} is not null and quality_rank({text}) is null"))
        case "area_code" | "city_code":
            rules += _area_rules(name, source)
    if column.min is not None:
        bound[f"min_{name}"] = column.min
        rules.append((name, "out_of_range", f"{name} < $min_{name}"))
    if column.max is not None:
        bound[f"max_{name}"] = column.max
        rules.append((name, "out_of_range", f"{name} > $max_{name}"))
    if column.watch_of is not None:
        kpi = next(other for other, one in source.columns.items() if one.type == "kpi")
        better = f"(select k.better from stg.declared_kpi k where k.kpi_id = t_{kpi})"
        above, below = f"{name} > {column.watch_of}", f"{name} < {column.watch_of}"
        rules.append((name, "watch_side", f"{better} = 'up' and {above} or {better} = 'down' and {below}"))
    for other, limits in column.max_of.items():
        for place, (word, limit) in enumerate(limits.items()):
            bound[f"word_{name}_{other}_{place}"], bound[f"limit_{name}_{other}_{place}"] = word, limit
            over = f"{name} > $limit_{name}_{other}_{place}"
            rules.append((name, "out_of_range", f"t_{other} = $word_{name}_{other}_{place} and {over}"))
    if column.pattern is not None:
        bound[f"pattern_{name}"] = column.pattern
        rules.append(
            (name, "pattern_mismatch", f"{text} is not null and not regexp_full_match({text}, $pattern_{name})")
        )
    if column.allowed is not None:
        bound[f"allowed_{name}"] = column.allowed
        rules.append((name, "not_allowed", f"{text} is not null and not list_contains($allowed_{name}, {text})"))
    return rules


def _area_rules(name: str, source: Source) -> list[tuple[str, str, str]]:
    text = f"t_{name}"
    collision = (
        f"exists (select 1 from stg.area_code_collisions c where starts_with({text}, c.code_digits) "
        "and c.code_digits not in (select area_code_bps from stg.area where area_level = 'kota'))"
    )
    rules = [
        (name, "area_collision", f"{text} is not null and {name} is null and {collision}"),
        (
            name,
            "area_other_city",
            f"{name} is null and regexp_full_match({text}, '\\d{{2}}\\.\\d{{2}}.*') "
            f"and not starts_with({text}, coalesce(city_folder, left({text}, 5)))",
        ),
        (name, "area_unknown", f"{text} is not null and {name} is null"),
    ]
    if source.id not in LOADED_BEFORE_CHANGES:
        retired = f"{text} in (select predecessor_code from stg.area_changes)"
        rules.insert(0, (name, "area_retired", f"{text} is not null and {name} is null and {retired}"))
    if source.scope == "city":
        rules.append((name, "area_other_city", f"not starts_with({name}, city_folder)"))
    return rules


def _excused(name: str, rules: list[tuple[str, str, str]], source: Source, bound: dict[str, object]):
    """A declared correction: its text in its column is loaded as it stands; the row's other columns are judged all the same."""
    terms = [
        correction_terms(fault, source, bound, f"known_{i}")
        for i, fault in enumerate(source.known_faults)
        if fault.column == name
    ]
    if not terms:
        return rules
    known = " or ".join(f"({term})" for term in terms)
    return [(column, reason, f"({condition}) and not ({known})") for column, reason, condition in rules]


def correction_terms(
    fault: KnownFault, source: Source, bound: dict[str, object], prefix: str, with_expected: bool = True
) -> str:
    """SQL condition on `t_<column>` that a received row is the one a correction speaks of; its texts are added to `bound`."""
    texts = {**fault.match, **({fault.column: fault.expect} if with_expected else {})}
    terms = []
    for column, text in texts.items():
        bound[f"{prefix}_{column}"] = text
        terms.append(f"coalesce(t_{column}, '') = ${prefix}_{column}")
    if fault.file:
        bound[f"{prefix}_file"] = fault.file
        terms.append(f"ends_with(file_name, '/' || ${prefix}_file)")
    return " and ".join(terms)
