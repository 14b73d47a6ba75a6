select distinct year
from mart.spbe_agency
order by year
