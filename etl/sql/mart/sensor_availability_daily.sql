-- mart.sensor_availability_daily
-- One row per station, parameter and day: how many of the readings that the declared interval promises did arrive.
-- Reads mart.reading_daily.
create or replace table mart.sensor_availability_daily as
select
    area_code,
    station_code,
    parameter,
    period_grain,
    period_start,
    present_count,
    expected_count,
    quality,
    source_id
from mart.reading_daily
where expected_count > 0
order by area_code, station_code, parameter, period_start
;
