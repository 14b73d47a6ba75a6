-- floods of a city, newest first: bulletins, kelurahan named, what the lists say of themselves, lines whose place is not known
select event_start, max(event_on) as event_end, count(distinct (known_at, row_source)) as bulletin_count,
    count(distinct area_code) filter (length(area_code) = 13) as named_count,
    max(known_on) as last_known_on, bool_or(list_status = 'lengkap') as has_complete_list,
    count(*) filter (area_code is null) as unplaced_count, min(quality) as quality, 'flood_reports' as source_id
from mart.flood_report
where city_code = $city
group by event_start
order by event_start desc
