"""Writes the two files of an edition and the shared parts.

`public.duckdb` is made by selecting what is public into a new file: what was never written cannot leak. It holds no
restricted row, no simulated number, no cell below `small_cell_k`, no name of a person, no file name.
"""

import hashlib
import json
import secrets
from pathlib import Path

import duckdb

from catalogue import Catalogue
from etl.classes import fill_class_breaks
from etl.suppress import hide_small_cells

BY_CITY = (
    "mart.area",
    "mart.area_alias",
    "mart.area_outline",
    "mart.area_neighbour",
    "mart.kpi_value",
    "mart.kpi_note",
)
PUBLIC_COPY = ("mart.area", "mart.area_outline", "mart.area_neighbour", "mart.area_alias")
PUBLIC_WITH_SOURCE = {  # tables that are public as long as their source is
    "mart.spbe_agency": "spbe_evaluation",
    "mart.spbe_publication": "spbe_other_publications",
    "mart.spbe_indicator": "spbe_indicators",
    "mart.spbe_level": "spbe_levels",
    "mart.spbe_predicate": "spbe_predicates",
    "mart.spbe_scheme": "spbe_schemes",
    "mart.spbe_erratum": "spbe_errata",
}


def write_parts(con: duckdb.DuckDBPyConnection, warehouse: Path) -> list[str]:
    """Raw and staged tables as content-named Parquet, shared by editions. Returns the names."""
    folder = warehouse / "parts"
    folder.mkdir(exist_ok=True)
    names = []
    tables = con.execute(
        "select table_schema, table_name from information_schema.tables where table_schema in ('raw', 'stg') order by all"
    ).fetchall()
    for schema, table in tables:
        draft = folder / f".draft-{secrets.token_hex(4)}"
        con.execute(
            f"copy (select * from {schema}.{table}) to {sql_text(draft.as_posix())} (format parquet, compression zstd)"
        )
        name = f"{schema}.{table}-{hashlib.sha256(draft.read_bytes()).hexdigest()[:16]}.parquet"
        if (folder / name).exists():
            draft.unlink()
        else:
            draft.rename(folder / name)
        names.append(name)
    return names


def write_editions(con: duckdb.DuckDBPyConnection, folder: Path, catalogue: Catalogue, made, manifest: dict) -> None:
    """`internal.duckdb` with every mart and declaration, `public.duckdb` with what anyone may see."""
    _declare(con, catalogue, made, manifest)
    tables = con.execute(
        "select table_schema || '.' || table_name from information_schema.tables where table_schema in ('mart', 'meta') order by all"
    ).fetchall()
    _open_new(con, folder / "internal.duckdb", "target")
    for (table,) in tables:
        con.execute(f"create table target.{table} as select * from {table}")
    con.execute("create index area_of_value on target.mart.kpi_value (kpi_id, area_code)")
    con.execute("detach target")
    _write_public(con, folder / "public.duckdb", catalogue, manifest)


def sql_text(text: str) -> str:
    """A text as an SQL literal, for the few places (attach, copy) that take no bound value."""
    return "'" + text.replace("'", "''") + "'"


def public_manifest(manifest: dict, closed: list[str]) -> dict:
    """The manifest without closed sources, file names, warnings (they quote files) and steps; totals of what is left."""
    hidden = ("warnings", "steps", "parts")
    inputs = [{k: v for k, v in i.items() if k != "path"} for i in manifest["inputs"] if i["source_id"] not in closed]
    totals = {
        "rows_in": sum(i["rows_in"] for i in inputs),
        "rows_loaded": sum(i["loaded"] for i in inputs),
        "rows_set_aside": sum(i["set_aside"] for i in inputs),
        "not_delivered": [name for name in manifest["not_delivered"] if name not in closed],
    }
    checks = [{k: c[k] for k in ("name", "promise", "rows")} for c in manifest["checks"]]
    return {**{k: v for k, v in manifest.items() if k not in hidden}, **totals, "inputs": inputs, "checks": checks}


def _open_new(con: duckdb.DuckDBPyConnection, path: Path, name: str) -> None:
    con.execute(f"attach {sql_text(path.as_posix())} as {name}")
    con.execute(f"create schema {name}.mart")
    con.execute(f"create schema {name}.meta")


