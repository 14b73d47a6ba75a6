-- shapes of one level of a city as GeoJSON geometry text
select outline.area_code, coalesce(area.area_name, outline.outline_name) as area_name, outline.area_level, outline.parent_code,
    outline.polygon_km2, outline.geojson
from mart.area_outline as outline
left join mart.area as area on area.area_code = outline.area_code and area.city_code = $city
where outline.city_code = $city and outline.area_level = $level
order by outline.area_code nulls last
