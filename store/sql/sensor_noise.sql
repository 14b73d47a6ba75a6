-- by noise station of a city its newest day with a level over day and night, the limit of its land use, and since which day it
-- has been on the same side of that limit
with known as (
    select * from mart.noise_daily where city_code = $city and whole_dba is not null
),

newest as (
    select station_code, max(period_start) as day_on, arg_max(is_over_limit, period_start) as is_over_limit from known group by all
),

other as (
    select station_code, max(known.period_start) filter (known.is_over_limit <> newest.is_over_limit) as other_on
    from known
    inner join newest using (station_code)
    group by all
)

select known.station_code, newest.day_on, newest.is_over_limit, arg_max(known.whole_dba, known.period_start) as whole_dba,
    arg_max(known.limit_dba, known.period_start) as limit_dba, arg_max(known.is_indicative, known.period_start) as is_indicative,
    arg_max(known.source_id, known.period_start) as source_id,
    min(known.period_start) filter (newest.is_over_limit is not null and (other.other_on is null or known.period_start > other.other_on)) as since_on
from known
inner join newest using (station_code)
inner join other using (station_code)
group by all
order by known.station_code
