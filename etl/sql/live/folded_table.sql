-- The readings that the file of a day was made of, as they were read.
create temp table folded (station_code text, parameter text, read_at_us integer, value real)
