-- mart.investment_report
-- One row per kota and half-year.
-- Reads stg.investment_reports.
create or replace table mart.investment_report as
select
    area_code,
    period_grain(period) as period_grain,
    period_start(period) as period_start,
    compliance_pct,
    row_quality as quality,
    'investment_reports' as source_id,
    row_source,
    remark_of(row_note, is_verified) as row_note
from stg.investment_reports
;
