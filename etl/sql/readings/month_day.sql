-- work.month_day: one row per station, parameter and day (WIB) with readings. hour_mean_sum / hour_count is the day's mean with
-- every hour alike; stuck_hour_count: hours in runs of the parameter's stuck_hours or more in which nothing moved.
-- Reads work.month_hour, stg.sensor_parameters.
create or replace table work.month_day as
with followed as (
    select
        *,
        value_min = value_max as is_flat,
        coalesce(
            value_min = value_max
            and lag(value_max) over series = value_max and lag(value_min) over series = value_min
            and lag(hour_no) over series = hour_no - 1,
            false
        ) as goes_on
    from work.month_hour
    window series as (partition by station_code, parameter order by hour_no)
),

run as (
    select *, sum((not goes_on)::integer) over (partition by station_code, parameter order by hour_no) as run_no
    from followed
),

told as (
    select *, is_flat and count(*) over (partition by station_code, parameter, run_no) >= known.stuck_hours as is_stuck
    from run
    left join (select parameter, stuck_hours from stg.sensor_parameters) as known using (parameter)
)

select
    station_code,
    parameter,
    date '1970-01-01' + ((hour_no + 7) // 24) as day_on,
    sum(reading_count)::integer as reading_count,
    count(*)::integer as hour_count,
    sum(value_sum / reading_count order by hour_no) as hour_mean_sum,
    sum(value_sum order by hour_no) as value_sum,
    min(value_min) as value_min,
    max(value_max) as value_max,
    sum(energy_sum / reading_count order by hour_no) filter ((hour_no + 7) % 24 between 6 and 21) as day_energy_sum,
    count(energy_sum) filter ((hour_no + 7) % 24 between 6 and 21) as day_energy_hours,
    sum(energy_sum / reading_count order by hour_no) filter (not (hour_no + 7) % 24 between 6 and 21) as night_energy_sum,
    count(energy_sum) filter (not (hour_no + 7) % 24 between 6 and 21) as night_energy_hours,
    arg_max(last_value, hour_no) as last_value,
    min(first_at) as first_at,
    max(last_at) as last_at,
    sum(jump_count)::integer as jump_count,
    max(longest_gap_minutes) as longest_gap_minutes,
    (count(*) filter (is_stuck))::integer as stuck_hour_count
from told
group by all
order by all
;
