-- mart.service_request_age
-- One row per area of any level, source, office and class of age, of the cases open on the last known day: how many, how many of
-- them past their deadline, the longest delay. Classes begin at 0, 15, 31, 61, 91, 181 and 366 days.
-- Reads stg.service_request_live, stg.declared_source, stg.area_path.
create or replace table mart.service_request_age as
with held as (
    select
        request.area_code,
        request.source_id,
        request.opd,
        origin.quality,
        request.known_until::date - request.opened_at::date as age_days,
        coalesce(request.due_at < request.known_until, false) as is_overdue,
        greatest(request.known_until::date - request.due_at::date, 0) as overdue_days
    from stg.service_request_live as request
    inner join stg.declared_source as origin using (source_id)
)

select
    path.city_code,
    path.area_level,
    path.area_code,
    held.source_id,
    held.opd,
    case
        when held.age_days > 365 then 366
        when held.age_days > 180 then 181
        when held.age_days > 90 then 91
        when held.age_days > 60 then 61
        when held.age_days > 30 then 31
        when held.age_days > 14 then 15
        else 0
    end as age_from_days,
    held.quality,
    count(*) as open_count,
    count(*) filter (held.is_overdue) as overdue_count,
    max(held.overdue_days) as overdue_max_days
from held
inner join stg.area_path as path on path.descendant_code = held.area_code
group by all
order by all
;
