-- stg.area_path
-- One row per area and area below it, itself included: what a sum at that level is taken over.
-- Reads stg.area.
create or replace table stg.area_path as
select
    above.city_code,
    above.area_level,
    above.area_code,
    below.area_code as descendant_code,
    below.area_level as descendant_level
from stg.area as above
inner join stg.area as below
    on below.city_code = above.city_code
    and (below.area_code = above.area_code or starts_with(below.area_code, above.area_code || '.'))
;
