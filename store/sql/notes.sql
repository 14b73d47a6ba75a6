-- source, remark, printed and recomputed figure, coverage of one indicator in one area, newest first
select kpi_id, period_grain, period_start, note_kind, note, value
from mart.kpi_note
where city_code = left($area, 5)
    and area_code = $area
    and kpi_id = $kpi
order by period_start desc, note_kind
