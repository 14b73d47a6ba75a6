-- stg.service_request_known
-- One row per source and city: the moment up to which its cases are known, the last export or the day of the build.
-- Reads stg.service_request_step.
create or replace table stg.service_request_known as
with built as (
    select timezone('Asia/Jakarta', (getvariable('as_of') + interval 1 day)::timestamp) - interval 1 second as until
)

select
    step.source_id,
    step.city_code,
    least(coalesce(max(step.seen_at), any_value(built.until)), any_value(built.until)) as known_until
from stg.service_request_step as step
cross join built
group by step.source_id, step.city_code
order by all
;
