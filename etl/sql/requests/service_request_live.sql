-- stg.service_request_live
-- One row per open case that the city has to answer, as known at known_until.
-- Reads work.request_live, stg.request_office.
create or replace table stg.service_request_live as
select live.* replace (office.office as opd)
from work.request_live as live
left join stg.request_office as office on office.city_code = live.city_code and office.word = spelt(live.opd)
where not live.is_closed
    and not live.is_apart
order by live.city_code, live.source_id, live.opened_at, live.request_id
;
