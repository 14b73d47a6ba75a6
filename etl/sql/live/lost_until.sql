-- What was set aside of a source up to a day of arrival.
select station_code, parameter, day_on, reason_code, sum(row_count) as row_count
from reading_set_aside
where city_code = ? and source_id = ? and day_on <= ?
group by station_code, parameter, day_on, reason_code
order by station_code, parameter, day_on, reason_code
