-- mart.noise_daily
-- One row per noise station and day (WIB): level of the day (06-22), of the night (22-06, of the same date) and of both by KepmenLH 48/1996,
-- Lsm = 10 log10 ((16 x 10^(Ls/10) + 8 x 10^((Lm + 5)/10)) / 24), against the limit of the station's land use.
-- Lsm is known only where day and night both are; without a declared land use there is no limit.
-- Reads mart.reading_daily, mart.sensor_station, stg.noise_limits.
create or replace table mart.noise_daily as
with level as (
    select
        *,
        10 * log10(day_energy_sum / day_energy_hours) as day_dba,
        10 * log10(night_energy_sum / night_energy_hours) as night_dba
    from mart.reading_daily
    where parameter = 'noise_dba' and reading_count > 0
),

joined as (
    select *, 10 * log10((16 * 10 ^ (day_dba / 10) + 8 * 10 ^ ((night_dba + 5) / 10)) / 24) as whole_dba from level
)

select
    joined.city_code,
    joined.area_code,
    joined.station_code,
    station.station_name,
    joined.period_start,
    joined.day_dba,
    joined.night_dba,
    joined.whole_dba,
    station.land_use,
    noise.limit_dba,
    joined.whole_dba > noise.limit_dba as is_over_limit,
    joined.is_indicative,
    joined.quality,
    joined.source_id
from joined
inner join mart.sensor_station as station using (city_code, station_code)
left join stg.noise_limits as noise on noise.land_use = station.land_use
order by joined.city_code, joined.station_code, joined.period_start
;
