-- by series of a city, from the hours of the last 31 days: since which hour the alert class of its last reading has held
-- (is_longer: since before those hours), since which it has not moved, and for how many hours it has not
with judged as (
    select hour.station_code, hour.parameter, hour.hour_at,
        hour.value_min = series.last_value and hour.value_max = series.last_value as is_flat,
        case when hour.value_max >= series.siaga_1 then 1 when hour.value_max >= series.siaga_2 then 2
            when hour.value_max >= series.siaga_3 then 3 else 4 end as alert_no,
        case when series.last_value >= series.siaga_1 then 1 when series.last_value >= series.siaga_2 then 2
            when series.last_value >= series.siaga_3 then 3 else 4 end as now_no
    from mart.reading_hour as hour
    inner join mart.sensor_series as series using (city_code, station_code, parameter)
    where hour.city_code = $city
),

edge as (
    select station_code, parameter, max(hour_at) filter (alert_no > now_no) as milder_at,
        max(hour_at) filter (not is_flat) as moved_at
    from judged
    group by all
)

select station_code, parameter,
    epoch_us(min(hour_at) filter (milder_at is null or hour_at > milder_at)) as alert_since_us,
    bool_and(milder_at is null) as is_longer,
    epoch_us(min(hour_at) filter (moved_at is null or hour_at > moved_at)) as flat_since_us,
    count(*) filter (moved_at is null or hour_at > moved_at) as flat_hour_count
from judged
inner join edge using (station_code, parameter)
group by all
order by station_code, parameter
