-- mart.budget_total
-- One row per kota and period: expenditure of the budget document that also has a realisation.
-- Reads stg.budget_totals.
create or replace table mart.budget_total as
select
    area_code,
    period_grain(period) as period_grain,
    period_start(period) as period_start,
    ceiling_idr,
    realised_idr,
    printed_pct as printed_realisation_pct,
    'kutipan' as quality,
    'budget_totals' as source_id,
    row_source || ' (' || document || ')' as row_source,
    row_note
from stg.budget_totals
where account = 'belanja'
    and (realised_idr is not null or printed_pct is not null)
;
