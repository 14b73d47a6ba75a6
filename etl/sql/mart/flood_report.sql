-- mart.flood_report
-- One row per received line: what one bulletin prints of one area. Event dates of a city at most two days apart are one
-- event, which bears its first day. An area without a code is found by its printed name and level where that is one area
-- only; otherwise area_code is null: place not known, the line is kept and counted.
-- Reads stg.flood_reports, stg.flood_bulletins, stg.area, stg.area_aliases.
create or replace table mart.flood_report as
with spelling as (
    select city_code, area_level, lower(area_name) as spelt, area_code from stg.area
    union
    select area.city_code, area.area_level, lower(alias.alias), area.area_code
    from stg.area_aliases as alias
    inner join stg.area as area on area.area_code = alias.area_code
),

place as (
    select city_code, area_level, spelt, min(area_code) as area_code
    from spelling
    group by all
    having count(distinct area_code) = 1
),

report as (
    select
        given.* exclude (area_code),
        given.city_folder as city_code,
        coalesce(given.area_code, place.area_code) as area_code,
        moment(given.reported_at) at time zone 'Asia/Jakarta' as known_at  -- Western Indonesian time, without its offset
    from stg.flood_reports as given
    left join place
        on given.area_code is null
        and place.city_code = given.city_folder
        and place.area_level = if(lower(given.area_level_printed) = 'gampong', 'kelurahan', lower(given.area_level_printed))
        and place.spelt = lower(given.area_name_printed)
    where given.event_on <= getvariable('as_of')
),

event_day as (
    select
        city_code,
        event_on,
        coalesce(event_on - lag(event_on) over (partition by city_code order by event_on) > 2, true) as is_first
    from (select distinct city_code, event_on from report)
),

event as (
    select
        city_code,
        event_on,
        max(if(is_first, event_on, null)) over (
            partition by city_code order by event_on rows between unbounded preceding and current row
        ) as event_start
    from event_day
)

select
    report.city_code,
    event.event_start,
    report.event_on,
    report.known_at,
    report.known_at::date as known_on,
    if(length(report.reported_at) = 10, null, strftime(report.known_at, '%H:%M')) as known_time,
    report.area_code,
    report.area_level_printed,
    report.area_name_printed,
    report.persons_count,
    report.households_count,
    report.houses_count,
    report.depth_min_cm,
    report.depth_max_cm,
    bulletin.kelurahan_stated_count,
    bulletin.list_status,
    bulletin.row_note as bulletin_note,
    'kutipan' as quality,
    'flood_reports' as source_id,
    report.row_source,
    report.row_note,
    report.row_address,
    false as is_hidden,
    report.file_name,
    report.line_no
from report
inner join event using (city_code, event_on)
left join stg.flood_bulletins as bulletin
    on bulletin.city_folder = report.city_code
    and bulletin.event_on = report.event_on
    and bulletin.reported_at = report.reported_at
    and bulletin.row_source = report.row_source
order by report.city_code, event.event_start, report.known_at, report.file_name, report.line_no
;
