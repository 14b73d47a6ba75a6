-- mart.city_statistic
-- One row per area, year and metric of the published city statistics; rows of an older territory are left to stg.
-- Reads stg.city_statistics, stg.declared_source.
create or replace table mart.city_statistic as
select
    area_code,
    'year' as period_grain,
    make_date(year, 1, 1) as period_start,
    metric,
    value as metric_value,
    source.quality,
    source.source_id,
    row_source,
    row_note
from stg.city_statistics
inner join stg.declared_source as source on source.source_id = 'city_statistics'
where coalesce(row_note, '') not like '%pemekaran%'
;
