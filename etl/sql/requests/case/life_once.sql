-- work.case_life_once
-- One row per case of which there is a single record: what work.case_life_several would tell of it, without looking for others.
-- Reads work.record_once.
create or replace view work.case_life_once as
with told as (
    select *, state in ('solved', 'closed_by_reporter', 'closed_by_system') as is_closed, state <> 'received' as is_answered
    from work.record_once
)

select
    source_id,
    city_code,
    request_id,
    coalesce(opened_at, if(is_event, seen_at, null)) as opened_at,
    has_time,
    state,
    closed_at as closed_stated_at,
    if(is_closed, null, seen_at) as seen_open_at,
    if(is_closed, seen_at, null) as seen_closed_at,
    if(is_closed, is_event, null) as is_closing_told,
    responded_at as responded_stated_at,
    null::timestamptz as seen_unanswered_at,
    if(is_answered, seen_at, null) as seen_answered_at,
    if(is_answered, is_event, null) as is_answer_told,
    0::bigint as reopened_count,
    due_at as due_stated_at,
    kind,
    is_supervised,
    visibility,
    category,
    opd,
    channel,
    coalesce(area_code, city_code) as area_code,
    coalesce(place_status, 'unknown') as place_status,
    rating,
    point_fault is not null as has_point_fault
from told
;
