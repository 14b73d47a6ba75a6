-- areas of a city, kota first
select city_code, area_level, area_code, area_name, area_label, parent_code, bps_code, polygon_km2
from mart.area
where city_code = $city and ($level is null or area_level = $level)
order by area_code
