-- mart.water_level_daily
-- One row per area of every level and day: the gauge with the worst alert class, else the highest level. Zeros of gauges
-- differ: the figure is that gauge's, named beside it, and no comparison of areas.
-- Reads mart.water_level_station_daily, stg.area_path.
create or replace table mart.water_level_daily as
with ranked as (
    select
        path.area_code as shown_area_code,
        gauge.*,
        row_number() over (
            partition by path.area_code, gauge.period_start
            order by gauge.alert_no nulls last, gauge.level_max_m desc, gauge.station_code
        ) as nth,
        count(*) over (partition by path.area_code, gauge.period_start) as gauge_count
    from mart.water_level_station_daily as gauge
    inner join stg.area_path as path on path.descendant_code = gauge.area_code
)

select
    shown_area_code as area_code,
    'day' as period_grain,
    period_start,
    level_max_m,
    alert_no,
    alert_name,
    gauge_count,
    is_indicative,
    quality,
    source_id,
    station_name as row_source,
    station_name || ': ' || alert_name
    || if(gauge_count > 1, ', terparah dari ' || gauge_count || ' pos', '')
    || if(is_indicative, '; indikatif', '') as row_note
from ranked
where nth = 1
order by area_code, period_start
;
