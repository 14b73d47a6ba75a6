-- mart.spbe_sheet
-- One row per city, year and indicator of a sheet that the city handed in; the year says which scheme it belongs to.
-- Only the simulator starts from it: it is not part of the public file.
-- Reads stg.spbe_indicator_levels, stg.spbe_schemes.
create or replace table mart.spbe_sheet as
select
    sheet.city_folder as city_code,
    sheet.year,
    scheme.scheme_id,
    sheet.indicator_no,
    sheet.level_no,
    'spbe_indicator_levels' as source_id
from stg.spbe_indicator_levels as sheet
inner join stg.spbe_schemes as scheme
    on sheet.year between scheme.first_year and coalesce(scheme.last_year, 9999)
where make_date(sheet.year, 1, 1) <= getvariable('as_of')
order by city_code, sheet.year, sheet.indicator_no
;
