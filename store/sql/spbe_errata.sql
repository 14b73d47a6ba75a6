select year, entity, reason, found_by, reported_to, report_status
from mart.spbe_erratum
order by year, entity
