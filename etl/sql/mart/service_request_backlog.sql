-- mart.service_request_backlog
-- One row per smallest known area and month: cases still open at its end, or at the last day that is known, and how many of
-- them are overdue or older than 90 days then. A case whose closing is an interval counts as open until its end.
-- Reads stg.service_request, mart.service_request_month.
create or replace table mart.service_request_backlog as
with moment as (
    select
        month.city_code,
        month.area_code,
        month.source_id,
        month.quality,
        month.period_start,
        known.known_until,
        least(month.period_start + interval 1 month, known.known_until + interval 1 second)::timestamptz as at
    from mart.service_request_month as month
    inner join stg.service_request_known as known using (city_code, source_id)
)

select
    moment.city_code,
    moment.area_code,
    'month' as period_grain,
    moment.period_start,
    count(held.request_id) as open_count,
    count(held.request_id) filter (held.due_at < moment.at) as overdue_count,
    count(held.request_id) filter (held.opened_at < moment.at - interval 90 day) as older_90_days_count,
    moment.quality,
    moment.source_id
from moment
left join stg.service_request as held
    on held.city_code = moment.city_code
    and held.source_id = moment.source_id
    and held.area_code = moment.area_code
    and not held.is_apart
    and held.opened_at < moment.at
    and (not held.is_closed or coalesce(held.closed_until, held.closed_from) >= moment.at)
group by all
order by all
;
