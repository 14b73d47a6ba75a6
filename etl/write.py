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
from etl.sqlfiles import SQL, add_rows
from etl.suppress import hide_small_cells

BY_CITY = (
    "mart.area",
    "mart.area_alias",
    "mart.area_change",
    "mart.area_outline",
    "mart.area_neighbour",
    "mart.boundary_report",
    "mart.kpi_value",
    "mart.kpi_note",
    "mart.source_row",
    "mart.kpi_value_public",
    "mart.kpi_note_public",
    "mart.public_city",
    "mart.flood_report",
    "mart.gauge_reading",
    "mart.programme",
    "mart.programme_dimension",
    "mart.asset",
    "mart.asset_point",
    "mart.mission",
    "mart.partnership",
    "mart.milestone",
    "mart.city_document",
    "mart.roadmap",
    "mart.principle",
    "mart.plan_priority",
    "mart.dimension_unknown",
    "mart.kpi_target",
    "mart.pj_figure",
    "mart.spbe_sheet",
    "mart.sensor_station",
    "mart.sensor_series",
    "mart.sensor_declared",
    "mart.reading_daily",
    "mart.reading_hour",
    "mart.reading_set_aside",
    "mart.ispu_station_daily",
    "mart.water_level_station_daily",
    "mart.noise_daily",
    "mart.service_request_account",
    "mart.service_request_age",
    "mart.service_request_breakdown",
    "mart.service_request_hour",
    "mart.service_request_open",
    "mart.service_request_window",
)
PUBLIC_COPY = (
    "mart.area",
    "mart.area_outline",
    "mart.province_outline",
    "mart.area_neighbour",
    "mart.area_alias",
    "mart.area_change",
)
PUBLIC_WITH_SOURCE = {  # tables that are public as long as their source is
    "mart.spbe_agency": "spbe_evaluation",
    "mart.spbe_publication": "spbe_other_publications",
    "mart.spbe_indicator": "spbe_indicators",
    "mart.spbe_level": "spbe_levels",
    "mart.spbe_predicate": "spbe_predicates",
    "mart.spbe_predicate_rule": "spbe_predicate_rules",
    "mart.spbe_scheme": "spbe_schemes",
    "mart.spbe_erratum": "spbe_errata",
    "mart.flood_report": "flood_reports",
    "mart.gauge_reading": "river_levels",
    "mart.programme": "programmes",
    "mart.programme_dimension": "programmes",
    "mart.asset": "assets",
    "mart.asset_point": "assets",
    "mart.mission": "missions",
    "mart.partnership": "partnerships",
    "mart.milestone": "milestones",
    "mart.city_document": "city_documents",
    "mart.roadmap": "roadmaps",
    "mart.principle": "principles",
    "mart.plan_priority": "plan_priorities",
    "mart.dimension_unknown": "programmes",
    "mart.evaluation_weight": "evaluation_weights",
    "mart.masterplan_book": "masterplan_books",
    "mart.kpi_target": "targets",
    "mart.pj_indicator": "pj_indicators",
    "mart.pj_indicator_kpi": "pj_indicators",
    "mart.pj_figure": "pj_evaluation",
}  # where not every row or column of it is, sql/public/<table>.sql says which

INDEXED = ("mart.area (area_code)", "mart.area (city_code)", "mart.area_neighbour (area_code)")  # looked up one by one
CLUSTERED = {
    "mart.kpi_value": ("area_level", "city_code", "kpi_id", "period_start", "area_code", "period_grain"),
    "mart.kpi_note": ("city_code", "area_code", "kpi_id", "period_start", "period_grain", "note_kind"),
}


