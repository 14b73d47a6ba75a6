-- the kota of the province of a city, each in the map's columns, on the province's own canvas
select area.area_level, outline.city_code as area_code, area.area_name, area.area_label, outline.province_code as parent_code,
    outline.path, outline.label_x, outline.label_y, outline.box_x0, outline.box_y0, outline.box_x1, outline.box_y1,
    false as is_coverage_only
from mart.province_outline as outline
inner join mart.area as area on area.area_code = outline.city_code
where outline.province_code = left($city, 2)
order by outline.city_code
