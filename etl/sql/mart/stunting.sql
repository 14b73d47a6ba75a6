-- mart.stunting
-- One row per kota, period and way of measuring (survei, pencatatan), which are never one series.
-- Reads stg.nutrition_survey, stg.nutrition_register.
create or replace table mart.stunting as
select
    area_code,
    period_grain(period) as period_grain,
    period_start(period) as period_start,
    'survei' as measured_by,
    stunted_pct,
    row_quality as quality,
    'nutrition_survey' as source_id,
    row_source,
    remark_of(row_note, is_verified) as row_note
from stg.nutrition_survey
union all
select
    area_code,
    period_grain(period) as period_grain,
    period_start(period) as period_start,
    'pencatatan' as measured_by,
    stunted_pct,
    row_quality as quality,
    'nutrition_register' as source_id,
    row_source,
    remark_of(row_note, is_verified) as row_note
from stg.nutrition_register
;
