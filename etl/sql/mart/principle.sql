-- mart.principle
-- One row per principle of a smart city as a city states it.
-- Reads stg.principles.
create or replace table mart.principle as
select
    city_folder as city_code,
    principle_number,
    principle_text,
    'kutipan' as quality,
    'principles' as source_id,
    row_source
from stg.principles
order by city_folder, principle_number
;
