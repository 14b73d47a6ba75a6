-- One row per row of a batch of messages, in their order: its reading, or its fault. Reads work.reading_typed (DuckDB).
select
    station_no,
    parameter_no,
    case when fault is null then epoch_us(read_at) end as read_at_us,
    case when fault is null then value end as value,
    fault,
    shown
from work.reading_typed
order by line
