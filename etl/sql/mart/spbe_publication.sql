-- mart.spbe_publication
-- One row per year and entity outside the official agency table: other years of cities and peers, printed means.
-- scheme_id keeps 2018-2020 apart; an interim figure keeps its value_status.
-- Reads stg.spbe_other_publications, stg.spbe_schemes.
create or replace table mart.spbe_publication as
select
    other.year,
    other.entity,
    other.entity_code,
    other.entity_kind,
    other.policy_index,
    other.governance_index,
    other.management_index,
    other.service_index,
    other.spbe_index,
    other.predicate,
    other.value_status,
    scheme.scheme_id,
    other.row_quality as quality,
    'spbe_other_publications' as source_id,
    other.row_source,
    other.row_note
from stg.spbe_other_publications as other
inner join stg.spbe_schemes as scheme
    on other.year between scheme.first_year and coalesce(scheme.last_year, 9999)
order by other.entity, other.year
;
