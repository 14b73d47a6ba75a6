-- mart.pj_indicator
-- One row per priority indicator of Permendagri 4/2023.
-- Reads stg.pj_indicators.
create or replace table mart.pj_indicator as
select
    indicator_no,
    name_id,
    name_en,
    missing_id,
    missing_en,
    ask
from stg.pj_indicators
order by indicator_no
;
