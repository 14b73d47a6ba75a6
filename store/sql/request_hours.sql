-- service requests of an area by weekday (1 Monday) and hour, null where only the day is known
select weekday, hour, source_id, sum(received_count)::bigint as received_count
from mart.service_request_hour
where area_code = $area and period_start between $first and $last
group by all
order by weekday, hour, source_id
