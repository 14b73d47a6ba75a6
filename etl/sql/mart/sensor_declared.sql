-- mart.sensor_declared
-- One row per declared station and known parameter: unit, interval and alert levels, whether or not it has delivered readings.
-- Reads stg.sensor_stations, stg.sensor_parameters, stg.sensor_limits.
create or replace table mart.sensor_declared as
select
    station.city_folder as city_code,
    station.station_code,
    known.parameter,
    known.parameter_name,
    known.unit,
    known.day_figure,
    known.stuck_hours,
    coalesce(limits.interval_minutes, known.interval_minutes) as interval_minutes,
    limits.siaga_1,
    limits.siaga_2,
    limits.siaga_3
from stg.sensor_stations as station
cross join stg.sensor_parameters as known
left join stg.sensor_limits as limits
    on limits.city_folder = station.city_folder and limits.station_code = station.station_code and limits.parameter = known.parameter
order by city_code, station.station_code, known.parameter
;
