-- mart.population_density
-- One row per kota and year in which the register and the official area (BIG) both have a figure.
-- Reads mart.population_dukcapil, stg.area_size.
create or replace table mart.population_density as
with official_area as (
    select
        area_code,
        year,
        official_km2
    from stg.area_size
    where row_source like 'Surat BIG%'
)

select
    people.area_code,
    people.period_grain,
    people.period_start,
    people.population_count,
    official_area.official_km2,
    'kutipan' as quality,
    people.source_id || ' area_size' as source_id,
    case
        when people.quality = 'kutipan' then 'Dukcapil semester II dan luas BIG, disalin cahyadsn/wilayah'
        else people.row_source || '; luas BIG, disalin cahyadsn/wilayah'
    end as row_source,
    null::varchar as row_note
from mart.population_dukcapil as people
inner join official_area
    on official_area.area_code = people.area_code
    and official_area.year = year(people.period_start)
where people.period_grain = 'year'
    and people.population_count is not null
;
