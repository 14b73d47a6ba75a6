-- mart.gauge_reading
-- One row per station and reading: water levels in metres above the station's own zero, rain in millimetres; never one column.
-- Alert levels of the station where they have been delivered, as 'Siaga 3 4,0 m' texts in a list.
-- Reads stg.river_levels, stg.rain_readings, stg.river_alert_levels.
create or replace table mart.gauge_reading as
with reading as (
    select city_folder, read_at, station_name, level_m, null as rain_mm, place_name, station_kind, row_source, row_note, 'river_levels' as source_id
    from stg.river_levels
    union all
    select city_folder, read_at, station_name, null, rain_mm, place_name, station_kind, row_source, row_note, 'rain_readings'
    from stg.rain_readings
),

alert as (
    select
        city_folder,
        lower(station_name) as station,
        list({'alert_name': alert_name, 'level_m': level_m} order by level_m) as alert_levels
    from stg.river_alert_levels
    group by all
)

select
    reading.city_folder as city_code,
    reading.station_name,
    (moment(reading.read_at) at time zone 'Asia/Jakarta')::date as read_on,
    if(length(reading.read_at) = 10, null, strftime(moment(reading.read_at) at time zone 'Asia/Jakarta', '%H:%M')) as read_time,
    reading.level_m,
    reading.rain_mm,
    reading.place_name,
    reading.station_kind,
    if(reading.level_m is null, null, alert.alert_levels) as alert_levels,
    'kutipan' as quality,
    reading.source_id,
    reading.row_source,
    reading.row_note
from reading
left join alert on alert.city_folder = reading.city_folder and alert.station = lower(reading.station_name)
where read_on <= getvariable('as_of')
order by reading.city_folder, read_on, reading.source_id, reading.level_m desc, reading.station_name
;