def write_parts(con: duckdb.DuckDBPyConnection, warehouse: Path) -> list[str]:
    """Raw and staged tables as content-named Parquet, shared by editions. Returns the names."""
    folder = warehouse / "parts"
    folder.mkdir(exist_ok=True)
    names = []
    tables = con.execute(
        "select table_schema, table_name from information_schema.tables where table_schema in ('raw', 'stg') "
        "and table_type = 'BASE TABLE' order by all"  # a view is of parts that are written already
    ).fetchall()
    for schema, table in tables:
        draft = folder / f".draft-{secrets.token_hex(4)}"
        con.execute(
            f"copy (select * from {schema}.{table}) to {sql_text(draft.as_posix())} (format parquet, compression zstd)"
        )
        with draft.open("rb") as written:
            digest = hashlib.file_digest(written, "sha256").hexdigest()
        name = f"{schema}.{table}-{digest[:16]}.parquet"
        if (folder / name).exists():
            draft.unlink()
        else:
            draft.rename(folder / name)
        names.append(name)
    return names


def write_editions(con: duckdb.DuckDBPyConnection, folder: Path, catalogue: Catalogue, made, manifest: dict) -> None:
    """`internal.duckdb` with every mart and declaration, `public.duckdb` with what anyone may see: of a demonstration edition
    nothing, so it has no such file."""
    _declare(con, catalogue, made, manifest)
    tables = con.execute(
        "select table_schema || '.' || table_name from information_schema.tables where table_schema in ('mart', 'meta') order by all"
    ).fetchall()
    _open_new(con, folder / "internal.duckdb", "target")
    for (table,) in tables:
        con.execute(f"create table target.{table} as select * from {table} {_clustering(table)}")
    _close(con)
    if not manifest["is_demo"]:
        _write_public(con, folder / "public.duckdb", catalogue, manifest)


def _clustering(table: str) -> str:
    """The order of a large table's rows: what one page reads lies together, and DuckDB skips the rest unread."""
    return f"order by {', '.join(CLUSTERED[table])}" if table in CLUSTERED else ""


def sql_text(text: str) -> str:
    """A text as an SQL literal, for the few places (attach, copy) that take no bound value."""
    return "'" + text.replace("'", "''") + "'"


def public_manifest(manifest: dict, closed: list[str]) -> dict:
    """The manifest without closed sources, file names, warnings (they quote files) and steps; totals of what is left."""
    hidden = ("warnings", "steps", "parts")
    open_inputs = [i for i in manifest["inputs"] if i["source_id"] not in closed and i.get("is_publishable", True)]
    inputs = [{k: v for k, v in i.items() if k != "path"} for i in open_inputs]
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


def _close(con: duckdb.DuckDBPyConnection) -> None:
    for place, indexed in enumerate(INDEXED):
        con.execute(f"create index looked_up_{place} on target.{indexed}")
    con.execute("checkpoint target")
    con.execute("detach target")


