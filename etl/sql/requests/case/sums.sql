-- work.request_sum
-- One row per smallest known area, day or month, axis ('all', 'opd', 'category', 'channel') and member of it; every measure is
-- additive over cases. A case counts as received on the day it came in, as due on the day it fell due, as closed on the last day on
-- which it can have been closed, and only as far as known_until. `grain` is 'month', or 'day' for days from day_since on.
-- Reads work.request_case.
create or replace macro request_sums(grain) as table (
with received as (
    select
        city_code,
        source_id,
        area_code,
        date_trunc(grain, opened_at)::date as period_start,
        grouping(opd) as of_all_opd,
        grouping(category) as of_all_category,
        grouping(channel) as of_all_channel,
        opd,
        category,
        channel,
        count(*) as received_count,
        count(*) filter (place_status not in ('named', 'point')) as unplaced_count,
        count(*) filter (is_apart) as apart_count,
        count(*) filter (reopened_count > 0) as reopened_case_count,
        sum(rating) as rating_sum,
        count(rating) as rating_count
    from work.request_case
    where opened_at between if(grain = 'day', day_since, timestamp '0001-01-01') and known_until
    group by grouping sets (
        (city_code, source_id, area_code, date_trunc(grain, opened_at)::date),
        (city_code, source_id, area_code, date_trunc(grain, opened_at)::date, opd),
        (city_code, source_id, area_code, date_trunc(grain, opened_at)::date, category),
        (city_code, source_id, area_code, date_trunc(grain, opened_at)::date, channel)
    )
),

due as (
    select
        city_code,
        source_id,
        area_code,
        date_trunc(grain, due_at)::date as period_start,
        grouping(opd) as of_all_opd,
        grouping(category) as of_all_category,
        grouping(channel) as of_all_channel,
        opd,
        category,
        channel,
        count(*) filter (punctuality <> 'unknown') as judged_count,
        count(*) filter (punctuality = 'on_time') as on_time_count,
        count(*) filter (punctuality = 'unknown') as unknown_count,
        count(*) filter (not is_closed) as overdue_open_count
    from work.request_case
    where due_at between if(grain = 'day', day_since, timestamp '0001-01-01') and known_until
        and not is_apart
    group by grouping sets (
        (city_code, source_id, area_code, date_trunc(grain, due_at)::date),
        (city_code, source_id, area_code, date_trunc(grain, due_at)::date, opd),
        (city_code, source_id, area_code, date_trunc(grain, due_at)::date, category),
        (city_code, source_id, area_code, date_trunc(grain, due_at)::date, channel)
    )
),

due_latest as (
    select
        city_code,
        source_id,
        area_code,
        date_trunc(grain, due_latest_at)::date as period_start,
        grouping(opd) as of_all_opd,
        grouping(category) as of_all_category,
        grouping(channel) as of_all_channel,
        opd,
        category,
        channel,
        count(*) filter (punctuality_latest <> 'unknown') as judged_latest_count,
        count(*) filter (punctuality_latest = 'on_time') as on_time_latest_count,
        count(*) filter (punctuality_latest = 'unknown') as unknown_latest_count
    from work.request_case
    where due_latest_at between if(grain = 'day', day_since, timestamp '0001-01-01') and known_until
        and not is_apart
    group by grouping sets (
        (city_code, source_id, area_code, date_trunc(grain, due_latest_at)::date),
        (city_code, source_id, area_code, date_trunc(grain, due_latest_at)::date, opd),
        (city_code, source_id, area_code, date_trunc(grain, due_latest_at)::date, category),
        (city_code, source_id, area_code, date_trunc(grain, due_latest_at)::date, channel)
    )
),

response as (
    select
        city_code,
        source_id,
        area_code,
        date_trunc(grain, response_due_at)::date as period_start,
        grouping(opd) as of_all_opd,
        grouping(category) as of_all_category,
        grouping(channel) as of_all_channel,
        opd,
        category,
        channel,
        count(*) filter (response_punctuality <> 'unknown') as response_judged_count,
        count(*) filter (response_punctuality = 'on_time') as response_on_time_count,
        count(*) filter (response_punctuality = 'unknown') as response_unknown_count
    from work.request_case
    where response_due_at between if(grain = 'day', day_since, timestamp '0001-01-01') and known_until
        and state not in ('out_of_jurisdiction', 'duplicate')
    group by grouping sets (
        (city_code, source_id, area_code, date_trunc(grain, response_due_at)::date),
        (city_code, source_id, area_code, date_trunc(grain, response_due_at)::date, opd),
        (city_code, source_id, area_code, date_trunc(grain, response_due_at)::date, category),
        (city_code, source_id, area_code, date_trunc(grain, response_due_at)::date, channel)
    )
),

closed as (
    select
        city_code,
        source_id,
        area_code,
        date_trunc(grain, closed_until)::date as period_start,
        grouping(opd) as of_all_opd,
        grouping(category) as of_all_category,
        grouping(channel) as of_all_channel,
        opd,
        category,
        channel,
        count(*) as closed_count,
        count(*) filter (state = 'closed_by_system') as closed_by_system_count,
        count(*) filter (is_closing_exact and has_time) as closed_timed_count,
        count(*) filter (is_closing_exact and has_time and closed_until - opened_at < interval 10 minute) as closed_fast_count
    from work.request_case
    where closed_until between if(grain = 'day', day_since, timestamp '0001-01-01') and known_until
        and is_closed
    group by grouping sets (
        (city_code, source_id, area_code, date_trunc(grain, closed_until)::date),
        (city_code, source_id, area_code, date_trunc(grain, closed_until)::date, opd),
        (city_code, source_id, area_code, date_trunc(grain, closed_until)::date, category),
        (city_code, source_id, area_code, date_trunc(grain, closed_until)::date, channel)
    )
),

told as (
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
    city_code,
    source_id,
    area_code,
    period_start,
    case
        when of_all_opd = 0 then 'opd'
        when of_all_category = 0 then 'category'
        when of_all_channel = 0 then 'channel'
        else 'all'
    end as axis,
    coalesce(opd, category, channel) as member,
    coalesce(sum(received_count), 0)::bigint as received_count,
    coalesce(sum(unplaced_count), 0)::bigint as unplaced_count,
    coalesce(sum(apart_count), 0)::bigint as apart_count,
    coalesce(sum(reopened_case_count), 0)::bigint as reopened_case_count,
    coalesce(sum(rating_sum), 0)::bigint as rating_sum,
    coalesce(sum(rating_count), 0)::bigint as rating_count,
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
    coalesce(sum(closed_fast_count), 0)::bigint as closed_fast_count
from told
group by all
)
;
