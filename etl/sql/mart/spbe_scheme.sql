-- mart.spbe_scheme
-- One row per assessment scheme, the years it holds and its domain weights; figures of two schemes are never one series.
-- Reads stg.spbe_schemes.
create or replace table mart.spbe_scheme as
select
    scheme_id,
    scheme_name,
    regulation,
    first_year,
    last_year,
    policy_weight,
    governance_weight,
    management_weight,
    service_weight,
    is_verified = 'yes' as is_verified,
    row_note
from stg.spbe_schemes
order by first_year
;
