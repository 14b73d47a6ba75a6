-- mart.reading_daily
-- One row per station, parameter and day (WIB) from its first day to the last its source reaches, days without readings included.
-- Additive: hour_mean_sum / hour_count is the mean with every hour alike, present_count / expected_count the share of the readings
-- that the declared interval promises (an hour without readings is not made up for by more of them in another), station_count 1 where the day has a figure. is_indicative: fewer hours than
-- min_day_share_pct of the day's. Quality of the day: repeats, corrections, out of range, failed, jumps, stuck hours, longest gap.
-- Reads mart.sensor_series, work.reading_day, work.reading_fault.
create or replace table mart.reading_daily as
with fault as (
    select
        city_code,
        station_code,
        parameter,
        day_on,
        sum(row_count) filter (reason = 'reading_repeat') as repeat_count,
        sum(row_count) filter (reason = 'reading_corrected') as corrected_count,
        sum(row_count) filter (reason = 'reading_range') as out_of_range_count,
        sum(row_count) filter (reason in ('reading_sentinel', 'reading_not_finite', 'reading_no_data')) as failed_count
    from work.reading_fault
    group by all
),

series_day as (
    select
        series.*,
        unnest(
            range(
                (series.starts_at at time zone 'Asia/Jakarta')::date::timestamp,
                (series.reach_at at time zone 'Asia/Jakarta')::timestamp + interval 1 microsecond,
                interval 1 day
            )
        )::date as day_on
    from mart.sensor_series as series
    where series.reach_at is not null
),

promised as (
    select
        *,
        epoch_us(day_on::timestamp) - 25200000000 as day_us
    from series_day
),

measured as (
    select
        promised.*,
        least(
            1440 / promised.interval_minutes,
            floor(
                (least(epoch_us(promised.reach_at), promised.day_us + 86399999999) - greatest(epoch_us(promised.starts_at), promised.day_us))
                / (60000000 * promised.interval_minutes)
            ) + 1
        )::bigint as expected_count,
        ceil(promised.min_day_share_pct / 100 * least(24, 1440 / promised.interval_minutes))::integer as needed_hour_count,
        least(24, 1440 / promised.interval_minutes)::integer as whole_hour_count
    from promised
)

select
    measured.city_code,
    measured.area_code,
    measured.station_code,
    measured.parameter,
    'day' as period_grain,
    measured.day_on as period_start,
    coalesce(reading.reading_count, 0) as reading_count,
    measured.expected_count,
    least(
        coalesce(reading.reading_count, 0),
        coalesce(reading.hour_count, 0) * greatest(1, ceil(60 / measured.interval_minutes)),
        measured.expected_count
    )::bigint as present_count,
    reading.hour_count,
    reading.hour_mean_sum,
    reading.value_sum,
    reading.value_min,
    reading.value_max,
    reading.day_energy_sum,
    reading.day_energy_hours,
    reading.night_energy_sum,
    reading.night_energy_hours,
    if(reading.reading_count is null, null, 1) as station_count,
    coalesce(fault.repeat_count, 0)::bigint as repeat_count,
    coalesce(fault.corrected_count, 0)::bigint as corrected_count,
    coalesce(fault.out_of_range_count, 0)::bigint as out_of_range_count,
    coalesce(fault.failed_count, 0)::bigint as failed_count,
    coalesce(reading.jump_count, 0) as jump_count,
    coalesce(reading.stuck_hour_count, 0) as stuck_hour_count,
    reading.longest_gap_minutes,
    reading.hour_count < measured.needed_hour_count as is_indicative,
    measured.quality,
    measured.source_id,
    if(reading.reading_count is null, null, measured.station_name) as row_source,
    if(
        reading.hour_count < measured.needed_hour_count,
        measured.station_name || ': indikatif, ' || reading.hour_count || ' dari ' || measured.whole_hour_count || ' jam',
        null
    ) as row_note
from measured
left join work.reading_day as reading using (city_code, station_code, parameter, day_on)
left join fault using (city_code, station_code, parameter, day_on)
order by measured.city_code, measured.station_code, measured.parameter, measured.day_on
;
