-- The readings of a source and span of time that no file holds as they are.
select station_code, parameter, read_at_us, value, received_at_us, is_folded
from reading
where city_code = ? and source_id = ? and read_at_us >= ? and read_at_us < ? and is_folded <> 1
