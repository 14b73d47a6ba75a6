-- mart.pj_figure
-- One row per kota, priority indicator, measure and date of a published figure.
-- Reads stg.pj_evaluation.
create or replace table mart.pj_figure as
select
    left(area_code, 5) as city_code,
    area_code,
    indicator_no,
    measure_id,
    measure_en,
    period_grain(period) as period_grain,
    period_start(period) as period_start,
    date_printed_id,
    date_printed_en,
    value,
    unit_id,
    unit_en,
    instrument,
    kpi_id,
    borrowed_from,
    row_quality as quality,
    'pj_evaluation' as source_id,
    row_source,
    is_verified = 'yes' as is_verified,
    remark_id,
    remark_en,
    min(line_no) over (partition by area_code, indicator_no, measure_id) as position
from stg.pj_evaluation
where period_start(period) <= getvariable('as_of')
order by area_code, indicator_no, position, period_start
;
