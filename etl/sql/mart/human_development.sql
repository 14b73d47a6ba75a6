-- mart.human_development
-- One row per kota and year with a published human development index.
-- Reads stg.city_statistics.
create or replace table mart.human_development as
select
    area_code,
    'year' as period_grain,
    make_date(year, 1, 1) as period_start,
    value as human_development_index,
    'kutipan' as quality,
    'city_statistics' as source_id,
    row_source,
    row_note
from stg.city_statistics
where metric = 'hdi_ipm'
;