def _declare(con: duckdb.DuckDBPyConnection, catalogue: Catalogue, made, manifest: dict) -> None:
    """The declarations as they were, inside the edition: an old edition reopens with its own words and targets."""
    filled = {
        kpi_id
        for (kpi_id,) in con.execute("select distinct kpi_id from mart.kpi_value where value is not null").fetchall()
    }
    kpis = {kpi_id: kpi.as_found(kpi_id in filled) for kpi_id, kpi in catalogue.kpis.items()}
    for table, key, items in (
        ("kpi", "kpi_id", kpis),
        ("source", "source_id", catalogue.sources),
        ("city", "city_code", catalogue.cities),
        ("dimension", "slug", catalogue.dimensions),
        ("scheme", "scheme_id", catalogue.schemes),
    ):
        con.execute(
            f"create table meta.{table} ({key} varchar, audience varchar, position integer, declaration varchar)"
        )
        rows = [
            (name, getattr(item, "audience", "public"), i, item.model_dump_json(by_alias=True))
            for i, (name, item) in enumerate(items.items())
        ]
        add_rows(con, f"meta.{table}", rows)
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
    add_rows(
        con,
        "meta.set_aside",
        [(s.source_id, s.city_code, s.file, s.line, s.column, s.reason_code, s.value) for s in made.set_aside],
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
    con.execute(  # without the name of the file
        "create table target.mart.boundary_report as select * replace (null::varchar as file_name) from mart.boundary_report"
    )
    _public_values(con, closed)
    con.execute(f"""create table target.mart.kpi_note as
        with noted as (
            select * from mart.kpi_note where city_code not in (select city_code from mart.public_city)
            union all select * from mart.kpi_note_public)
        select n.* from noted n
        inner join target.mart.kpi_value v using (kpi_id, area_code, period_grain, period_start)
        where v.status <> 'suppressed' {_clustering("mart.kpi_note")}""")
    for table, source_id in PUBLIC_WITH_SOURCE.items():
        kept = "true" if source_id not in closed else "false"
        rows = SQL / "public" / f"{table.removeprefix('mart.')}.sql"
        chosen = rows.read_text(encoding="utf-8") if rows.exists() else f"select * from {table}"
        con.execute(f"create table target.{table} as select * from ({chosen}) where {kept}")
    _public_declarations(con, catalogue, manifest, closed)
    home = con.execute("select current_database()").fetchall()[0][0]
    con.execute("use target")
    fill_class_breaks(con, catalogue)
    con.execute(f"use {home}")
    _close(con)


def _public_declarations(
    con: duckdb.DuckDBPyConnection, catalogue: Catalogue, manifest: dict, closed: list[str]
) -> None:
    con.execute(
        "create table target.meta.kpi as select m.* from meta.kpi m inner join public_kpi using (kpi_id) order by position"
    )
    for table in ("source", "city", "dimension", "scheme"):
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
    for source in catalogue.sources.values():
        if source.mqtt or any(fault.file for fault in source.known_faults):
            faults = [fault.model_copy(update={"file": None}) for fault in source.known_faults]
            con.execute(
                "update target.meta.source set declaration = ? where source_id = ?",
                [
                    source.model_copy(update={"known_faults": faults, "mqtt": None}).model_dump_json(by_alias=True),
                    source.id,
                ],
            )
    con.execute(
        "create table target.meta.edition as select * replace ($manifest as manifest) from meta.edition",
        {"manifest": json.dumps(public_manifest(manifest, closed), ensure_ascii=False)},
    )


def _public_values(con: duckdb.DuckDBPyConnection, closed: list[str]) -> None:
    """Values anyone may see: of public indicators, not simulated, not made of a closed source, small cells hidden."""
    con.execute(
        """create or replace temp table closed_sources as
        with named as (
            select distinct source_id from mart.kpi_value
            union select distinct source_id from mart.kpi_value_public)
        select source_id from named where list_has_any(string_split(source_id, ' '), $closed::varchar[])""",
        {"closed": closed},
    )
    con.execute("""create or replace temp view judged as
        with valued as (
            select * from mart.kpi_value where city_code not in (select city_code from mart.public_city)
            union all select * from mart.kpi_value_public)
        select v.*, k.small_cell_k,
            coalesce(v.value is not null and v.n > 0 and v.n < k.small_cell_k, false)
            or coalesce(v.numerator > 0 and v.numerator < k.small_cell_k, false) as is_small
        from valued v
        inner join public_kpi k using (kpi_id)
        where v.quality <> 'simulasi' and v.source_id not in (select source_id from closed_sources)""")
    hide_small_cells(con)
    con.execute(f"""create table target.mart.kpi_value as
        select j.* exclude (small_cell_k, is_small) replace (
            if(h.kpi_id is null, j.value, null) as value,
            if(h.kpi_id is null, j.numerator, null) as numerator,
            if(h.kpi_id is null, j.denominator, null) as denominator,
            if(h.kpi_id is null, j.n, null) as n,
            if(h.kpi_id is null, j.status, 'suppressed') as status)
        from judged j left join hidden h using (kpi_id, area_code, period_grain, period_start)
        {_clustering("mart.kpi_value")}""")
