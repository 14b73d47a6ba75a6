-- one indicator through time for one area, periods without a figure included
select kpi_id, city_code, area_level, area_code, period_grain, period_start, value, numerator, denominator, n, target,
    status, quality, source_id, edition
from mart.kpi_value
where kpi_id = $kpi and area_code = $area
order by period_start
