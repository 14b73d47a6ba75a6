-- mart.reading_hour
-- One row per station, parameter and hour with readings, of the last 31 days before the day of the edition; hour_at is its beginning. Additive but for
-- the extremes. The hours of all years are in the parts of the warehouse.
-- Reads mart.sensor_series, work.reading_hour.
create or replace table mart.reading_hour as
select
    hour.city_code,
    hour.station_code,
    hour.parameter,
    make_timestamptz(hour.hour_no * 3600000000) as hour_at,
    hour.reading_count,
    hour.value_sum,
    hour.value_min,
    hour.value_max,
    hour.last_value,
    hour.last_at,
    hour.jump_count,
    hour.longest_gap_minutes
from work.reading_hour as hour
inner join mart.sensor_series using (city_code, station_code, parameter)
where date '1970-01-01' + ((hour.hour_no + 7) // 24) between getvariable('as_of') - 31 and getvariable('as_of')
order by hour.city_code, hour.station_code, hour.parameter, hour_at
;
