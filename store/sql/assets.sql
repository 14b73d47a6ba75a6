-- assets of a city by kind; several without names in one row
select asset_id, asset_kind, asset_name, unit_count, owner_name, asset_status, stated_year, area_code, place_status, quality,
    source_id, row_source, row_note
from mart.asset
where city_code = $city
order by asset_kind, asset_id
