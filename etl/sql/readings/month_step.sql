-- work.month_step: one row per reading of a month with how far it is from the one before, of the same station and parameter.
-- A streaming look at the row before in a sorted table; the first reading of a month has none.
-- Reads work.month_reading, stg.sensor_parameters.
create or replace view work.month_step as
with stepped as (
    select
        *,
        if(
            lag(station_code) over () = station_code and lag(parameter) over () = parameter,
            epoch_us(read_at) - epoch_us(lag(read_at) over ()),
            null
        ) as gap_us,
        lag(value) over () as previous_value
    from work.month_reading
)

select
    stepped.station_code,
    stepped.parameter,
    stepped.read_at,
    stepped.value,
    stepped.gap_us / 60000000.0 as gap_minutes,
    stepped.gap_us <= 7200000000 and abs(stepped.value - stepped.previous_value) > known.jump as is_jump,
    known.day_figure = 'energy' as is_energy
from stepped
left join stg.sensor_parameters as known using (parameter)
;
