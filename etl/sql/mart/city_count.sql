-- mart.city_count
-- One row per city, year and thing counted, as the city or a report states it; never added up.
-- Reads stg.city_counts.
create or replace table mart.city_count as
select
    city_folder as area_code,
    'year' as period_grain,
    make_date(year, 1, 1) as period_start,
    thing,
    counted_count,
    'kutipan' as quality,
    'city_counts' as source_id,
    row_source,
    row_note
from stg.city_counts
order by city_folder, thing, year
;
