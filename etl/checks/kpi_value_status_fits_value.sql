-- Nilai kosong berarti no_data, dan sebaliknya.
select kpi_id, area_code, period_start, value, status
from mart.kpi_value
where (value is null) <> (status = 'no_data')
