-- open service requests of an area, the longest overdue first, without anything of a person
select request.request_id, request.source_id, request.area_code, area.area_name, area.area_level, request.category, request.opd,
    request.visibility, request.opened_on, request.due_on, request.known_on, request.age_days, request.overdue_days
from mart.service_request_open as request
inner join mart.area as area on area.area_code = request.area_code
where request.city_code = $city and starts_with(request.area_code, $area)
order by request.due_on nulls last, request.opened_on, request.request_id
limit $most
