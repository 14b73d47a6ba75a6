-- Rancangan anggaran (R-...) tidak punya realisasi; rencana tidak pernah dihitung sebagai realisasi.
select area_code, period, document, account
from stg.budget_totals
where starts_with(document, 'R-')
    and (realised_idr is not null or printed_pct is not null)
