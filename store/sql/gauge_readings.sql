-- readings of river and rain gauges of a city between two days
select station_name, read_on, read_time, level_m, rain_mm, place_name, station_kind, alert_levels, quality, source_id,
    row_source, row_note
from mart.gauge_reading
where city_code = $city and read_on between $first::date and $last::date
order by rain_mm is not null, level_m desc, station_name
