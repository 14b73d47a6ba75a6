-- mart.population_dukcapil
-- One row per area and year, both sexes together; one instrument, never joined to another.
-- Reads stg.population_dukcapil.
create or replace table mart.population_dukcapil as
select
    area_code,
    'year' as period_grain,
    make_date(year, 1, 1) as period_start,
    population_count,
    'kutipan' as quality,
    'population_dukcapil' as source_id,
    row_source,
    row_note
from stg.population_dukcapil
where sex = 'total'
;
