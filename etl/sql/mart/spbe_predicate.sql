-- mart.spbe_predicate
-- One row per scheme and predicate, with its lower bound (included); is_verified says whether it was read in the regulation.
-- Reads stg.spbe_predicates.
create or replace table mart.spbe_predicate as
select
    scheme_id,
    predicate,
    min_index,
    max_index,
    is_verified = 'yes' as is_verified
from stg.spbe_predicates
order by scheme_id, min_index
;
