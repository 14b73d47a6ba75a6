-- mart.spbe_indicator
-- One row per indicator of the scheme of PermenPANRB 59/2020, with its weight and that of its domain.
-- Reads stg.spbe_indicators.
create or replace table mart.spbe_indicator as
select
    indicator_no,
    indicator_name,
    aspect_code,
    aspect_name,
    domain_code,
    domain_name,
    domain_weight_pct,
    indicator_weight_pct,
    level_scale
from stg.spbe_indicators
order by indicator_no
;
