-- stg.service_request_reused
-- One row per record that bears the number of a case opened on another day: the record seen first keeps the number.
-- Reads stg.service_request_seen.
create or replace table stg.service_request_reused as
with suspect as (
    select source_id, city_code, request_id
    from stg.service_request_seen
    group by source_id, city_code, request_id
    having min(opened_at)::date <> max(opened_at)::date
),

first_seen as (
    select
        seen.source_id,
        seen.city_code,
        seen.file_name,
        seen.line_no,
        seen.opened_at::date as opened_on,
        first_value(seen.opened_at::date) over (
            partition by seen.source_id, seen.city_code, seen.request_id
            order by seen.seen_at nulls first, seen.file_name, seen.line_no
        ) as first_opened_on
    from stg.service_request_seen as seen
    inner join suspect using (source_id, city_code, request_id)
    where seen.opened_at is not null
)

select source_id, city_code, file_name, line_no
from first_seen
where opened_on <> first_opened_on
order by all
;
