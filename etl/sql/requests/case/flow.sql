-- work.case_flow
-- One row per smallest known area and month: how many cases more or fewer are open at its end than at the end of the month before,
-- how many of them overdue, how many older than 90 days. The sum up to a month is its stock. A case whose closing is an interval
-- counts as open until its end; what lies after known_until has not happened.
-- Reads work.request_case.
create or replace view work.case_flow as
with held as (
    select
        city_code,
        source_id,
        area_code,
        date_trunc('month', opened_at) as opened_month,
        case when due_at <= known_until then greatest(date_trunc('month', due_at), opened_month) end as due_month,
        case when opened_at + interval 90 day <= known_until then date_trunc('month', opened_at + interval 90 day) end as old_month,
        coalesce(
            case when is_closed and coalesce(closed_until, closed_from) <= known_until
                then greatest(date_trunc('month', coalesce(closed_until, closed_from)), opened_month)
            end,
            timestamp '9999-12-01'
        ) as closed_month
    from work.request_case
    where not is_apart
        and opened_at <= known_until
),

turn as (
    select city_code, source_id, area_code, opened_month as month, 1 as open_count, 0 as overdue_count, 0 as older_90_days_count
    from held
    union all
    select city_code, source_id, area_code, closed_month, -1, 0, 0
    from held
    union all
    select city_code, source_id, area_code, due_month, 0, 1, 0
    from held
    where due_month < closed_month
    union all
    select city_code, source_id, area_code, closed_month, 0, -1, 0
    from held
    where due_month < closed_month
    union all
    select city_code, source_id, area_code, old_month, 0, 0, 1
    from held
    where old_month < closed_month
    union all
    select city_code, source_id, area_code, closed_month, 0, 0, -1
    from held
    where old_month < closed_month
)

select
    city_code,
    source_id,
    area_code,
    month::date as period_start,
    sum(open_count)::bigint as open_count,
    sum(overdue_count)::bigint as overdue_count,
    sum(older_90_days_count)::bigint as older_90_days_count
from turn
where month < timestamp '9999-12-01'
group by all
;
