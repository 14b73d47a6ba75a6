-- mart.population_bps
-- One row per area and year, both sexes together; one instrument, never joined to another.
-- Reads stg.population_bps.
create or replace table mart.population_bps as
select
    area_code,
    'year' as period_grain,
    make_date(year, 1, 1) as period_start,
    population_count,
    'kutipan' as quality,
    'population_bps' as source_id,
    row_source,
    row_note
from stg.population_bps
where sex = 'total'
;
