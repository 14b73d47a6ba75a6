-- one indicator through time for one area, periods without a figure included
select kpi_id, city_code, area_level, area_code, period_grain, period_start, value, numerator, denominator, n, target,
    status, quality, source_id, edition
from mart.kpi_value
where city_code = left($area, 5)
    and area_level = case length($area) when 5 then 'kota' when 8 then 'kecamatan' else 'kelurahan' end
    and area_code = $area
    and kpi_id = $kpi
order by period_start
