-- mart.budget_total
-- One row per kota, period and account: the budget document that also has a realisation. Plans, drafts and revisions
-- without one are in mart.budget_plan.
-- Reads stg.budget_totals, stg.declared_source.
create or replace table mart.budget_total as
select
    area_code,
    period_grain(period) as period_grain,
    period_start(period) as period_start,
    account,
    ceiling_idr,
    realised_idr,
    printed_pct as printed_realisation_pct,
    source.quality,
    source.source_id,
    row_source || ' (' || document || ')' as row_source,
    remark_of(row_note, is_verified) as row_note
from stg.budget_totals
inner join stg.declared_source as source on source.source_id = 'budget_totals'
where realised_idr is not null or printed_pct is not null
;
