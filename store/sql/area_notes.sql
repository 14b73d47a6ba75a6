-- the same for every indicator of one area
select kpi_id, period_start, note_kind, note, value
from mart.kpi_note
where city_code = left($area, 5)
    and area_code = $area
order by kpi_id, period_start
