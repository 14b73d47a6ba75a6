-- Days (WIB) of a source before a moment that have readings no file holds.
select distinct date((read_at_us + 25200000000) / 1000000, 'unixepoch') as day_on
from reading
where city_code = ? and source_id = ? and is_folded <> 1 and read_at_us < ?
