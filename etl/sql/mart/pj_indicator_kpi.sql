-- mart.pj_indicator_kpi
-- One row per priority indicator of Permendagri 4/2023 and indicator of the catalogue that is like it.
-- Reads stg.pj_indicators.
create or replace table mart.pj_indicator_kpi as
select
    indicator_no,
    unnest(string_split(kpis, ' ')) as kpi_id,
    generate_subscripts(string_split(kpis, ' '), 1) as position
from stg.pj_indicators
where kpis <> ''
order by indicator_no, position
;
