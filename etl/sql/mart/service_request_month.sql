-- mart.service_request_month
-- One row per smallest known area and month: sums of all its cases. A kelurahan without a case in a month for which the
-- city's cases are known counts none, which is not the same as no data.
-- Areas above kelurahan are there for cases whose kelurahan is not known.
-- Reads stg.service_request_sum, stg.service_request_known, stg.area.
create or replace table mart.service_request_month as
with first_day as (
    select city_code, source_id, any_value(quality) as quality, min(period_start) as first_on
    from stg.service_request_sum
    where not is_day
    group by city_code, source_id
),

covered as (
    select
        known.city_code,
        known.source_id,
        first_day.quality,
        unnest(generate_series(
            date_trunc('month', first_day.first_on), date_trunc('month', known.known_until::date), interval 1 month
        ))::date as period_start
    from stg.service_request_known as known
    inner join first_day using (city_code, source_id)
),

place as (
    select city_code, area_code from stg.area where area_level = 'kelurahan'
    union
    select city_code, area_code from stg.service_request_sum
),

grid as (
    select covered.*, place.area_code
    from covered
    inner join place using (city_code)
),

monthly as (
    select city_code, source_id, area_code, period_start, columns('_(count|sum)$')
    from stg.service_request_sum
    where axis = 'all'
        and not is_day
)

select
    grid.city_code,
    grid.area_code,
    'month' as period_grain,
    grid.period_start,
    coalesce(monthly.received_count, 0) as received_count,
    coalesce(monthly.unplaced_count, 0) as unplaced_count,
    coalesce(monthly.apart_count, 0) as apart_count,
    coalesce(monthly.judged_count, 0) as judged_count,
    coalesce(monthly.on_time_count, 0) as on_time_count,
    coalesce(monthly.unknown_count, 0) as unknown_count,
    coalesce(monthly.overdue_open_count, 0) as overdue_open_count,
    coalesce(monthly.judged_latest_count, 0) as judged_latest_count,
    coalesce(monthly.on_time_latest_count, 0) as on_time_latest_count,
    coalesce(monthly.unknown_latest_count, 0) as unknown_latest_count,
    coalesce(monthly.response_judged_count, 0) as response_judged_count,
    coalesce(monthly.response_on_time_count, 0) as response_on_time_count,
    coalesce(monthly.response_unknown_count, 0) as response_unknown_count,
    coalesce(monthly.closed_count, 0) as closed_count,
    coalesce(monthly.closed_by_system_count, 0) as closed_by_system_count,
    coalesce(monthly.closed_timed_count, 0) as closed_timed_count,
    coalesce(monthly.closed_fast_count, 0) as closed_fast_count,
    coalesce(monthly.reopened_case_count, 0) as reopened_case_count,
    coalesce(monthly.rating_sum, 0) as rating_sum,
    coalesce(monthly.rating_count, 0) as rating_count,
    grid.quality,
    grid.source_id
from grid
left join monthly using (city_code, source_id, area_code, period_start)
order by all
;
