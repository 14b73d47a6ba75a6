-- Satu indikator, wilayah dan periode punya satu nilai.
select kpi_id, area_code, period_grain, period_start
from mart.kpi_value
group by all
having count(*) > 1
