-- every indicator through time for one area
select kpi_id, period_grain, period_start, value, quality, status, n
from mart.kpi_value
where city_code = left($area, 5)
    and area_level = case length($area) when 5 then 'kota' when 8 then 'kecamatan' else 'kelurahan' end
    and area_code = $area
order by kpi_id, period_start
