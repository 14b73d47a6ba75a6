-- mart.population_figure
-- One row per instrument, area and period, both sexes together; instruments are never joined to each other. Where a sheet by
-- kelurahan gives the kota's figure too, the quoted one stands beside it in words.
-- Reads stg.population_bps, stg.population_dukcapil, mart.population_official.
create or replace table mart.population_figure as
with received as (
    select
        'bps' as instrument,
        area_code,
        year,
        sex,
        population_count,
        row_source,
        row_note
    from stg.population_bps
    union all
    select
        'dukcapil' as instrument,
        area_code,
        year,
        sex,
        population_count,
        row_source,
        row_note
    from stg.population_dukcapil
),

quoted as (
    select
        instrument,
        area_code,
        'year' as period_grain,
        make_date(year, 1, 1) as period_start,
        population_count,
        row_source,
        row_note
    from received
    where sex = 'total'
)

select
    quoted.instrument,
    quoted.area_code,
    quoted.period_grain,
    quoted.period_start,
    quoted.population_count::double as population_count,
    null::double as printed_count,
    null::double as recomputed_count,
    'kutipan' as quality,
    'population_' || quoted.instrument as source_id,
    quoted.row_source,
    quoted.row_note,
    official.row_withheld
from quoted
left join mart.population_official as official using (instrument, area_code, period_grain, period_start)
where official.population_count is null
union all by name
select
    official.instrument,
    official.area_code,
    official.period_grain,
    official.period_start,
    official.population_count::double as population_count,
    official.printed_count,
    official.recomputed_count,
    official.quality,
    official.source_id,
    official.row_source,
    nullif(concat_ws(
        '; ',
        official.row_note,
        'kutipan yang digantikan: ' || replace(format('{:,}', quoted.population_count), ',', '.')
    ), '') as row_note,
    official.row_withheld
from mart.population_official as official
left join quoted using (instrument, area_code, period_grain, period_start)
where official.population_count is not null
    or quoted.area_code is null
;
