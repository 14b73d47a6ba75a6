-- mart.household
-- One row per kota and census year with households and the census count.
-- Reads mart.city_statistic, mart.population_census.
create or replace table mart.household as
select
    home.area_code,
    home.period_grain,
    home.period_start,
    home.metric_value as household_count,
    people.population_count,
    quality_of_rank(greatest(quality_rank(home.quality), quality_rank(people.quality))) as quality,
    home.source_id || ' ' || people.source_id as source_id,
    home.row_source,
    home.row_note
from mart.city_statistic as home
inner join mart.population_census as people using (area_code, period_grain, period_start)
where home.metric = 'households'
;
