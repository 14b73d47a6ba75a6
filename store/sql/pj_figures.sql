-- published figures of the ten for one city, oldest first within a measure
select indicator_no, measure_id, measure_en, period_grain, period_start, date_printed_id, date_printed_en, value, unit_id, unit_en,
    instrument, kpi_id, borrowed_from, quality, source_id, row_source, is_verified, remark_id, remark_en
from mart.pj_figure
where area_code = $area
order by indicator_no, position, period_start
