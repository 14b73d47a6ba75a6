select predicate, min_index, is_verified
from mart.spbe_predicate
where scheme_id = $scheme
order by min_index
