-- drawn shapes of a city: coverage-only ground has no area_code
select outline.area_level, outline.area_code, coalesce(area.area_name, outline.outline_name) as area_name, area.area_label,
    coalesce(area.parent_code, outline.parent_code) as parent_code, outline.path, outline.label_x, outline.label_y,
    outline.box_x0, outline.box_y0, outline.box_x1, outline.box_y1, outline.area_code is null as is_coverage_only
from mart.area_outline as outline
left join mart.area as area on area.area_code = outline.area_code and area.city_code = $city
where outline.city_code = $city
order by outline.area_level, outline.area_code
