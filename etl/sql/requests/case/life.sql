-- work.case_life_several
-- One row per case as last seen. A closing is a moment where the source states it or a log tells it, else the interval between
-- the last record that saw the case open and the first that saw it closed; the same for the first response. What a later record
-- does not say (null) stands as an earlier one said it.
-- Reads work.record, work.record_reused.
create or replace table work.case_life_several as
with step as (
    select
        record.*,
        record.state in ('solved', 'closed_by_reporter', 'closed_by_system') as is_closed,
        row_number() over seen_in_order as nth,
        lag(record.state in ('solved', 'closed_by_reporter', 'closed_by_system')) over seen_in_order as was_closed
    from work.record as record
    anti join work.record_reused using (source_id, city_code, file_name, line_no)
    window seen_in_order as (
        partition by record.source_id, record.city_code, record.request_id
        order by record.seen_at nulls first, record.file_name, record.line_no
    )
),

turn as (
    select
        *,
        max(nth) filter (not is_closed) over one_case as last_open_nth,
        min(nth) filter (state <> 'received') over one_case as first_answered_nth
    from step
    window one_case as (partition by source_id, city_code, request_id)
)

select
    source_id,
    city_code,
    request_id,
    coalesce(arg_min(opened_at, nth), min(seen_at) filter (is_event)) as opened_at,
    arg_max(has_time, nth) as has_time,
    arg_max(state, nth) as state,
    arg_max(closed_at, nth) as closed_stated_at,
    max(seen_at) filter (nth = last_open_nth) as seen_open_at,
    min(seen_at) filter (is_closed and nth > coalesce(last_open_nth, 0)) as seen_closed_at,
    bool_or(is_event) filter (is_closed and nth = coalesce(last_open_nth, 0) + 1) as is_closing_told,
    min(responded_at) as responded_stated_at,
    max(seen_at) filter (nth = first_answered_nth - 1) as seen_unanswered_at,
    min(seen_at) filter (nth = first_answered_nth) as seen_answered_at,
    bool_or(is_event) filter (nth = first_answered_nth) as is_answer_told,
    count(*) filter (was_closed and not is_closed) as reopened_count,
    arg_max(due_at, nth) as due_stated_at,
    arg_max(kind, nth) as kind,
    arg_max(is_supervised, nth) as is_supervised,
    arg_max(visibility, nth) as visibility,
    arg_max(category, nth) as category,
    arg_max(opd, nth) as opd,
    arg_max(channel, nth) as channel,
    coalesce(arg_max(area_code, nth), city_code) as area_code,
    coalesce(arg_max(place_status, nth), 'unknown') as place_status,
    arg_max(rating, nth) as rating,
    bool_or(point_fault is not null) as has_point_fault
from turn
group by source_id, city_code, request_id
;
