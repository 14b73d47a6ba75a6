-- Edisi nyata tidak memuat satu angka simulasi pun.
select kpi_id, area_code, period_start
from mart.kpi_value
where quality = 'simulasi'
union all
select parameter, station_code, period_start
from mart.reading_daily
where quality = 'simulasi'
