-- work.reading_sorted: the sound readings of one file, in the order of its part: a month lies together.
-- Reads work.reading_typed.
create or replace table work.reading_sorted as
select reading_month(read_at) as month_no, station_no, parameter_no, read_at, value, line
from work.reading_typed
where fault is null
order by month_no, station_no, parameter_no, read_at, line
;
