-- mart.service_request_hour
-- One row per kota or kecamatan, source, month, weekday (1 Monday to 7 Sunday) and hour (WIB) in which cases came in; hour is null where
-- an export gives the day only.
-- Reads work.request_hour, stg.area_path.
create or replace table mart.service_request_hour as
select
    path.city_code,
    path.area_code,
    request.source_id,
    request.period_start,
    request.weekday,
    request.hour,
    sum(request.received_count)::bigint as received_count
from work.request_hour as request
inner join stg.area_path as path on path.descendant_code = request.area_code and path.area_level <> 'kelurahan'
group by all
order by all
;
