-- mart.area_official
-- One row per kota or kecamatan and year of the official figure; figures that include sea are left to stg.
-- Two publishers in one year: the one with the later-named document does not exist today, so (area, year) is unique.
-- Reads stg.area_size.
create or replace table mart.area_official as
select
    area_code,
    'year' as period_grain,
    make_date(year, 1, 1) as period_start,
    official_km2,
    'kutipan' as quality,
    'area_size' as source_id,
    row_source,
    row_note
from stg.area_size
where length(area_code) < 10
    and coalesce(row_note, '') not like 'termasuk laut%'
;
