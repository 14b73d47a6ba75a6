-- work.reading_lost: one row per value of one file that is not loaded, with its reason: a fault of its own, the same reading
-- twice (reading_repeat), or another value in a later line (reading_corrected).
-- Reads work.reading_typed, work.reading_numbered, work.reading_sorted.
create or replace table work.reading_lost as
with earlier as (
    select * from work.reading_numbered where not is_last
),

answered as (
    select
        earlier.line,
        earlier.station_no,
        earlier.parameter_no,
        earlier.read_at,
        earlier.value,
        arg_max(later.value, later.line) as loaded_value
    from work.reading_sorted as later
    inner join earlier using (month_no, station_no, parameter_no, read_at)
    group by all
)

select line, station_no, parameter_no, read_at, fault as reason, cell_title, shown
from work.reading_typed
where fault is not null
union all
select
    line,
    station_no,
    parameter_no,
    read_at,
    if(value = loaded_value, 'reading_repeat', 'reading_corrected'),
    null,
    value::varchar
from answered
;
