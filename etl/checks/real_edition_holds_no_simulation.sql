-- Edisi nyata tidak memuat satu angka simulasi pun.
select kpi_id, area_code, period_start
from mart.kpi_value
where quality = 'simulasi' and not starts_with(edition, 'demo-')