def _declare(con: duckdb.DuckDBPyConnection, catalogue: Catalogue, made, manifest: dict) -> None:
    """The declarations as they were, inside the edition: an old edition reopens with its own words and targets."""
    for table, key, items in (
        ("kpi", "kpi_id", catalogue.kpis),
        ("source", "source_id", catalogue.sources),
        ("city", "city_code", catalogue.cities),
        ("dimension", "slug", catalogue.dimensions),
    ):
        con.execute(
            f"create table meta.{table} ({key} varchar, audience varchar, position integer, declaration varchar)"
        )
        rows = [
            [name, getattr(item, "audience", "public"), i, item.model_dump_json(by_alias=True)]
            for i, (name, item) in enumerate(items.items())
        ]
        if rows:
            con.executemany(f"insert into meta.{table} values (?, ?, ?, ?)", rows)
    con.execute(
        "create table meta.edition (edition varchar, as_of date, built_at varchar, carried_over varchar, manifest varchar)"
    )
    con.execute(
        "insert into meta.edition values (?, ?, ?, ?, ?)",
        [
            made.edition,
            made.as_of,
            manifest["built_at"],
            json.dumps(made.carried_over),
            json.dumps(manifest, ensure_ascii=False),
        ],
    )
    con.execute("""create table meta.set_aside (source_id varchar, city_code varchar, file varchar, line integer,
        "column" varchar, reason_code varchar, value varchar)""")
    if made.set_aside:
        con.executemany(
            "insert into meta.set_aside values (?, ?, ?, ?, ?, ?, ?)",
            [[s.source_id, s.city_code, s.file, s.line, s.column, s.reason_code, s.value] for s in made.set_aside],
        )


def _write_public(con: duckdb.DuckDBPyConnection, path: Path, catalogue: Catalogue, manifest: dict) -> None:
    public = {k.id: k for k in catalogue.kpis.values() if k.audience == "public"}
    closed = [s.id for s in catalogue.sources.values() if s.audience != "public"]
    con.execute("create or replace temp table public_kpi (kpi_id varchar, small_cell_k double)")
    if public:
        con.executemany("insert into public_kpi values (?, ?)", [[k.id, k.small_cell_k] for k in public.values()])
    _open_new(con, path, "target")
    for table in PUBLIC_COPY:
        con.execute(f"create table target.{table} as select * from {table}")
    _public_values(con, closed)
    con.execute("""create table target.mart.kpi_note as select n.* from mart.kpi_note n
        inner join target.mart.kpi_value v using (kpi_id, area_code, period_grain, period_start)
        where v.status <> 'suppressed' order by all""")
    for table, source_id in PUBLIC_WITH_SOURCE.items():
        kept = "true" if source_id not in closed else "false"
        con.execute(f"create table target.{table} as select * from {table} where {kept}")
    _public_declarations(con, catalogue, manifest, closed)
    con.execute("create index area_of_value on target.mart.kpi_value (kpi_id, area_code)")
    con.execute("use target")
    fill_class_breaks(con, catalogue)
    con.execute("use memory")
    con.execute("detach target")


def _public_declarations(
    con: duckdb.DuckDBPyConnection, catalogue: Catalogue, manifest: dict, closed: list[str]
) -> None:
    con.execute(
        "create table target.meta.kpi as select m.* from meta.kpi m inner join public_kpi using (kpi_id) order by position"
    )
    for table in ("source", "city", "dimension"):
        con.execute(
            f"create table target.meta.{table} as select * from meta.{table} where audience = 'public' order by position"
        )
    for city in catalogue.cities.values():
        if city.office_holder is not None:
            unnamed = city.model_copy(update={"office_holder": city.office_holder.model_copy(update={"name": None})})
            con.execute(
                "update target.meta.city set declaration = ? where city_code = ?",
                [unnamed.model_dump_json(by_alias=True), city.code],
            )
    con.execute(
        "create table target.meta.edition as select * replace ($manifest as manifest) from meta.edition",
        {"manifest": json.dumps(public_manifest(manifest, closed), ensure_ascii=False)},
    )


def _public_values(con: duckdb.DuckDBPyConnection, closed: list[str]) -> None:
    """Values anyone may see: of public indicators, not simulated, not made of a closed source, small cells hidden."""
    con.execute(
        """create or replace temp table judged as
        select v.*, k.small_cell_k,
            coalesce(v.value is not null and v.n > 0 and v.n < k.small_cell_k, false)
            or coalesce(v.numerator > 0 and v.numerator < k.small_cell_k, false) as is_small
        from mart.kpi_value v
        inner join public_kpi k using (kpi_id)
        where v.quality <> 'simulasi' and not list_has_any(string_split(v.source_id, ' '), $closed::varchar[])""",
        {"closed": closed},
    )
    hide_small_cells(con)
    con.execute("""create table target.mart.kpi_value as
        select j.* exclude (small_cell_k, is_small) replace (
            if(h.kpi_id is null, j.value, null) as value,
            if(h.kpi_id is null, j.numerator, null) as numerator,
            if(h.kpi_id is null, j.denominator, null) as denominator,
            if(h.kpi_id is null, j.n, null) as n,
            if(h.kpi_id is null, j.status, 'suppressed') as status)
        from judged j left join hidden h using (kpi_id, area_code, period_grain, period_start)
        order by j.kpi_id, j.city_code, j.area_level, j.area_code, j.period_start""")
