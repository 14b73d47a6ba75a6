-- work.case_judged
-- One row per case with its deadlines and how it stands against them; times are WIB. Deadlines by kind from service_deadlines,
-- counted in working days; where it is not known whether a complaint is berkadar pengawasan, due_at is the shorter and
-- due_latest_at the longer of the two. closed_from and closed_until bound the closing (equal where it is exact). settled_at:
-- from when on nothing about the case changes but by a new record; an open one only grows older.
-- What cases are summed by is kept as an enumeration (work.word_<column>): texts cost several times as much to group by.
-- Reads work.case_life, stg.working_day, stg.service_deadlines, stg.request_source.
create or replace table work.case_judged as
with term as (
    select
        max(days) filter (stage = 'first_response') as response_days,
        max(days) filter (stage = 'information') as information_days,
        max(days) filter (stage = 'complaint') as complaint_days,
        max(days) filter (stage = 'complaint_supervised') as supervised_days
    from stg.service_deadlines
),

local as (
    select
        * replace (
            wib(opened_at) as opened_at,
            wib(closed_stated_at) as closed_stated_at,
            wib(seen_open_at) as seen_open_at,
            wib(seen_closed_at) as seen_closed_at,
            wib(responded_stated_at) as responded_stated_at,
            wib(seen_unanswered_at) as seen_unanswered_at,
            wib(seen_answered_at) as seen_answered_at,
            wib(due_stated_at) as due_stated_at
        ),
        state in ('solved', 'closed_by_reporter') as is_solved,
        state in ('solved', 'closed_by_reporter', 'closed_by_system') as is_closed,
        state in ('deferred', 'archived', 'out_of_jurisdiction', 'duplicate') as is_apart,
        closed_stated_at is not null or coalesce(is_closing_told, false) as is_closing_exact
    from work.case_life
    where opened_at is not null
),

asked as (
    select
        local.*,
        source.deadline,
        if(source.deadline = 'lapor', opening.nth, null) as opening_nth,
        term.response_days,
        case
            when coalesce(local.kind, 'complaint') = 'information' then term.information_days
            when coalesce(local.kind, 'complaint') = 'complaint' and local.is_supervised then term.supervised_days
            when coalesce(local.kind, 'complaint') = 'complaint' then term.complaint_days
        end as shorter_days,
        case
            when coalesce(local.kind, 'complaint') = 'information' then term.information_days
            when coalesce(local.kind, 'complaint') = 'complaint' and coalesce(local.is_supervised, true) then term.supervised_days
            when coalesce(local.kind, 'complaint') = 'complaint' then term.complaint_days
        end as longer_days
    from local
    inner join stg.request_source as source using (source_id)
    left join stg.working_day as opening on opening.day = local.opened_at::date
    cross join term
),

dated as (
    select
        asked.city_code,
        asked.source_id,
        asked.request_id,
        asked.area_code,
        asked.place_status,
        asked.has_point_fault,
        asked.opened_at,
        asked.has_time,
        asked.state,
        asked.visibility,
        asked.category,
        asked.opd,
        asked.channel,
        asked.rating,
        asked.reopened_count,
        asked.is_solved,
        asked.is_closed,
        asked.is_apart,
        asked.is_closing_exact,
        case asked.deadline
            when 'stated' then asked.due_stated_at
            when 'lapor' then shorter.day::timestamp + interval '23:59:59'
        end as due_at,
        case asked.deadline
            when 'stated' then asked.due_stated_at
            when 'lapor' then longer.day::timestamp + interval '23:59:59'
        end as due_latest_at,
        case when asked.deadline = 'lapor'
            then (asked.opened_at::date + asked.response_days::integer)::timestamp + interval '23:59:59'
        end as response_due_at,
        case when asked.is_closed
            then coalesce(asked.closed_stated_at, if(asked.is_closing_told, asked.seen_closed_at, coalesce(asked.seen_open_at, asked.opened_at)))
        end as closed_from,
        case when asked.is_closed then coalesce(asked.closed_stated_at, asked.seen_closed_at) end as closed_until,
        case when asked.seen_answered_at is not null or asked.responded_stated_at is not null
            then coalesce(asked.responded_stated_at, if(asked.is_answer_told, asked.seen_answered_at, coalesce(asked.seen_unanswered_at, asked.opened_at)))
        end as responded_from,
        coalesce(asked.responded_stated_at, asked.seen_answered_at) as responded_until
    from asked
    left join stg.working_day as shorter on shorter.is_working and shorter.nth = asked.opening_nth + asked.shorter_days
    left join stg.working_day as longer on longer.is_working and longer.nth = asked.opening_nth + asked.longer_days
)

select
    * exclude (responded_from, responded_until)
    replace (
        source_id::work.word_source_id as source_id,
        city_code::work.word_city_code as city_code,
        area_code::work.word_area_code as area_code,
        category::work.word_category as category,
        opd::work.word_opd as opd,
        channel::work.word_channel as channel
    ),
    in_time(is_solved, closed_from, closed_until, is_closed, due_at)::work.punctuality as punctuality,
    in_time(is_solved, closed_from, closed_until, is_closed, due_latest_at)::work.punctuality as punctuality_latest,
    in_time(true, responded_from, responded_until, responded_from is not null or responded_until is not null, response_due_at)::work.punctuality
        as response_punctuality,
    greatest(opened_at, due_at, due_latest_at, response_due_at, closed_from, closed_until, if(is_closed or is_apart, null, opened_at + interval 90 day)) as settled_at
from dated
;
