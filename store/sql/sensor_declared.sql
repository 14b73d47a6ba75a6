-- what is declared of each parameter at each station of a city, for live readings that no edition holds yet
select station_code, parameter, parameter_name, unit, day_figure, stuck_hours, interval_minutes, siaga_1, siaga_2, siaga_3
from mart.sensor_declared
where city_code = $city
order by station_code, parameter
