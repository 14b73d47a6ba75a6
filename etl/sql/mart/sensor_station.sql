-- mart.sensor_station
-- One row per declared station; area_code is its kelurahan, declared or by its point (null: not known, or outside the city).
-- Reads stg.sensor_stations, stg.sensor_place.
create or replace table mart.sensor_station as
select
    given.city_folder as city_code,
    given.station_code,
    given.station_name,
    given.station_kind,
    place.area_code,
    place.place_status,
    place.x,
    place.y,
    given.land_use,
    given.installed_on,
    given.retired_on,
    given.row_source
from stg.sensor_stations as given
left join stg.sensor_place as place using (city_folder, station_code)
order by city_code, given.station_code
;
