-- mart.spbe_agency
-- One row per year and agency of the official evaluation. agency_name is the name of the latest year, agency_printed the
-- name in that year's table; index_recomputed is the sum of the domains weighted by the scheme of that year.
-- Reads stg.spbe_evaluation, stg.spbe_agency_aliases, stg.spbe_schemes.
create or replace table mart.spbe_agency as
select
    score.year,
    score.agency_type,
    case score.province_group when 'Bangka Belitung' then 'Kepulauan Bangka Belitung' else score.province_group end as province_group,
    coalesce(alias.agency_2024, score.agency_printed) as agency_name,
    score.agency_printed,
    score.policy_index,
    score.governance_index,
    score.management_index,
    score.service_index,
    score.spbe_index,
    score.predicate,
    round(
        scheme.policy_weight * score.policy_index
        + scheme.governance_weight * score.governance_index
        + scheme.management_weight * score.management_index
        + scheme.service_weight * score.service_index, 4
    ) as index_recomputed,
    scheme.scheme_id,
    least(score.policy_index, score.governance_index, score.management_index, score.service_index) < 1
    or score.policy_index is null or score.governance_index is null
    or score.management_index is null or score.service_index is null as has_known_fault,
    'resmi' as quality,
    'spbe_evaluation' as source_id,
    score.row_source,
    score.row_note
from stg.spbe_evaluation as score
inner join stg.spbe_schemes as scheme
    on score.year between scheme.first_year and coalesce(scheme.last_year, 9999)
left join stg.spbe_agency_aliases as alias
    on alias.agency_type = score.agency_type
    and alias.agency_2023 = score.agency_printed
    and score.year = 2023
where make_date(score.year, 1, 1) <= getvariable('as_of')
order by score.year, score.agency_type, province_group, agency_name
;
