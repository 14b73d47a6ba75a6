-- Bobot indikator tiap skema berjumlah 100, dan tiap domain atau aspek sama dengan jumlah indikatornya.
with listed as (
    select 'SPBE' as scheme_id, domain_code, domain_weight_pct, indicator_weight_pct
    from stg.spbe_indicators
    union all
    select 'PEMDI', aspect_code, aspect_weight_pct, indicator_weight_pct
    from stg.pemdi_indicators
)

select scheme_id, domain_code, max(domain_weight_pct) as domain_weight_pct, sum(indicator_weight_pct) as total
from listed
group by scheme_id, domain_code
having abs(max(domain_weight_pct) - sum(indicator_weight_pct)) > 1e-6
union all
select scheme_id, 'semua', 100, sum(indicator_weight_pct)
from listed
group by scheme_id
having abs(sum(indicator_weight_pct) - 100) > 1e-6
