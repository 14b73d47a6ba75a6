-- mart.service_request_window
-- One row per area of any level, source, axis (opd, category, channel, dimension), member of it and window: the twelve months that end with
-- the last known day of the city (is_now), and the twelve before, both to the day. Columns as of service_request_breakdown.
-- Reads stg.service_request_sum, stg.service_request_known, stg.area_path.
create or replace table mart.service_request_window as
with known as (
    select
        city_code,
        (max(known_until)::date - interval 12 month)::date as now_after,
        (max(known_until)::date - interval 24 month)::date as before_after
    from stg.service_request_known
    group by all
),

-- whole months, and the days of the two months in which a window ends
recent as (
    select told.*, told.period_start > known.now_after as is_now
    from stg.service_request_sum as told
    inner join known using (city_code)
    where told.axis <> 'all'
        and told.period_start > known.before_after
        and told.is_day = (date_trunc('month', told.period_start) in (date_trunc('month', known.now_after), date_trunc('month', known.before_after)))
)

select
    path.city_code,
    path.area_level,
    path.area_code,
    recent.axis,
    recent.member,
    recent.is_now,
    recent.source_id,
    recent.quality,
    sum(columns('^(.*_(count|sum))$'))::bigint as '\1'
from recent
inner join stg.area_path as path on path.descendant_code = recent.area_code
group by all
order by all
;
