-- mart.spbe_level
-- One row per maturity level of the two scales (process, service).
-- Reads stg.spbe_levels.
create or replace table mart.spbe_level as
select
    level_scale,
    level_no,
    level_name,
    criterion
from stg.spbe_levels
order by level_scale, level_no
;
