"""mart -> mart.kpi_value: one template per kind, filled in per declared KPI. Identifiers come from patterns in the
catalogue; every value is bound."""

import duckdb

from catalogue import Catalogue, Kpi
from catalogue.models import GRAINS, QUALITIES
from etl.faults import BuildError
from etl.sqlfiles import SQL, add_rows, run_file

KPI_VALUE = """
create or replace table mart.kpi_value (
    kpi_id varchar not null, city_code varchar not null, area_level varchar not null, area_code varchar not null,
    period_grain varchar not null, period_start date not null, value double, numerator double, denominator double, n double,
    target double, status varchar not null, quality varchar not null, source_id varchar not null, edition varchar not null)
"""
KPI_NOTE = """
create or replace table mart.kpi_note (
    kpi_id varchar not null, city_code varchar not null, area_code varchar not null, period_grain varchar not null,
    period_start date not null, note_kind varchar not null, note varchar, value double)
"""
KPI_TOTAL = """
create or replace table work.kpi_total (
    kpi_id varchar, city_code varchar, area_level varchar, area_code varchar, period_grain varchar, period_start date,
    value double, numerator double, denominator double, n double, quality_rank integer, source_id varchar)
"""
KPI_RULE = """
create or replace table work.kpi_rule (
    kpi_id varchar, better varchar, min_denominator double, target double, watch_limit double, valid_from date,
    valid_to date, fallback_quality varchar, fallback_source varchar)
"""
NEEDED = ("area_code", "period_grain", "period_start", "quality", "source_id")


