-- mart.uji_x
-- One row per desa and year of one generated source; bench input, never published.
-- Reads stg.uji_x.
create or replace table mart.uji_x as
select
    area_code,
    'year' as period_grain,
    make_date(year, 1, 1) as period_start,
    part_count,
    whole_count,
    done_count,
    due_count,
    case_count,
    printed_index,
    'kutipan' as quality,
    'uji_x' as source_id,
    row_source,
    null::varchar as row_note
from stg.uji_x
;
