-- mart.area_alias
-- One row per other spelling of an area's name; a spelling is only ever used together with level and parent.
-- Reads stg.area_aliases.
create or replace table mart.area_alias as
select
    left(area_code, 5) as city_code,
    area_code,
    alias
from stg.area_aliases
order by area_code, alias
;
