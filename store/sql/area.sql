-- one area with its label and its parent's name
select area.city_code, area.area_level, area.area_code, area.area_name, area.area_label, area.parent_code, area.bps_code,
    area.polygon_km2, area.area_note, area.listed_name, parent.area_name as parent_name
from mart.area as area
left join mart.area as parent on parent.area_code = area.parent_code
where area.area_code = $area
