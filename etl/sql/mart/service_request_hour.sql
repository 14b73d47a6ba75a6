-- mart.service_request_hour
-- One row per kota or kecamatan, source, month, weekday (1 Monday to 7 Sunday) and hour (WIB) in which cases came in; hour is null where
-- an export gives the day only.
-- Reads stg.service_request, stg.area_path.
create or replace table mart.service_request_hour as
select
    path.city_code,
    path.area_code,
    request.source_id,
    date_trunc('month', request.opened_at::date)::date as period_start,
    isodow(request.opened_at::date) as weekday,
    if(request.has_time, hour(request.opened_at::timestamp), null) as hour,
    count(*) as received_count
from stg.service_request as request
inner join stg.area_path as path on path.descendant_code = request.area_code and path.area_level <> 'kelurahan'
group by all
order by all
;
