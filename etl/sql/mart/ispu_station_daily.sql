-- mart.ispu_station_daily
-- One row per station, pollutant and day: the index by PermenLHK P.14/2020 from the day's mean of hours (24 hours for every
-- pollutant in ispu_breakpoints): I = (Ia - Ib) / (Xa - Xb) x (X - Xb) + Ib, rounded; or the index as delivered (ispu_pm25 and its like).
-- Above 300 it is 301, shown as ">300": copies of the regulation differ on the end of the scale.
-- Reads mart.reading_daily, mart.sensor_series, stg.ispu_breakpoints, stg.ispu_categories.
create or replace table mart.ispu_station_daily as
with pollutant as (
    select
        parameter,
        any_value(pollutant_name) as pollutant_name,
        'ispu_' || split_part(parameter, '_', 1) as delivered_parameter,
        max(concentration_high) as highest
    from stg.ispu_breakpoints
    group by parameter
),

mean as (
    select
        day.city_code,
        day.area_code,
        day.station_code,
        day.period_start,
        pollutant.parameter,
        pollutant.pollutant_name,
        day.parameter <> pollutant.parameter as is_delivered,
        day.hour_mean_sum / day.hour_count as mean,
        pollutant.highest,
        day.is_indicative,
        day.quality,
        day.source_id
    from mart.reading_daily as day
    inner join pollutant on day.parameter in (pollutant.parameter, pollutant.delivered_parameter)
    where day.hour_count > 0
),

banded as (
    select
        mean.*,
        first(band order by band.band_no) as band
    from mean
    left join stg.ispu_breakpoints as band
        on not mean.is_delivered and band.parameter = mean.parameter and mean.mean <= band.concentration_high
    group by all
),

computed as (
    select
        * exclude (band),
        case
            when is_delivered then round(mean)
            when band.index_high is null then 301
            else round(
                (band.index_high - band.index_low) / (band.concentration_high - band.concentration_low) * (mean - band.concentration_low)
                + band.index_low
            )
        end as ispu
    from banded
)

select
    computed.city_code,
    computed.area_code,
    computed.station_code,
    station.station_name,
    computed.period_start,
    computed.parameter,
    computed.pollutant_name,
    computed.is_delivered,
    if(computed.is_delivered, null, computed.mean) as concentration_ug_m3,
    least(computed.ispu, 301)::integer as ispu_index,
    if(computed.ispu > 300, '>300', computed.ispu::integer::varchar) as ispu_text,
    class.class_name,
    computed.is_indicative,
    computed.quality,
    computed.source_id
from computed
inner join (select distinct city_code, station_code, station_name from mart.sensor_series) as station using (city_code, station_code)
left join stg.ispu_categories as class
    on least(computed.ispu, 301) between class.index_min and coalesce(class.index_max, 301)
order by computed.city_code, computed.station_code, computed.period_start, computed.parameter, computed.is_delivered
;
