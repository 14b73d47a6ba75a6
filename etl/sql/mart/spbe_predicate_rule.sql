-- mart.spbe_predicate_rule
-- One row per scheme and span of years: does the predicate follow the rounded index, and why we think so.
-- Reads stg.spbe_predicate_rules.
create or replace table mart.spbe_predicate_rule as
select
    scheme_id,
    first_year,
    last_year,
    basis = 'dibulatkan' as is_on_rounded,
    decimals,
    reason,
    row_source,
    'spbe_predicate_rules' as source_id
from stg.spbe_predicate_rules
order by scheme_id, first_year
;
