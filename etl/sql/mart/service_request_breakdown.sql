-- mart.service_request_breakdown
-- One row per area of any level, month, source, axis (opd, category, channel, dimension) and member of it; member is null where an export
-- does not say. Every measure is additive over months and members of one axis.
-- Reads mart.service_request_daily, stg.area_path.
create or replace table mart.service_request_breakdown as
with told as (
    select *, 'opd' as axis, opd as member from mart.service_request_daily
    union all
    select *, 'category' as axis, category as member from mart.service_request_daily
    union all
    select *, 'channel' as axis, channel as member from mart.service_request_daily
    union all
    select *, 'dimension' as axis, dimension as member from mart.service_request_daily
)

select
    path.city_code,
    path.area_level,
    path.area_code,
    told.axis,
    told.member,
    date_trunc('month', told.day)::date as period_start,
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
