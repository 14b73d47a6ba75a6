-- mart.mission
-- One row per mission of a city as stated in a year, with the dimension its wording names: of the city's own scheme first,
-- else national; null while no scheme knows the spelling. A status that is not stated is null: not known.
-- Reads stg.missions, stg.dimension_alias.
create or replace table mart.mission as
select
    given.city_folder as city_code,
    given.mission_number,
    given.mission_name,
    given.dimension_texts,
    alias.slug,
    alias.scheme_id,
    given.mission_status,
    given.stated_year,
    'kutipan' as quality,
    'missions' as source_id,
    given.row_source,
    given.row_note
from stg.missions as given
left join stg.dimension_alias as alias
    on alias.city_code = given.city_folder and alias.spelt = spelt(given.dimension_texts)
qualify row_number() over (
    partition by given.city_folder, given.stated_year, given.mission_number order by alias.is_national nulls last, alias.slug
) = 1
order by given.city_folder, given.stated_year, given.mission_number
;
