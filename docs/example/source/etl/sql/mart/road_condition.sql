-- mart.road_condition
-- One row per kelurahan and year.
-- Reads stg.road_condition.
create or replace table mart.road_condition as
select
    area_code,
    'year' as period_grain,
    make_date(year, 1, 1) as period_start,
    good_km,
    total_km,
    'resmi' as quality,
    'road_condition' as source_id,
    'Dinas PUPR, kondisi jalan ' || year as row_source,
    row_note
from stg.road_condition
;
