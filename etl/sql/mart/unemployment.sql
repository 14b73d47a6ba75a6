-- mart.unemployment
-- One row per kota and year with a published open unemployment.
-- Reads stg.city_statistics.
create or replace table mart.unemployment as
select
    area_code,
    'year' as period_grain,
    make_date(year, 1, 1) as period_start,
    value as open_unemployment_pct,
    'kutipan' as quality,
    'city_statistics' as source_id,
    row_source,
    row_note
from stg.city_statistics
where metric = 'open_unemployment_pct'
;
