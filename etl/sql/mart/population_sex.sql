-- mart.population_sex
-- One row per kota and year: men and women of the civil register, where both are published.
-- Reads stg.population_dukcapil, stg.declared_source.
create or replace table mart.population_sex as
select
    area_code,
    'year' as period_grain,
    make_date(year, 1, 1) as period_start,
    max(population_count) filter (sex = 'male') as male_count,
    max(population_count) filter (sex = 'female') as female_count,
    source.quality,
    source.source_id,
    max(row_source) filter (sex = 'male') as row_source
from stg.population_dukcapil
inner join stg.declared_source as source on source.source_id = 'population_dukcapil'
where sex <> 'total'
group by area_code, year, source.quality, source.source_id
having male_count is not null and female_count is not null
;