def fill_kpi_values(con: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> None:
    """Make `mart.kpi_value` and `mart.kpi_note` (kinds source, note, withheld, borrowed_from, class, printed, recomputed,
    coverage; `etl/notes.py` adds correction, target and target_other)."""
    con.execute(KPI_VALUE)
    con.execute(KPI_NOTE)
    con.execute(KPI_TOTAL)
    marts = _marts(con)
    measured = [kpi for kpi in catalogue.kpis.values() if kpi.kind != "awaited"]
    for kpi in measured:
        try:
            _fill(con, kpi, marts)
        except duckdb.Error as fault:
            raise BuildError(
                f"kpi/{kpi.id}.yml::: {str(fault).splitlines()[0]}; sesuaikan KPI atau etl/sql/mart/{kpi.mart}.sql"
            ) from fault
    con.execute(KPI_RULE)
    add_rows(con, "work.kpi_rule", [_rule(kpi, catalogue) for kpi in measured])
    run_file(con, SQL / "kpi" / "value.sql")
    con.execute("drop table work.kpi_total")


def _marts(con: duckdb.DuckDBPyConnection) -> dict[str, set[str]]:
    """Columns of every mart by its name; the tables filled here are none."""
    found: dict[str, set[str]] = {}
    for mart, column in con.execute(
        "select table_name, column_name from duckdb_columns() where schema_name = 'mart' "
        "and not regexp_full_match(table_name, 'kpi_(value|note)(_public)?')"
    ).fetchall():
        found.setdefault(mart, set()).add(column)
    return found


def _fill(con: duckdb.DuckDBPyConnection, kpi: Kpi, marts: dict[str, set[str]]) -> None:
    columns = _mart_columns(kpi, marts)
    _pick_rows(con, kpi)
    _check_rows(con, kpi)
    _one_row_per_area(con, kpi)
    names = {
        key: getattr(kpi, key).split(".")[1]
        for key in ("numerator", "denominator", "value", "printed", "recomputed", "cases", "unknown")
        if getattr(kpi, key)
    }
    template = (SQL / "kpi" / f"{kpi.kind}.sql").read_text(encoding="utf-8")
    fallback = (
        f"case when count(*) = 1 then max({names['printed']}) end"
        if kpi.kind == "ratio" and "printed" in names
        else "null"
    )
    named = "sum(named_count)" if "named_count" in columns else "null"
    con.execute(
        f"insert into work.kpi_total select '{kpi.id}', * from ("
        + template.format(
            **{
                "table": _table(kpi),
                "printed_fallback": fallback,
                "cases": "null",
                "named": named,
                "unknown": "0",
                **names,
            }
        )
        + ")",
        {
            key: value
            for key, value in {
                "levels": list(kpi.levels),
                "scale": kpi.scale,
                "rollup": kpi.rollup,
                "most_unknown_pct": kpi.most_unknown_pct,
            }.items()
            if f"${key}" in template
        },
    )
    _note(con, kpi, columns, names)


def _table(kpi: Kpi) -> str:
    """Where the indicator's rows are: its mart, or those of its rows that `only` names."""
    return "work.picked" if kpi.only else f"mart.{kpi.mart}"


def _pick_rows(con: duckdb.DuckDBPyConnection, kpi: Kpi) -> None:
    if not kpi.only:
        return
    condition = " and ".join(f"{column} = ${column}" for column in kpi.only)
    con.execute(
        f"create or replace table work.picked as select * from mart.{kpi.mart} where {condition}", dict(kpi.only)
    )


def _rule(kpi: Kpi, catalogue: Catalogue) -> tuple:
    """A row of `work.kpi_rule`: how figures are judged, and what stands for the origin of one that is absent."""
    target = kpi.target
    watch = target.watch_limit if target and target.watch_limit is not None else (target.value if target else None)
    return (
        kpi.id,
        kpi.better,
        kpi.min_denominator,
        target.value if target else None,
        watch,
        target.valid_from if target else None,
        target.valid_to if target else None,
        catalogue.sources[kpi.sources[0]].quality,
        kpi.sources[0],
    )


def _mart_columns(kpi: Kpi, marts: dict[str, set[str]]) -> set[str]:
    found = marts.get(kpi.mart)
    if not found:
        raise BuildError(f"kpi/{kpi.id}.yml: mart '{kpi.mart}' tidak ada; tambahkan etl/sql/mart/{kpi.mart}.sql")
    wanted = [c.split(".")[1] for c in (kpi.numerator, kpi.denominator, kpi.value, *kpi.beside_columns) if c]
    for name in (*NEEDED, *wanted, *kpi.only):
        if name not in found:
            raise BuildError(
                f"kpi/{kpi.id}.yml: mart.{kpi.mart} tidak punya kolom '{name}'; sesuaikan KPI atau etl/sql/mart/{kpi.mart}.sql"
            )
    return found


def _check_rows(con: duckdb.DuckDBPyConnection, kpi: Kpi) -> None:
    """An origin or period of no known name would be shown as something it is not."""
    for column, known in (("quality", QUALITIES), ("period_grain", GRAINS)):
        odd = con.execute(
            f"select {column} from {_table(kpi)} where {column} is null or not list_contains($known, {column}) limit 1",
            {"known": list(known)},
        ).fetchall()
        if odd:
            raise BuildError(
                f"kpi/{kpi.id}.yml: mart.{kpi.mart} berisi {column} '{odd[0][0]}'; "
                f"pilih salah satu: {', '.join(known)} di etl/sql/mart/{kpi.mart}.sql"
            )


def _one_row_per_area(con: duckdb.DuckDBPyConnection, kpi: Kpi) -> None:
    """A figure taken as reported must be reported once; a city's total must not be added to its own parts."""
    if kpi.rollup != "as_reported" and kpi.kind != "published":
        if kpi.rollup == "sum":
            _no_total_among_its_parts(con, kpi)
        return
    twice = con.execute(
        f"select area_code, period_grain, period_start from {_table(kpi)} group by all having count(*) > 1 limit 1"
    ).fetchall()
    if twice:
        raise BuildError(
            f"kpi/{kpi.id}.yml: mart.{kpi.mart} punya dua baris untuk {twice[0][0]} pada {twice[0][2]}; "
            "angka yang dipakai apa adanya harus satu per wilayah dan periode"
        )


def _no_total_among_its_parts(con: duckdb.DuckDBPyConnection, kpi: Kpi) -> None:
    """Refuse a mart whose rows would be added up twice: a kota's figure beside its parts, or a kecamatan's that is their sum."""
    _no_subtotal(con, kpi)
    column = (kpi.numerator or kpi.value).split(".")[1]
    both = con.execute(
        f"select left(area_code, 5), period_start from {_table(kpi)} where {column} is not null "
        "group by left(area_code, 5), period_grain, period_start "
        "having min(length(area_code)) = 5 and max(length(area_code)) > 5 order by all limit 1"
    ).fetchall()
    for city, start in both:
        raise BuildError(
            f"kpi/{kpi.id}.yml: mart.{kpi.mart} berisi angka kota {city} dan bagiannya pada {start}, yang akan terjumlah dua kali; "
            f"nyatakan rollup: as_reported atau buang angka kota di etl/sql/mart/{kpi.mart}.sql"
        )


def _no_subtotal(con: duckdb.DuckDBPyConnection, kpi: Kpi) -> None:
    column = (kpi.numerator or kpi.value).split(".")[1]
    found = con.execute(
        f"""with part as (
            select left(area_code, 8) as area_code, period_grain, period_start, sum({column}) as total
            from {_table(kpi)} where length(area_code) > 8 group by all having count({column}) > 1)
        select own.area_code, own.period_start from {_table(kpi)} as own
        inner join part using (area_code, period_grain, period_start)
        where abs(own.{column} - part.total) <= 0.005 * abs(part.total) order by all limit 1"""
    ).fetchall()
    for area, start in found:
        raise BuildError(
            f"kpi/{kpi.id}.yml: mart.{kpi.mart} berisi angka kecamatan {area} pada {start} yang sama dengan jumlah bagiannya dan "
            f"akan terjumlah dua kali; buang baris jumlahnya dari berkas atau di etl/sql/mart/{kpi.mart}.sql"
        )


def _note(con: duckdb.DuckDBPyConnection, kpi: Kpi, columns: set[str], names: dict[str, str]) -> None:
    """Source, remark, lender, printed and recomputed figure of every row a value was made of at its own level."""
    kinds = [(kind, f"row_{kind}", "null::double") for kind in ("source", "note", "withheld", "borrowed_from")]
    if kpi.printed_class:
        kinds.append(("class", kpi.printed_class.split(".")[1], "null::double"))
    kinds += [(kind, "null::varchar", names[kind]) for kind in ("printed", "recomputed") if kind in names]
    said = ", ".join(
        f"{{'kind': '{kind}', 'said': {text}::varchar, 'figure': {number}}}"
        for kind, text, number in kinds
        if text in columns or not text.startswith("row_")
    )
    if said:
        con.execute(
            f"""insert into mart.kpi_note
            with told as (
                select area.city_code, area.area_code, m.period_grain, m.period_start, unnest([{said}], recursive := true)
                from {_table(kpi)} m inner join stg.area as area on area.area_code = m.area_code
                where list_contains($levels, area.area_level) and m.period_start <= getvariable('as_of'))
            select $kpi_id, city_code, area_code, period_grain, period_start, kind,
                string_agg(distinct said, '; ' order by said), max(figure)
            from told where said is not null or figure is not null group by all order by all""",
            {"kpi_id": kpi.id, "levels": list(kpi.levels)},
        )
    if kpi.rollup == "sum" and kpi.kind != "published":
        if "is_indicative" in columns:
            _note_indicative(con, kpi)
        _note_coverage(
            con, kpi, " and ".join(f"m.{names[c]} is not null" for c in ("numerator", "denominator") if c in names)
        )


def _note_indicative(con: duckdb.DuckDBPyConnection, kpi: Kpi) -> None:
    """An area made of parts measured for too few hours says so, by the remark of each part or by their number."""
    con.execute(
        f"""insert into mart.kpi_note
        select $kpi_id, path.city_code, path.area_code, m.period_grain, m.period_start, 'note',
            if(count(*) > 3, count(*) || ' stasiun indikatif', string_agg(m.row_note, '; ' order by m.row_note)), null
        from {_table(kpi)} m inner join stg.area_path as path on path.descendant_code = m.area_code
        where m.is_indicative and path.area_code <> m.area_code and list_contains($levels, path.area_level)
            and m.period_start <= getvariable('as_of')
        group by all order by all""",
        {"kpi_id": kpi.id, "levels": list(kpi.levels)},
    )


def _note_coverage(con: duckdb.DuckDBPyConnection, kpi: Kpi, is_known: str) -> None:
    """A sum that lacks some of its kelurahan says so: '33 dari 35 wilayah terkecil punya angka'."""
    con.execute(
        f"""insert into mart.kpi_note
        with part as (
            select path.city_code, path.area_code, m.period_grain, m.period_start, count(distinct m.area_code) as found
            from stg.area_path path inner join {_table(kpi)} m on m.area_code = path.descendant_code
            where path.area_level <> 'kelurahan' and path.descendant_level = 'kelurahan' and list_contains($levels, path.area_level)
                and m.period_start <= getvariable('as_of') and {is_known}
            group by all),
        whole as (
            select area_code, count(*) as expected from stg.area_path
            where descendant_level = 'kelurahan' and area_level <> 'kelurahan' group by all)
        select $kpi_id, part.city_code, part.area_code, part.period_grain, part.period_start, 'coverage',
            part.found || ' dari ' || whole.expected || ' wilayah terkecil punya angka', part.found::double / whole.expected
        from part inner join whole using (area_code) where part.found < whole.expected""",
        {"kpi_id": kpi.id, "levels": list(kpi.levels)},
    )
