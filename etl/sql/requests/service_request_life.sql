-- stg.service_request_life
-- One row per case as last seen. A closing is a moment where the source states it or a log tells it, else the interval between
-- the last record that saw the case open and the first that saw it closed; the same for the first response. What a later record
-- does not say (null) stands as an earlier one said it.
-- Reads stg.service_request_step, stg.service_request_known.
create or replace table stg.service_request_life as
with turn as (
    select
        *,
        max(nth) filter (not is_closed) over one_case as last_open_nth,
        min(nth) filter (state <> 'received') over one_case as first_answered_nth
    from stg.service_request_step
    window one_case as (partition by source_id, city_code, request_id)
),

life as (
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
        arg_max(subcategory, nth) as subcategory,
        arg_max(opd, nth) as opd,
        arg_max(channel, nth) as channel,
        coalesce(arg_max(area_code, nth), city_code) as area_code,
        coalesce(arg_max(place_status, nth), 'unknown') as place_status,
        arg_max(rating, nth) as rating
    from turn
    group by source_id, city_code, request_id
),

-- an office is one however its name is cased and spaced; the commonest spelling stands for all
spelling as (
    select
        city_code,
        spelt(office) as word,
        arg_max(office, {'times': times, 'office': office}) as office
    from (select city_code, opd as office, count(*) as times from life where opd is not null group by all)
    group by all
)

select
    life.* replace (spelling.office as opd),
    known.known_until,
    state in ('solved', 'closed_by_reporter') as is_solved,
    state in ('solved', 'closed_by_reporter', 'closed_by_system') as is_closed,
    state in ('deferred', 'archived', 'out_of_jurisdiction', 'duplicate') as is_apart,
    closed_stated_at is not null or coalesce(is_closing_told, false) as is_closing_exact
from life
inner join stg.service_request_known as known using (source_id, city_code)
left join spelling
    on spelling.city_code = life.city_code
    and spelling.word = spelt(life.opd)
where life.opened_at is not null
    and life.opened_at <= known.known_until
order by life.city_code, life.source_id, life.opened_at, life.request_id
;
