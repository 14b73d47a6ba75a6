-- mart.programme
-- One row per programme a city has named, as stated in that year. The key for what hangs on it: city_code, programme_id.
-- Reads stg.programmes.
create or replace table mart.programme as
select
    city_folder as city_code,
    programme_id,
    programme_name,
    programme_kind,
    is_flagship = 'ya' as is_flagship,
    is_quick_win = 'ya' as is_quick_win,
    opd_name,
    programme_status,
    stated_year,
    start_year,
    end_year,
    depends_on,
    'kutipan' as quality,
    'programmes' as source_id,
    row_source,
    row_note
from stg.programmes
order by city_folder, stated_year desc, line_no
;
