-- mart.service_request_window
-- One row per area of any level, source, axis (opd, category, channel, dimension), member of it and window: the twelve months that end with
-- the last known day of the city (is_now), and the twelve before, both to the day. Columns as of service_request_breakdown.
-- Reads mart.service_request_daily, stg.service_request_known, stg.area_path.
create or replace table mart.service_request_window as
with known as (
    select city_code, max(known_until)::date as until_on
    from stg.service_request_known
    group by all
),

recent as (
    select daily.*, daily.day > known.until_on - interval 12 month as is_now
    from mart.service_request_daily as daily
    inner join known using (city_code)
    where daily.day > known.until_on - interval 24 month
        and daily.day <= known.until_on
),

told as (
    select *, 'opd' as axis, opd as member from recent
    union all
    select *, 'category' as axis, category as member from recent
    union all
    select *, 'channel' as axis, channel as member from recent
    union all
    select *, 'dimension' as axis, dimension as member from recent
)

select
    path.city_code,
    path.area_level,
    path.area_code,
    told.axis,
    told.member,
    told.is_now,
    told.source_id,
    told.quality,
    sum(told.received_count)::bigint as received_count,
    sum(told.judged_count)::bigint as judged_count,
    sum(told.on_time_count)::bigint as on_time_count,
    sum(told.unknown_count)::bigint as unknown_count,
    sum(told.overdue_open_count)::bigint as overdue_open_count,
    sum(told.judged_latest_count)::bigint as judged_latest_count,
    sum(told.on_time_latest_count)::bigint as on_time_latest_count,
    sum(told.unknown_latest_count)::bigint as unknown_latest_count,
    sum(told.closed_count)::bigint as closed_count,
    sum(told.closed_by_system_count)::bigint as closed_by_system_count,
    sum(told.closed_timed_count)::bigint as closed_timed_count,
    sum(told.closed_fast_count)::bigint as closed_fast_count,
    sum(told.reopened_case_count)::bigint as reopened_case_count,
    sum(told.rating_sum)::bigint as rating_sum,
    sum(told.rating_count)::bigint as rating_count
from told
inner join stg.area_path as path on path.descendant_code = told.area_code
group by all
order by all
;
