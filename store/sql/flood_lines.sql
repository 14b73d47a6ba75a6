-- every line of every bulletin of one flood, oldest bulletin first
select report.event_on, report.known_on, report.known_time, report.area_code, area.area_name, area.area_level,
    report.area_level_printed, report.area_name_printed, report.persons_count, report.households_count, report.houses_count,
    report.depth_min_cm, report.depth_max_cm, report.kelurahan_stated_count, report.list_status, report.bulletin_note,
    report.is_hidden, report.quality, report.source_id, report.row_source, report.row_note, report.row_address
from mart.flood_report as report
left join mart.area as area on area.area_code = report.area_code
where report.city_code = $city and report.event_start = $start
order by report.known_at, report.file_name, report.line_no
