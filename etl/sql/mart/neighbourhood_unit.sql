-- mart.neighbourhood_unit
-- One row per kecamatan, year and metric (rt_count, rw_count).
-- Reads stg.neighbourhood_units, stg.declared_source.
create or replace table mart.neighbourhood_unit as
select
    area_code,
    'year' as period_grain,
    make_date(year, 1, 1) as period_start,
    metric,
    unit_count,
    source.quality,
    source.source_id,
    row_source,
    row_note
from stg.neighbourhood_units
inner join stg.declared_source as source on source.source_id = 'neighbourhood_units'
;
