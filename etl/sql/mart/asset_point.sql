-- mart.asset_point
-- One row per asset with coordinates inside its city: degrees, and x and y on the city's map canvas (null without outlines).
-- Cameras stay out of the public file: is_public says so.
-- Reads stg.assets, stg.asset_place.
create or replace table mart.asset_point as
select
    given.city_folder as city_code,
    given.asset_id,
    given.lon_deg,
    given.lat_deg,
    place.x,
    place.y,
    lower(given.asset_kind) not like '%cctv%' and lower(given.asset_kind) not like '%kamera%' as is_public,
    'assets' as source_id
from stg.assets as given
inner join stg.asset_place as place using (city_folder, asset_id)
where place.place_status = 'titik'
order by given.city_folder, given.asset_id
;
