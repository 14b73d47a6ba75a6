select year, entity, entity_code, entity_kind, policy_index, governance_index, management_index, service_index, spbe_index,
    predicate, value_status, scheme_id, quality, source_id, row_source, row_note
from mart.spbe_publication
order by year, entity, value_status
