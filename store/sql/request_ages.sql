-- open service requests of an area by office and class of age
select opd, age_from_days, source_id, quality, open_count, overdue_count, overdue_max_days
from mart.service_request_age
where area_code = $area
order by opd, age_from_days, source_id
