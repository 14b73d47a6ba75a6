-- work.case_tally
-- One row per city, source, category and office as it is written: how many cases, and how they stand.
-- Reads work.request_case.
create or replace view work.case_tally as
select
    city_code,
    source_id,
    opd,
    category,
    count(*) as request_count,
    count(*) filter (place_status = 'unknown') as unplaced_count,
    count(*) filter (place_status = 'kecamatan') as kecamatan_only_count,
    count(*) filter (has_point_fault) as point_fault_count,
    count(*) filter (not is_closed and not is_apart) as open_count,
    count(*) filter (is_apart) as apart_count,
    count(*) filter (is_closed and not is_closing_exact) as interval_count,
    count(*) filter (visibility = 'anonymous') as anonymous_count,
    count(*) filter (visibility = 'confidential') as confidential_count
from work.request_case
where opened_at <= known_until
group by all
;
