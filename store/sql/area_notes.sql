-- the same for every indicator of one area
select kpi_id, period_start, note_kind, note, value
from mart.kpi_note
where area_code = $area
order by kpi_id, period_start
