-- work.month_reading: the readings of one city and month, each once: of a station, parameter and time that several files
-- bring, the value of the last file by name. In order, so that the one before is the row before.
-- Reads work.month_given.
create or replace table work.month_reading as
select station_code, parameter, read_at, arg_max(value, file_no) as value
from work.month_given
group by station_code, parameter, read_at
order by station_code, parameter, read_at
;
