-- source, remark, printed and recomputed figure, coverage of one indicator in one area, newest first
select period_grain, period_start, note_kind, note, value
from mart.kpi_note
where kpi_id = $kpi and area_code = $area
order by period_start desc, note_kind
