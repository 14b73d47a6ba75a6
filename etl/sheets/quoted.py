"""Sheets against the figures they take the place of: a total far from the quoted one is told, never mended."""

import duckdb

from etl.sheets.sums import grouped

TOLERANCE_PCT = 2  # two editions of one figure (a revised projection, a later cut of the register) lie closer together

FAR_APART = """
    with sheet as (
        select area_code, 'bps' as instrument, year::varchar as period, file_name from stg.population_kcda
        union all by name
        select area_code, 'dukcapil' as instrument, period, file_name from stg.population_dukcapil_sheet where period like '%-S2'),
    file_of as (
        select path.area_code, sheet.instrument, period_start(left(sheet.period, 4)) as period_start,
            string_agg(distinct split_part(sheet.file_name, '[', 1), ', ' order by split_part(sheet.file_name, '[', 1)) as files
        from sheet inner join stg.area_path as path on path.descendant_code = sheet.area_code
        group by all)
    select file_of.files, area.area_name, area.area_level, official.instrument, year(official.period_start) as year, official.population_count, quoted.population_count
    from mart.population_official as official
    inner join (
        select *, 'bps' as instrument from stg.population_bps
        union all by name
        select *, 'dukcapil' as instrument from stg.population_dukcapil) as quoted
        on quoted.instrument = official.instrument and quoted.area_code = official.area_code
            and quoted.year = year(official.period_start) and quoted.sex = 'total'
    inner join file_of on file_of.area_code = official.area_code and file_of.instrument = official.instrument
        and file_of.period_start = official.period_start
    inner join stg.area as area on area.area_code = official.area_code
    where official.period_grain = 'year'
        and abs(official.population_count - quoted.population_count) > $tolerance / 100 * quoted.population_count
    order by all"""


def warn_of_far_totals(con: duckdb.DuckDBPyConnection, made) -> None:
    """One warning per area and year whose sheet is more than `TOLERANCE_PCT` from the quoted figure it replaces."""
    for files, name, level, instrument, year, counted, quoted in con.execute(
        FAR_APART, {"tolerance": TOLERANCE_PCT}
    ).fetchall():
        apart = f"{100 * (counted - quoted) / quoted:+.1f}".replace(".", ",")
        made.warnings.append(
            f"{files}::jumlah: {name} ({level}) {year} berjumlah {grouped(counted)} di lembar ini, {grouped(quoted)} menurut kutipan "
            f"population_{instrument} yang digantikannya ({apart} %, batas {TOLERANCE_PCT} %); periksa tahun dan semester di judulnya, "
            "instrumennya (BPS atau Dukcapil) dan kelurahan yang kurang atau ganda; tetap dimuat, tidak diubah"
        )
