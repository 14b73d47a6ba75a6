-- mart.evaluation_weight
-- One row per region, year and component of a smart-city evaluation: weights others used, not this city's.
-- Reads stg.evaluation_weights.
create or replace table mart.evaluation_weight as
select
    region_name,
    year,
    component_name,
    weight_pct,
    'kutipan' as quality,
    'evaluation_weights' as source_id,
    row_source,
    row_note
from stg.evaluation_weights
order by region_name, year, weight_pct desc
;
