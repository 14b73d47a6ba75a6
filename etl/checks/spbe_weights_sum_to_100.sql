-- Bobot 47 indikator SPBE berjumlah 100, dan tiap domain sama dengan jumlah indikatornya.
select domain_code, max(domain_weight_pct) as domain_weight_pct, sum(indicator_weight_pct) as total
from stg.spbe_indicators
group by domain_code
having abs(max(domain_weight_pct) - sum(indicator_weight_pct)) > 1e-6
union all
select 'semua', 100, sum(indicator_weight_pct)
from stg.spbe_indicators
having abs(sum(indicator_weight_pct) - 100) > 1e-6
