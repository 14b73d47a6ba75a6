select first_year, last_year, is_on_rounded, decimals, reason, row_source, source_id
from mart.spbe_predicate_rule
where scheme_id = $scheme
order by first_year
