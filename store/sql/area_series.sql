-- every indicator through time for one area
select kpi_id, period_grain, period_start, value, quality, status, n
from mart.kpi_value
where area_code = $area
order by kpi_id, period_start
