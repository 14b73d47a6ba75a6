-- mart.flood_named
-- One row per event and kota or kecamatan: how many of its kelurahan are named as affected in any bulletin of the event, and,
-- for the kota, how many the latest bulletin that says so speaks of. None named: null, the number is not known.
-- Reads mart.flood_report.
create or replace table mart.flood_named as
with named as (
    select distinct city_code, event_start, area_code
    from mart.flood_report
    where length(area_code) = 13
),

event as (
    select
        city_code,
        event_start,
        arg_max(kelurahan_stated_count, known_at) filter (kelurahan_stated_count is not null) as kelurahan_stated_count,
        string_agg(distinct bulletin_note, '; ' order by bulletin_note) as row_note,
        string_agg(distinct row_source, '; ' order by row_source) as row_source
    from mart.flood_report
    group by all
),

counted as (
    select
        event.city_code as area_code,
        event.event_start,
        nullif(count(named.area_code), 0) as kelurahan_named_count,
        any_value(event.kelurahan_stated_count) as kelurahan_stated_count
    from event
    left join named using (city_code, event_start)
    group by all
    union all
    select left(area_code, 8), event_start, count(*), null
    from named
    group by all
)

select
    counted.area_code,
    'day' as period_grain,
    counted.event_start as period_start,
    counted.kelurahan_named_count,
    counted.kelurahan_stated_count,
    'kutipan' as quality,
    'flood_reports' as source_id,
    event.row_source,
    event.row_note
from counted
inner join event on event.city_code = left(counted.area_code, 5) and event.event_start = counted.event_start
order by counted.area_code, counted.event_start
;
