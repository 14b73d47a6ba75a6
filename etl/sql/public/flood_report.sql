-- Rows of mart.flood_report anyone may see: where one kelurahan of an event has 1 to 4 persons, households or houses, that
-- measure is left out for all kelurahan of the event, so that no difference of totals gives it back.
select
    report.* replace (
        if(length(area_code) = 13 and min(nullif(persons_count, 0)) over event < 5, null, persons_count) as persons_count,
        if(length(area_code) = 13 and min(nullif(households_count, 0)) over event < 5, null, households_count) as households_count,
        if(length(area_code) = 13 and min(nullif(houses_count, 0)) over event < 5, null, houses_count) as houses_count,
        coalesce(length(area_code) = 13 and least(
            min(nullif(persons_count, 0)) over event,
            min(nullif(households_count, 0)) over event,
            min(nullif(houses_count, 0)) over event
        ) < 5, false) as is_hidden,
        null as file_name
    )
from mart.flood_report as report
window event as (partition by city_code, event_start, length(area_code) = 13)
order by city_code, event_start, known_at, file_name, line_no
