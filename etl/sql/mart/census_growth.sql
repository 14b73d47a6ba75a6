-- mart.census_growth
-- One row per area counted by two censuses ten years apart, at the later one. One instrument only.
-- Reads mart.population_census.
create or replace table mart.census_growth as
select
    later.area_code,
    later.period_grain,
    later.period_start,
    later.population_count - earlier.population_count as growth_count,
    earlier.population_count as earlier_count,
    quality_of_rank(greatest(quality_rank(later.quality), quality_rank(earlier.quality))) as quality,
    later.source_id,
    concat_ws('; ', later.row_source, nullif(earlier.row_source, later.row_source)) as row_source
from mart.population_census as later
inner join mart.population_census as earlier
    on earlier.area_code = later.area_code
    and earlier.period_start = later.period_start - interval 10 year
;
