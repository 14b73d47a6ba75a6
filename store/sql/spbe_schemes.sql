select scheme_id, scheme_name, regulation, first_year, last_year, is_verified, row_note
from mart.spbe_scheme
order by first_year
