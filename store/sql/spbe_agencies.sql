select year, agency_type, province_group, agency_name, agency_printed, policy_index, governance_index, management_index,
    service_index, spbe_index, predicate, index_recomputed, scheme_id, has_known_fault, quality, source_id, row_source, row_note
from mart.spbe_agency
where ($year is null or year = $year)
    and ($agency_type is null or agency_type = $agency_type)
order by year, agency_type, province_group, agency_name
