-- every office that ever had a service request of a city
select distinct member as opd, source_id
from mart.service_request_breakdown
where area_code = $city and axis = 'opd' and member is not null
order by member, source_id
