-- points of a city's assets for the map: degrees, and x and y on the canvas of the city's outlines
-- status: active, inactive or null (not known)
select asset.asset_id, asset.asset_kind as kind, coalesce(asset.asset_name, asset.asset_kind) as name, point.lon_deg as lon,
    point.lat_deg as lat, point.x, point.y,
    case asset.asset_status when 'aktif' then 'active' when 'tidak aktif' then 'inactive' end as status,
    asset.row_source as source, asset.area_code, asset.stated_year, asset.quality, asset.source_id
from mart.asset_point as point
inner join mart.asset as asset using (city_code, asset_id)
where point.city_code = $city and point.x is not null
order by asset.asset_kind, asset.asset_id
