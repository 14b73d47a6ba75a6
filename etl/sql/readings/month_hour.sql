-- work.month_hour: one row per station, parameter and hour with readings; hour_no is hours since 1970-01-01 UTC. Additive but for
-- the extremes; energy_sum (noise) is the sum of 10^(L/10). Sums are of decimals, so that no order of adding changes their last digit.
-- Reads work.month_step.
create or replace table work.month_hour as
select
    station_code,
    parameter,
    reading_hour(read_at) as hour_no,
    count(*)::integer as reading_count,
    sum(value::decimal(18, 6))::double as value_sum,
    min(value) as value_min,
    max(value) as value_max,
    sum((case when is_energy then 10 ^ (least(value, 300) / 10) end)::decimal(38, 3))::double as energy_sum,
    arg_max(value, read_at) as last_value,
    min(read_at) as first_at,
    max(read_at) as last_at,
    (count(*) filter (is_jump))::integer as jump_count,
    max(gap_minutes) as longest_gap_minutes
from work.month_step
group by station_code, parameter, hour_no
order by station_code, parameter, hour_no
;
