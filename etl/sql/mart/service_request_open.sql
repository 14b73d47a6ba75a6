-- mart.service_request_open
-- One row per open case, the 500 longest overdue of each city, without anything of a person. A confidential report is counted
-- with its number and age only.
-- Reads stg.service_request_live.
create or replace table mart.service_request_open as
select
    city_code,
    source_id,
    request_id,
    if(visibility = 'confidential', city_code, area_code) as area_code,
    if(visibility = 'confidential', null, category) as category,
    if(visibility = 'confidential', null, channel) as channel,
    opd,
    state,
    visibility,
    opened_at::date as opened_on,
    due_at::date as due_on,
    known_until::date as known_on,
    known_until::date - opened_at::date as age_days,
    greatest(known_until::date - due_at::date, 0) as overdue_days
from stg.service_request_live
qualify row_number() over (partition by city_code order by due_at nulls last, opened_at, request_id) <= 500
order by city_code, due_on nulls last, opened_on, request_id
;
