-- mart.registered_voters
-- One row per kelurahan and election year.
-- Reads stg.registered_voters.
create or replace table mart.registered_voters as
select
    area_code,
    'year' as period_grain,
    make_date(year, 1, 1) as period_start,
    registered_voters_count,
    'kutipan' as quality,
    'registered_voters' as source_id,
    row_source,
    row_note
from stg.registered_voters
;
