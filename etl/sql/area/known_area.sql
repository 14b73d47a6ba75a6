-- stg.known_area
-- One row per area of a city's list with every spelling of its name; area_code is null for ground that is nobody's kelurahan.
-- Reads stg.area_codes, stg.area_aliases, stg.declared_city.
create or replace table stg.known_area as
with spelling as (
    select
        code.file_name,
        code.line_no,
        code.area_name as spelling
    from stg.area_codes as code
    union
    select
        code.file_name,
        code.line_no,
        code.area_name_bps
    from stg.area_codes as code
    union
    select
        code.file_name,
        code.line_no,
        other.alias
    from stg.area_codes as code
    inner join stg.area_aliases as other on other.area_code = code.area_code
)

select
    city.city_code,
    code.area_level,
    code.area_code,
    code.area_code_bps,
    coalesce(code.area_name, code.area_name_bps) as area_name,
    code.parent_code,
    list(spelling.spelling order by spelling.spelling) filter (spelling.spelling is not null) as spellings
from stg.area_codes as code
inner join stg.declared_city as city on city.city_code = code.city_folder
left join spelling
    on spelling.file_name = code.file_name
    and spelling.line_no = code.line_no
group by all
order by city.city_code, code.area_code, code.area_code_bps
;
