-- stg.service_request
-- One row per case with its deadlines and how it stands against them. Deadlines by kind from service_deadlines, counted in
-- working days; where it is not known whether a complaint is berkadar pengawasan, due_at is the shorter and due_latest_at the
-- longer of the two. closed_from and closed_until bound the closing (equal where it is exact).
-- A category that is not in the tree stays as received: is_category_known is false.
-- Reads stg.service_request_life, stg.working_day, stg.service_deadlines, stg.request_source, stg.request_category.
create or replace table stg.service_request as
with term as (
    select
        max(days) filter (stage = 'first_response') as response_days,
        max(days) filter (stage = 'information') as information_days,
        max(days) filter (stage = 'complaint') as complaint_days,
        max(days) filter (stage = 'complaint_supervised') as supervised_days
    from stg.service_deadlines
),

asked as (
    select
        life.*,
        source.deadline,
        opening.nth as opening_nth,
        known.topic,
        known.dimension,
        known.word is not null as is_category_known,
        term.response_days,
        case
            when coalesce(life.kind, 'complaint') = 'information' then term.information_days
            when coalesce(life.kind, 'complaint') = 'complaint' and life.is_supervised then term.supervised_days
            when coalesce(life.kind, 'complaint') = 'complaint' then term.complaint_days
        end as shorter_days,
        case
            when coalesce(life.kind, 'complaint') = 'information' then term.information_days
            when coalesce(life.kind, 'complaint') = 'complaint' and coalesce(life.is_supervised, true) then term.supervised_days
            when coalesce(life.kind, 'complaint') = 'complaint' then term.complaint_days
        end as longer_days
    from stg.service_request_life as life
    inner join stg.request_source as source using (source_id)
    left join stg.working_day as opening on opening.day = life.opened_at::date
    left join stg.request_category as known on known.word = spelt(life.category)
    cross join term
),

dated as (
    select
        asked.* exclude (due_stated_at),
        case asked.deadline
            when 'stated' then asked.due_stated_at
            when 'lapor' then shorter.day::timestamptz + interval '23:59:59'
        end as due_at,
        case asked.deadline
            when 'stated' then asked.due_stated_at
            when 'lapor' then longer.day::timestamptz + interval '23:59:59'
        end as due_latest_at,
        case when asked.deadline = 'lapor'
            then (asked.opened_at::date + asked.response_days::integer)::timestamptz + interval '23:59:59'
        end as response_due_at,
        case when asked.is_closed then coalesce(asked.closed_stated_at, if(asked.is_closing_told, asked.seen_closed_at, coalesce(asked.seen_open_at, asked.opened_at))) end as closed_from,
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
    *,
    in_time(is_solved, closed_from, closed_until, is_closed, due_at) as punctuality,
    in_time(is_solved, closed_from, closed_until, is_closed, due_latest_at) as punctuality_latest,
    in_time(true, responded_from, responded_until, responded_from is not null or responded_until is not null, response_due_at) as response_punctuality
from dated
order by city_code, source_id, opened_at, request_id
;
