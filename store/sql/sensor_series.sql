-- stations of a city with each parameter they measure (null: none yet), its thresholds, how far it and its deliveries reach;
-- moments are microseconds since 1970-01-01 UTC
select station.station_code, station.station_name, station.station_kind, station.area_code, area.area_name, station.x, station.y,
    station.land_use, station.retired_on, series.parameter, series.parameter_name, series.unit, series.day_figure,
    series.interval_minutes, series.stuck_hours, series.siaga_1, series.siaga_2, series.siaga_3, series.source_id, series.quality,
    epoch_us(series.reach_at) as reach_us, epoch_us(series.last_at) as last_us, series.last_value, series.is_offline
from mart.sensor_station as station
left join mart.sensor_series as series using (city_code, station_code)
left join mart.area as area on area.area_code = station.area_code
where station.city_code = $city
order by station.station_code, series.parameter
