-- mart.budget_balance
-- One row per kota and year whose revenue and expenditure are both realised: what was left over, with and without
-- financing. silpa_idr is printed, silpa_recomputed_idr our own sum; both stay.
-- Reads mart.budget_total.
create or replace table mart.budget_balance as
select
    area_code,
    period_grain,
    period_start,
    max(realised_idr) filter (account = 'pendapatan') as revenue_idr,
    max(realised_idr) filter (account = 'belanja') as expenditure_idr,
    revenue_idr - expenditure_idr as balance_idr,
    max(realised_idr) filter (account = 'SILPA') as silpa_idr,
    balance_idr
    + max(realised_idr) filter (account = 'penerimaan pembiayaan')
    - max(realised_idr) filter (account = 'pengeluaran pembiayaan') as silpa_recomputed_idr,
    quality_of_rank(max(quality_rank(quality))) as quality,
    max(source_id) as source_id,
    string_agg(distinct row_source, '; ' order by row_source) as row_source
from mart.budget_total
group by area_code, period_grain, period_start
having revenue_idr is not null and expenditure_idr is not null
;
