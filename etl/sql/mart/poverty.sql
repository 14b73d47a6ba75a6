-- mart.poverty
-- One row per kota and year with a published share of people below the poverty line.
-- Reads stg.city_statistics.
create or replace table mart.poverty as
select
    area_code,
    'year' as period_grain,
    make_date(year, 1, 1) as period_start,
    value as poor_population_pct,
    'kutipan' as quality,
    'city_statistics' as source_id,
    row_source,
    row_note
from stg.city_statistics
where metric = 'poor_population_pct'
;
