-- mart.reading_set_aside
-- One row per file of measurements and reason, with how many of its readings were set aside for it.
-- Reads work.reading_account.
create or replace table mart.reading_set_aside as
select
    city_code,
    source_id,
    file_name,
    reason_code,
    row_count
from work.reading_account
order by all
;
