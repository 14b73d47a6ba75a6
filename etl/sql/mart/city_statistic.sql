-- mart.city_statistic
-- One row per kota and year; one column a published figure, null where none was published.
-- Reads stg.city_statistics.
create or replace table mart.city_statistic as
select
    area_code,
    'year' as period_grain,
    make_date(year, 1, 1) as period_start,
    max(value) filter (metric = 'hdi_ipm') as human_development_index,
    max(value) filter (metric = 'open_unemployment_pct') as open_unemployment_pct,
    max(value) filter (metric = 'poor_population_pct') as poor_population_pct,
    max(value) filter (metric = 'poor_population') as poor_population_count,
    'kutipan' as quality,
    'city_statistics' as source_id,
    string_agg(distinct row_source, '; ') as row_source,
    null::varchar as row_note
from stg.city_statistics
group by area_code, year
;
