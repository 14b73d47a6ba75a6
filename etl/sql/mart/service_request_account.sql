-- mart.service_request_account
-- One row per city and source: how many cases are known, until when, how many without a place or with a place that cannot be, and
-- how they stand. What the page says before any figure.
-- Reads stg.service_request, stg.service_request_known, stg.service_request_seen, stg.declared_source.
create or replace table mart.service_request_account as
with point as (
    select
        source_id,
        city_code,
        count(distinct request_id) filter (point_fault is not null) as point_fault_count,
        count(distinct file_name) as export_count,
        min(seen_at)::date as first_export_on
    from stg.service_request_seen
    group by all
)

select
    request.city_code,
    request.source_id,
    any_value(origin.quality) as quality,
    any_value(known.known_until)::date as known_on,
    any_value(point.export_count) as export_count,
    any_value(point.first_export_on) as first_export_on,
    min(request.opened_at)::date as first_opened_on,
    count(*) as request_count,
    count(*) filter (request.place_status = 'unknown') as unplaced_count,
    count(*) filter (request.place_status = 'kecamatan') as kecamatan_only_count,
    any_value(point.point_fault_count) as point_fault_count,
    count(*) filter (not request.is_closed and not request.is_apart) as open_count,
    count(*) filter (request.is_apart) as apart_count,
    count(*) filter (request.is_closed and not request.is_closing_exact) as interval_count,
    count(*) filter (request.visibility = 'anonymous') as anonymous_count,
    count(*) filter (request.visibility = 'confidential') as confidential_count
from stg.service_request as request
inner join stg.service_request_known as known using (city_code, source_id)
inner join point using (city_code, source_id)
inner join stg.declared_source as origin using (source_id)
group by request.city_code, request.source_id
order by all
;
