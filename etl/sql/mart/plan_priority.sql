-- mart.plan_priority
-- One row per priority of a plan and year.
-- Reads stg.plan_priorities.
create or replace table mart.plan_priority as
select
    city_folder as city_code,
    document_title,
    year as plan_year,
    priority_number,
    priority_text,
    'kutipan' as quality,
    'plan_priorities' as source_id,
    row_source,
    row_note
from stg.plan_priorities
order by city_folder, year desc, priority_number
;
