-- mart.milestone
-- One row per happening on a city's way; the period is as exact as the source is.
-- Reads stg.milestones.
create or replace table mart.milestone as
select
    city_folder as city_code,
    happened_on as happened_period,
    period_start(happened_on) as period_start,
    milestone_title,
    milestone_kind,
    'kutipan' as quality,
    'milestones' as source_id,
    row_source,
    row_note
from stg.milestones
order by city_folder, period_start(happened_on), line_no
;
