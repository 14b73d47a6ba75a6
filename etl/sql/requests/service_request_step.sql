-- stg.service_request_step
-- One row per case and record of it, in the order they were seen; was_closed is the record before.
-- Reads stg.service_request_seen, stg.service_request_reused.
create or replace view stg.service_request_step as
select
    seen.*,
    seen.state in ('solved', 'closed_by_reporter', 'closed_by_system') as is_closed,
    row_number() over seen_in_order as nth,
    lag(seen.state in ('solved', 'closed_by_reporter', 'closed_by_system')) over seen_in_order as was_closed
from stg.service_request_seen as seen
anti join stg.service_request_reused using (source_id, city_code, file_name, line_no)
where seen.seen_at is null or seen.seen_at::date <= getvariable('as_of')
window seen_in_order as (
    partition by seen.source_id, seen.city_code, seen.request_id
    order by seen.seen_at nulls first, seen.file_name, seen.line_no
)
;
