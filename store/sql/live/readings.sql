-- Readings of a city that are in the live store, from a moment on.
select station_code, parameter, read_at_us, value, received_at_us
from reading
where city_code = :city_code and read_at_us >= :since_us
order by station_code, parameter, read_at_us
