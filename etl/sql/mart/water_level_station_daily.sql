-- mart.water_level_station_daily
-- One row per water gauge and day: the highest level in metres above the gauge's own zero, and its alert class by the levels set
-- for that gauge (alert_no 1 is the worst); without all three of them "ambang belum ditetapkan".
-- Reads mart.reading_daily, mart.sensor_series.
create or replace table mart.water_level_station_daily as
with highest as (
    select
        day.*,
        series.station_name,
        case
            when series.siaga_1 is null or series.siaga_2 is null or series.siaga_3 is null then null
            when day.value_max >= series.siaga_1 then 1
            when day.value_max >= series.siaga_2 then 2
            when day.value_max >= series.siaga_3 then 3
            else 4
        end as alert_no
    from mart.reading_daily as day
    inner join mart.sensor_series as series using (city_code, station_code, parameter)
    where day.parameter = 'water_level_m' and day.reading_count > 0
)

select
    city_code,
    area_code,
    station_code,
    station_name,
    period_start,
    value_max as level_max_m,
    alert_no,
    coalesce(
        ['Siaga 1 (awas)', 'Siaga 2 (kritis)', 'Siaga 3 (waspada)', 'Siaga 4 (normal)'][alert_no], 'ambang belum ditetapkan'
    ) as alert_name,
    is_indicative,
    quality,
    source_id
from highest
order by city_code, station_code, period_start
;
