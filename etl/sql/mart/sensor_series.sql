-- mart.sensor_series
-- One row per station and parameter that delivered readings, or whose station is declared as installed and has a row in
-- sensor_limits. reach_at is how far the city's deliveries of its source go; a series more than three intervals behind is offline since
-- last_at. Alert levels are null where none have been set.
-- Reads stg.sensor_limits, stg.sensor_parameters, stg.declared_source, mart.sensor_station, work.reading_day, work.reading_series.
create or replace table mart.sensor_series as
with origin as (
    select
        series.city_code,
        series.station_code,
        series.parameter,
        array_to_string(list_sort(list_distinct(list(series.source_id))), ' ') as source_id,
        quality_of_rank(max(quality_rank(source.quality))) as quality
    from work.reading_series as series
    inner join stg.declared_source as source using (source_id)
    group by all
),

delivered as (
    select
        origin.*,
        min(reading.first_at) as first_at,
        max(reading.last_at) as last_at,
        arg_max(reading.last_value, reading.last_at) as last_value
    from origin
    inner join work.reading_day as reading using (city_code, station_code, parameter)
    where reading.day_on <= getvariable('as_of')
    group by all
),

promised as (
    select
        limits.city_folder as city_code,
        limits.station_code,
        limits.parameter
    from stg.sensor_limits as limits
    inner join mart.sensor_station as station
        on station.city_code = limits.city_folder and station.station_code = limits.station_code
    anti join delivered
        on delivered.city_code = limits.city_folder and delivered.station_code = limits.station_code
        and delivered.parameter = limits.parameter
    where station.installed_on <= getvariable('as_of')
),

series as (
    select * from delivered
    union all by name
    select
        *,
        'sensor_limits' as source_id,
        'resmi' as quality
    from promised
),

reach as (
    select city_code, source_id, max(last_at) as reach_at from delivered group by all
),

city_reach as (
    select city_code, max(reach_at) as reach_at from reach group by all
)

select
    series.city_code,
    series.station_code,
    series.parameter,
    station.station_name,
    station.area_code,
    known.parameter_name,
    known.unit,
    known.day_figure,
    known.stuck_hours,
    coalesce(limits.interval_minutes, known.interval_minutes) as interval_minutes,
    known.min_day_share_pct,
    limits.siaga_3,
    limits.siaga_2,
    limits.siaga_1,
    series.source_id,
    series.quality,
    coalesce(station.installed_on::timestamp at time zone 'Asia/Jakarta', series.first_at) as starts_at,
    least(
        coalesce(reach.reach_at, city_reach.reach_at),
        coalesce((station.retired_on + 1)::timestamp at time zone 'Asia/Jakarta', timestamptz '9999-12-31')
    ) as reach_at,
    series.first_at,
    series.last_at,
    series.last_value,
    series.last_at is null
    or epoch_us(coalesce(reach.reach_at, city_reach.reach_at)) - epoch_us(series.last_at)
    > 3 * 60000000 * coalesce(limits.interval_minutes, known.interval_minutes) as is_offline
from series
inner join mart.sensor_station as station using (city_code, station_code)
inner join stg.sensor_parameters as known using (parameter)
left join stg.sensor_limits as limits
    on limits.city_folder = series.city_code and limits.station_code = series.station_code and limits.parameter = series.parameter
left join reach on reach.city_code = series.city_code and reach.source_id = series.source_id
left join city_reach on city_reach.city_code = series.city_code
order by series.city_code, series.station_code, series.parameter
;
