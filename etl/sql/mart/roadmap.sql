-- mart.roadmap
-- One row per horizon of a roadmap and who states it; horizons may overlap, as stated.
-- Reads stg.roadmaps.
create or replace table mart.roadmap as
select
    city_folder as city_code,
    horizon_name,
    start_year,
    end_year,
    years_printed,
    said_by,
    stated_year,
    'kutipan' as quality,
    'roadmaps' as source_id,
    row_source,
    row_note
from stg.roadmaps
order by city_folder, line_no
;
