-- by series of a city over the thirty days to where its deliveries reach: readings promised and present, what went wrong, and the
-- total of the newest day
with newest as (
    select max(period_start) as day_on from mart.reading_daily where city_code = $city
)

select station_code, parameter, source_id, sum(present_count)::bigint as present_count, sum(expected_count)::bigint as expected_count,
    sum(stuck_hour_count)::bigint as stuck_hour_count, max(period_start) as day_on, arg_max(value_sum, period_start) as day_sum
from mart.reading_daily
where city_code = $city and period_start > (select day_on from newest) - 30
group by all
order by station_code, parameter
