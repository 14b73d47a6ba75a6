-- work.month_lost: how many readings of a file another file brings as well, by station, parameter and day (WIB): with the same
-- value (reading_repeat; the first file keeps it) or another one that goes before (reading_corrected).
-- Reads work.month_given, work.month_reading.
create or replace table work.month_lost as
with twice as (
    select station_code, parameter, read_at
    from work.month_given
    group by all
    having count(*) > 1
),

ranked as (
    select
        given.*,
        given.value = loaded.value as is_same,
        row_number() over (
            partition by given.station_code, given.parameter, given.read_at, given.value = loaded.value order by given.file_no
        ) as nth
    from work.month_given as given
    inner join twice using (station_code, parameter, read_at)
    inner join work.month_reading as loaded using (station_code, parameter, read_at)
)

select
    file_no,
    station_code,
    parameter,
    date '1970-01-01' + ((reading_hour(read_at) + 7) // 24) as day_on,
    if(is_same, 'reading_repeat', 'reading_corrected') as reason,
    count(*) as row_count
from ranked
where not is_same or nth > 1
group by all
order by all
;
