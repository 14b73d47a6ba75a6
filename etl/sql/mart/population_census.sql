-- mart.population_census
-- One row per area and year, both sexes together; one instrument, never joined to another.
-- Reads stg.population_census.
create or replace table mart.population_census as
select
    area_code,
    'year' as period_grain,
    make_date(year, 1, 1) as period_start,
    population_count,
    'kutipan' as quality,
    'population_census' as source_id,
    row_source,
    row_note
from stg.population_census
where sex = 'total'
;
