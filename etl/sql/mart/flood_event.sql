-- mart.flood_event
-- One row per area and event. Each measure is that of the latest bulletin of the event that prints it for the area;
-- bulletins are never added up. An area that is only named keeps its row with nulls: affected, not counted. A bulletin dated
-- without an hour speaks for the whole day and is the day's last.
-- Reads mart.flood_report.
create or replace table mart.flood_event as
with ranked as (
    select
        *,
        row_number() over (
            partition by event_start, area_code order by known_at desc, file_name, line_no
        ) as nth
    from mart.flood_report
    where area_code is not null
),

latest as (
    select
        area_code,
        event_start,
        min(nth) filter (persons_count is not null) as persons_nth,
        min(nth) filter (households_count is not null) as households_nth,
        min(nth) filter (houses_count is not null) as houses_nth,
        min(nth) filter (depth_max_cm is not null) as depth_nth
    from ranked
    group by all
),

used as (
    select
        ranked.*,
        nth = persons_nth as gives_persons,
        nth = households_nth as gives_households,
        nth = houses_nth as gives_houses,
        nth = depth_nth as gives_depth,
        coalesce(persons_nth, households_nth, houses_nth, depth_nth) is null and nth = 1 as is_only_named
    from ranked
    inner join latest using (area_code, event_start)
)

select
    area_code,
    'day' as period_grain,
    event_start as period_start,
    1 as named_count,
    max(persons_count) filter (gives_persons) as persons_count,
    max(households_count) filter (gives_households) as households_count,
    max(houses_count) filter (gives_houses) as houses_count,
    max(depth_min_cm) filter (gives_depth) as depth_min_cm,
    max(depth_max_cm) filter (gives_depth) as depth_max_cm,
    'kutipan' as quality,
    'flood_reports' as source_id,
    string_agg(distinct row_source, '; ' order by row_source) as row_source,
    string_agg(distinct row_note, '; ' order by row_note) as row_note
from used
where gives_persons or gives_households or gives_houses or gives_depth or is_only_named
group by area_code, event_start
order by area_code, event_start
;
