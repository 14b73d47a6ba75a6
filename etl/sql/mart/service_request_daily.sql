-- mart.service_request_daily
-- One row per smallest known area, day, office, category and channel (a category has one dimension). Every measure is additive. A case counts as received on
-- the day it came in, as due on the day it fell due, as closed on the last day on which it can have been closed.
-- A city's days end where its cases are known no further. Reads stg.service_request, stg.declared_source.
create or replace table mart.service_request_daily as
with received as (
    select
        city_code,
        area_code,
        source_id,
        opened_at::date as day,
        opd,
        category,
        channel,
        dimension,
        count(*) as received_count,
        count(*) filter (place_status not in ('named', 'point')) as unplaced_count,
        count(*) filter (is_apart) as apart_count,
        sum(rating) as rating_sum,
        count(rating) as rating_count,
        count(*) filter (reopened_count > 0) as reopened_case_count
    from stg.service_request
    group by all
),

due as (
    select
        city_code,
        area_code,
        source_id,
        due_at::date as day,
        opd,
        category,
        channel,
        dimension,
        count(*) filter (punctuality <> 'unknown') as judged_count,
        count(*) filter (punctuality = 'on_time') as on_time_count,
        count(*) filter (punctuality = 'unknown') as unknown_count,
        count(*) filter (not is_closed) as overdue_open_count
    from stg.service_request
    where due_at <= known_until
        and not is_apart
    group by all
),

due_latest as (
    select
        city_code,
        area_code,
        source_id,
        due_latest_at::date as day,
        opd,
        category,
        channel,
        dimension,
        count(*) filter (punctuality_latest <> 'unknown') as judged_latest_count,
        count(*) filter (punctuality_latest = 'on_time') as on_time_latest_count,
        count(*) filter (punctuality_latest = 'unknown') as unknown_latest_count
    from stg.service_request
    where due_latest_at <= known_until
        and not is_apart
    group by all
),

response as (
    select
        city_code,
        area_code,
        source_id,
        response_due_at::date as day,
        opd,
        category,
        channel,
        dimension,
        count(*) filter (response_punctuality <> 'unknown') as response_judged_count,
        count(*) filter (response_punctuality = 'on_time') as response_on_time_count,
        count(*) filter (response_punctuality = 'unknown') as response_unknown_count
    from stg.service_request
    where response_due_at <= known_until
        and state not in ('out_of_jurisdiction', 'duplicate')
    group by all
),

closed as (
    select
        city_code,
        area_code,
        source_id,
        closed_until::date as day,
        opd,
        category,
        channel,
        dimension,
        count(*) as closed_count,
        count(*) filter (state = 'closed_by_system') as closed_by_system_count,
        count(*) filter (is_closing_exact and has_time) as closed_timed_count,
        count(*) filter (is_closing_exact and has_time and closed_until - opened_at < interval 10 minute) as closed_fast_count
    from stg.service_request
    where is_closed
        and closed_until <= known_until
    group by all
),

everything as (
    select * from received
    union all by name
    select * from due
    union all by name
    select * from due_latest
    union all by name
    select * from response
    union all by name
    select * from closed
)

select
    everything.city_code,
    everything.area_code,
    everything.day,
    everything.opd,
    everything.category,
    everything.channel,
    everything.dimension,
    coalesce(sum(received_count), 0)::bigint as received_count,
    coalesce(sum(unplaced_count), 0)::bigint as unplaced_count,
    coalesce(sum(apart_count), 0)::bigint as apart_count,
    coalesce(sum(judged_count), 0)::bigint as judged_count,
    coalesce(sum(on_time_count), 0)::bigint as on_time_count,
    coalesce(sum(unknown_count), 0)::bigint as unknown_count,
    coalesce(sum(overdue_open_count), 0)::bigint as overdue_open_count,
    coalesce(sum(judged_latest_count), 0)::bigint as judged_latest_count,
    coalesce(sum(on_time_latest_count), 0)::bigint as on_time_latest_count,
    coalesce(sum(unknown_latest_count), 0)::bigint as unknown_latest_count,
    coalesce(sum(response_judged_count), 0)::bigint as response_judged_count,
    coalesce(sum(response_on_time_count), 0)::bigint as response_on_time_count,
    coalesce(sum(response_unknown_count), 0)::bigint as response_unknown_count,
    coalesce(sum(closed_count), 0)::bigint as closed_count,
    coalesce(sum(closed_by_system_count), 0)::bigint as closed_by_system_count,
    coalesce(sum(closed_timed_count), 0)::bigint as closed_timed_count,
    coalesce(sum(closed_fast_count), 0)::bigint as closed_fast_count,
    coalesce(sum(reopened_case_count), 0)::bigint as reopened_case_count,
    coalesce(sum(rating_sum), 0)::bigint as rating_sum,
    coalesce(sum(rating_count), 0)::bigint as rating_count,
    origin.quality,
    everything.source_id
from everything
inner join stg.declared_source as origin using (source_id)
group by all
order by everything.city_code, everything.area_code, everything.day, everything.opd, everything.category, everything.channel
;
