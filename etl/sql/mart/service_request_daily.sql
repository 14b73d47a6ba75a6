-- mart.service_request_daily
-- One row per smallest known area, day, office, category and channel (a category has one dimension). Every measure is additive: they
-- are summed in etl/aggregates/requests.py. Reads stg.service_request_day, stg.declared_source.
create or replace table mart.service_request_daily as
select
    day.city_code,
    day.area_code,
    day.day,
    day.opd,
    day.category,
    day.channel,
    day.dimension,
    day.received_count,
    day.unplaced_count,
    day.apart_count,
    day.judged_count,
    day.on_time_count,
    day.unknown_count,
    day.overdue_open_count,
    day.judged_latest_count,
    day.on_time_latest_count,
    day.unknown_latest_count,
    day.response_judged_count,
    day.response_on_time_count,
    day.response_unknown_count,
    day.closed_count,
    day.closed_by_system_count,
    day.closed_timed_count,
    day.closed_fast_count,
    day.reopened_case_count,
    day.rating_sum,
    day.rating_count,
    origin.quality,
    day.source_id
from stg.service_request_day as day
inner join stg.declared_source as origin using (source_id)
order by day.city_code, day.area_code, day.day, day.opd, day.category, day.channel
;
