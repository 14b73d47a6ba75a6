-- work.reading_numbered: is_last: the last line of its station, parameter and time in the file, which is the one that is loaded.
-- A streaming look at the next row of a sorted table.
-- Reads work.reading_sorted.
create or replace view work.reading_numbered as
select
    *,
    not coalesce(
        lead(station_no) over () = station_no and lead(parameter_no) over () = parameter_no and lead(read_at) over () = read_at,
        false
    ) as is_last
from work.reading_sorted
;
