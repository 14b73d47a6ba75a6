-- mart.service_request_account
-- One row per city and source: how many cases are known, until when, how many without a place or with a place that cannot be, and
-- how they stand. What the page says before any figure.
-- Reads work.request_tally, work.request_reach, stg.service_request_known, stg.declared_source.
create or replace table mart.service_request_account as
select
    tally.city_code,
    tally.source_id,
    any_value(origin.quality) as quality,
    any_value(known.known_until)::date as known_on,
    any_value(reach.export_count) as export_count,
    any_value(reach.first_export_on) as first_export_on,
    any_value(reach.first_opened_on) as first_opened_on,
    sum(tally.request_count)::bigint as request_count,
    sum(tally.unplaced_count)::bigint as unplaced_count,
    sum(tally.kecamatan_only_count)::bigint as kecamatan_only_count,
    sum(tally.point_fault_count)::bigint as point_fault_count,
    sum(tally.open_count)::bigint as open_count,
    sum(tally.apart_count)::bigint as apart_count,
    sum(tally.interval_count)::bigint as interval_count,
    sum(tally.anonymous_count)::bigint as anonymous_count,
    sum(tally.confidential_count)::bigint as confidential_count
from work.request_tally as tally
inner join stg.service_request_known as known using (city_code, source_id)
inner join work.request_reach as reach using (city_code, source_id)
inner join stg.declared_source as origin using (source_id)
group by tally.city_code, tally.source_id
order by all
;
