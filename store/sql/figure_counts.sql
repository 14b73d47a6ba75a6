-- of every indicator in one area: how many periods have a figure
select kpi_id, count(value) as value_count
from mart.kpi_value
where city_code = left($area, 5)
    and area_level = case length($area) when 5 then 'kota' when 8 then 'kecamatan' else 'kelurahan' end
    and area_code = $area
group by kpi_id
order by kpi_id
