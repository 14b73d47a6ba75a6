-- mart.dimension_unknown
-- One row per spelling of a dimension that no scheme of the city knows, kept as received, with how often it stands there.
-- Reads mart.programme_dimension, mart.mission.
create or replace table mart.dimension_unknown as
select city_code, dimension_text, source_id, count(*) as row_count
from mart.programme_dimension
where slug is null
group by all
union all
select city_code, dimension_texts, source_id, count(*)
from mart.mission
where slug is null and dimension_texts is not null
group by all
order by all
;
