-- hours of one station and parameter of the last 31 days; hour_us is the hour's beginning in microseconds since 1970-01-01 UTC
select epoch_us(hour_at) as hour_us, reading_count, value_sum, value_min, value_max
from mart.reading_hour
where city_code = $city and station_code = $station and parameter = $parameter
order by hour_at
