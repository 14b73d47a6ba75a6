-- The value that is held of a moment.
select value from reading where city_code = ? and station_code = ? and parameter = ? and read_at_us = ?
