-- mart.spbe_city
-- One row per kota and year of the scheme of PermenPANRB 59/2020 (2021-2025): the official table where it has the year,
-- otherwise a final figure quoted elsewhere. Interim figures and other schemes stay out of the series.
-- Reads mart.spbe_agency, stg.spbe_other_publications, stg.spbe_schemes, stg.declared_city.
create or replace table mart.spbe_city as
with official as (
    select
        city.city_code as area_code,
        agency.year,
        agency.spbe_index,
        agency.policy_index,
        agency.governance_index,
        agency.management_index,
        agency.service_index,
        agency.index_recomputed,
        agency.predicate,
        'resmi' as quality,
        'spbe_evaluation' as source_id,
        agency.row_source,
        agency.row_note
    from mart.spbe_agency as agency
    inner join stg.declared_city as city on city.spbe_agency = agency.agency_name
),

quoted as (
    select
        city.city_code as area_code,
        other.year,
        other.spbe_index,
        other.policy_index,
        other.governance_index,
        other.management_index,
        other.service_index,
        null::double as index_recomputed,
        other.predicate,
        other.row_quality as quality,
        'spbe_other_publications' as source_id,
        other.row_source,
        remark_of(other.row_note, other.is_verified) as row_note
    from stg.spbe_other_publications as other
    inner join stg.declared_city as city on city.city_code = other.entity_code
    inner join stg.spbe_schemes as scheme
        on scheme.scheme_id = 'SPBE'
        and other.year between scheme.first_year and scheme.last_year
    where other.entity_kind = 'agency'
        and other.value_status = 'final'
)

select
    * exclude (year),
    'year' as period_grain,
    make_date(year, 1, 1) as period_start
from (
    select * from official
    union all
    select * from quoted
    where not exists (select 1 from official where official.area_code = quoted.area_code and official.year = quoted.year)
)
;
