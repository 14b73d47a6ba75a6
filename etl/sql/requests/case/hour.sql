-- work.case_hour
-- One row per smallest known area, month, weekday (1 Monday to 7 Sunday) and hour (WIB) in which cases came in; hour is null where an
-- export gives the day only.
-- Reads work.request_case.
create or replace view work.case_hour as
select
    city_code,
    source_id,
    area_code,
    date_trunc('month', opened_at)::date as period_start,
    isodow(opened_at) as weekday,
    if(has_time, hour(opened_at), null) as hour,
    count(*) as received_count
from work.request_case
where opened_at <= known_until
group by all
;
