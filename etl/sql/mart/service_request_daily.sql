-- mart.service_request_daily
-- One row per smallest known area, day, office, category and channel (a category has one dimension). Every measure is additive. A case counts as received on
-- the day it came in, as due on the day it fell due, as closed on the last day on which it can have been closed.
-- A city's days end where its cases are known no further. Reads stg.service_request, stg.declared_source.
create or replace table mart.service_request_daily as
with received as (
    select
        *,
        opened_at::date as day,
        1 as received_count,
        (place_status not in ('named', 'point'))::integer as unplaced_count,
        is_apart::integer as apart_count,
        rating as rating_sum,
        (rating is not null)::integer as rating_count,
        (reopened_count > 0)::integer as reopened_case_count
    from stg.service_request
),

due as (
    select
        *,
        due_at::date as day,
        (punctuality <> 'unknown')::integer as judged_count,
        (punctuality = 'on_time')::integer as on_time_count,
        (punctuality = 'unknown')::integer as unknown_count,
        (not is_closed)::integer as overdue_open_count
    from stg.service_request
    where due_at is not null
        and not is_apart
        and due_at <= known_until
),

due_latest as (
    select
        *,
        due_latest_at::date as day,
        (punctuality_latest <> 'unknown')::integer as judged_latest_count,
        (punctuality_latest = 'on_time')::integer as on_time_latest_count,
        (punctuality_latest = 'unknown')::integer as unknown_latest_count
    from stg.service_request
    where due_latest_at is not null
        and not is_apart
        and due_latest_at <= known_until
),

response as (
    select
        *,
        response_due_at::date as day,
        (response_punctuality <> 'unknown')::integer as response_judged_count,
        (response_punctuality = 'on_time')::integer as response_on_time_count,
        (response_punctuality = 'unknown')::integer as response_unknown_count
    from stg.service_request
    where response_due_at is not null
        and state not in ('out_of_jurisdiction', 'duplicate')
        and response_due_at <= known_until
),

closed as (
    select
        *,
        closed_until::date as day,
        1 as closed_count,
        (state = 'closed_by_system')::integer as closed_by_system_count,
        (is_closing_exact and has_time)::integer as closed_timed_count,
        (is_closing_exact and has_time and closed_until - opened_at < interval 10 minute)::integer as closed_fast_count
    from stg.service_request
    where is_closed
        and closed_until <= known_until
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
