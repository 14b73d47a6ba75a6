-- work.case_duration
-- One row per smallest known area, month of opening and time until the case was closed, in tenths of days: how many cases. A case
-- the system closed was not solved; is_unknown: solved, but nothing tells when. Open cases are counted to known_until.
-- Reads work.request_case.
create or replace view work.case_duration as
select
    city_code,
    source_id,
    area_code,
    date_trunc('month', opened_at)::date as period_start,
    not is_closed as is_open,
    is_solved,
    is_solved and closed_until is null as is_unknown,
    round(
        greatest(epoch(case when not is_closed then known_until when is_solved then coalesce(closed_until, opened_at) else closed_from end - opened_at), 0)
        / 86400, 1
    ) as days,
    count(*) as cases_count
from work.request_case
where not is_apart
    and opened_at <= known_until
group by all
;
