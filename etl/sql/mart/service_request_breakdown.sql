-- mart.service_request_breakdown
-- One row per area of any level, month, source, axis (opd, category, channel, dimension) and member of it; member is null where an export
-- does not say. Every measure is additive over months and members of one axis.
-- Reads stg.service_request_sum, stg.area_path.
create or replace table mart.service_request_breakdown as
select
    path.city_code,
    path.area_level,
    path.area_code,
    told.axis,
    told.member,
    told.period_start,
    told.source_id,
    told.quality,
    sum(columns('^(.*_(count|sum))$'))::bigint as '\1'
from stg.service_request_sum as told
inner join stg.area_path as path on path.descendant_code = told.area_code
where told.axis <> 'all'
    and not told.is_day
group by all
order by all
;
