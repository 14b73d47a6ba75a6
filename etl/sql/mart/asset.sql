-- mart.asset
-- One row per asset a city has named: one thing, or several without names (unit_count; null: not stated). Its place is a
-- point of mart.asset_point, or an area, or not known (place_status: titik, wilayah, luar_kota, tidak_diketahui).
-- Reads stg.assets, stg.asset_place.
create or replace table mart.asset as
select
    given.city_folder as city_code,
    given.asset_id,
    given.asset_kind,
    given.asset_name,
    given.unit_count,
    given.owner_name,
    given.asset_status,
    given.stated_year,
    coalesce(given.area_code, place.area_code) as area_code,
    coalesce(place.place_status, if(given.area_code is null, 'tidak_diketahui', 'wilayah')) as place_status,
    'kutipan' as quality,
    'assets' as source_id,
    given.row_source,
    given.row_note
from stg.assets as given
left join stg.asset_place as place using (city_folder, asset_id)
order by given.city_folder, given.asset_kind, given.line_no
;
