-- areas of the same level that share a border
select area.area_code, area.area_name, area.area_label, area.parent_code
from mart.area_neighbour as neighbour
inner join mart.area as area on area.area_code = neighbour.neighbour_code
where neighbour.area_code = $area
order by area.area_name
