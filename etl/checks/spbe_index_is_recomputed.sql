-- Setiap indeks SPBE terulang dari domainnya dalam 0,015, atau tercatat sebagai erratum (spbe_errata).
select year, agency_printed, spbe_index, index_recomputed
from mart.spbe_agency
where abs(spbe_index - index_recomputed) > 0.015 + 1e-9
    and not exists (select 1 from stg.spbe_errata as e where e.year = spbe_agency.year and e.entity = spbe_agency.agency_printed)
union all
select other.year, other.entity, other.spbe_index,
    scheme.policy_weight * other.policy_index + scheme.governance_weight * other.governance_index
    + scheme.management_weight * other.management_index + scheme.service_weight * other.service_index as index_recomputed
from stg.spbe_other_publications as other
inner join stg.spbe_schemes as scheme on scheme.scheme_id = 'SPBE' and other.year between scheme.first_year and scheme.last_year
where abs(other.spbe_index - index_recomputed) > 0.015 + 1e-9
    and not exists (select 1 from stg.spbe_errata as e where e.year = other.year and e.entity = other.entity)
