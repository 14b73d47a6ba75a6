-- mart.service_request_backlog
-- One row per smallest known area and month: cases still open at its end, or at the last day that is known, and how many of
-- them are overdue or older than 90 days then. A case whose closing is an interval counts as open until its end.
-- Reads work.request_flow, mart.service_request_month.
create or replace table mart.service_request_backlog as
select
    month.city_code,
    month.area_code,
    'month' as period_grain,
    month.period_start,
    (sum(coalesce(flow.open_count, 0)) over months)::bigint as open_count,
    (sum(coalesce(flow.overdue_count, 0)) over months)::bigint as overdue_count,
    (sum(coalesce(flow.older_90_days_count, 0)) over months)::bigint as older_90_days_count,
    month.quality,
    month.source_id
from mart.service_request_month as month
left join work.request_flow as flow using (city_code, source_id, area_code, period_start)
window months as (partition by month.city_code, month.source_id, month.area_code order by month.period_start)
order by month.city_code, month.area_code, month.period_start, month.source_id
;
