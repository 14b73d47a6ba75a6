-- stg.service_request_known
-- One row per source and city: the moment (WIB) up to which its cases are known, the last export or the day of the build.
-- Reads work.until.
create or replace table stg.service_request_known as
select source_id, city_code, known_until
from work.until
order by all
;
