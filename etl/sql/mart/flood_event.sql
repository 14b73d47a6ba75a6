-- mart.flood_event
-- One row per area and event: the latest bulletin of that event that gives figures for the area. Bulletins are never added
-- up. An area that is only named keeps its row with persons_count null: affected, not counted.
-- A bulletin dated without an hour speaks for the whole day and is the day's last.
-- Reads stg.flood_reports.
create or replace table mart.flood_event as
with bulletin as (
    select
        *,
        coalesce(
            if(length(reported_at) = 10, (reported_at || 'T23:59:59+07:00')::timestamptz, null),
            try_cast(reported_at as timestamptz)
        ) as known_at
    from stg.flood_reports
),

latest as (
    select
        *,
        row_number() over (
            partition by event_on, area_code
            order by persons_count is not null desc, known_at desc, file_name, line_no
        ) as nth
    from bulletin
)

select
    area_code,
    'day' as period_grain,
    event_on as period_start,
    persons_count,
    households_count,
    houses_count,
    depth_min_cm,
    depth_max_cm,
    'kutipan' as quality,
    'flood_reports' as source_id,
    row_source,
    row_note
from latest
where nth = 1
;
