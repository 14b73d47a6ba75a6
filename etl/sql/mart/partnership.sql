-- mart.partnership
-- One row per partnership and item of its scope; progress is null until it is reported.
-- Reads stg.partnerships.
create or replace table mart.partnership as
select
    city_folder as city_code,
    partnership_id,
    partner_name,
    partnership_kind,
    signed_on as signed_period,
    valid_to as valid_to_period,
    scope_number,
    scope_name,
    progress,
    'kutipan' as quality,
    'partnerships' as source_id,
    row_source,
    row_note
from stg.partnerships
order by city_folder, partnership_id, scope_number
;
