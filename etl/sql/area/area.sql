-- stg.area
-- One row per kota, kecamatan and kelurahan with a Kemendagri code.
-- Reads stg.area_codes, stg.declared_city.
create or replace table stg.area as
select
    city.city_code,
    code.area_level,
    code.area_code,
    code.area_code_bps,
    code.area_name,
    code.area_name_bps,
    city.position as city_position,
    code.parent_code,
    code.match_method,
    code.note as area_note
from stg.area_codes as code
inner join stg.declared_city as city on city.city_code = left(code.area_code, 5)
where code.area_code is not null
order by city.position, code.area_code
;
