-- rows of one source about an area, an area inside it or an area around it, as received (JSON text)
select source_id, area_code, period_start, file_name, file_sha256, line_no, received
from mart.source_row
where source_id = $source
    and (area_code = $area or starts_with(area_code, $area || '.') or starts_with($area, area_code || '.'))
order by area_code, period_start, file_name, line_no
