-- work.reading_typed: one row per value of one file: station, parameter and time as we know them, the value in our unit, and the
-- first fault with the text it was found in; a sound one is recognised at once. Physical limits are those of the station, else of the parameter.
-- Reads work.reading_station, work.reading_parameter, work.reading_limit.
create or replace table work.reading_typed as
with given as (
    {given}
),

looked_up as (
    select
        given.*,
        station.station_no,
        parameter.parameter_no,
        parameter.unit_key,
        {time} as read_at,
        {number} as number,
        {number} * parameter.factor as value,
        reading_limit.min_value,
        reading_limit.max_value
    from given
    left join work.reading_station as station on station.given = lower(trim(given.station_given))
    left join work.reading_parameter as parameter on parameter.given = lower(trim(given.parameter_given))
    left join work.reading_limit as reading_limit using (station_no, parameter_no)
),

judged as (
    select
        *,
        case
            when is_kept
                and station_no is not null
                and parameter_no is not null
                and isfinite(number)
                and {is_plain}
                and read_at between $not_before::timestamptz and timestamptz '2100-01-01'
                and value between min_value and max_value
                and (unit_given is null or reading_unit(unit_given) = unit_key)
                then null
            when not is_kept then 'reading_left_out'
            when station_no is null then 'reading_station'
            when parameter_no is null then 'reading_parameter'
            when value_given is null or {is_null} then 'reading_no_data'
            when {is_sentinel} then 'reading_sentinel'
            when read_at is null and {is_zoneless} then 'reading_zone'
            when read_at is null then 'reading_time'
            when not read_at between $not_before::timestamptz and timestamptz '2100-01-01' then 'reading_time_range'
            when number is null then 'reading_value'
            when not isfinite(number) then 'reading_not_finite'
            when unit_given is not null and reading_unit(unit_given) <> unit_key then 'reading_unit'
            when value < min_value or value > max_value then 'reading_range'
        end as fault
    from looked_up
)

select
    line,
    station_no,
    parameter_no,
    read_at,
    value,
    fault,
    if(fault = 'reading_parameter' or fault is null, null, parameter_given) as cell_title,
    case
        when fault is null then null
        when fault = 'reading_station' then station_given
        when fault = 'reading_parameter' then parameter_given
        when fault in ('reading_zone', 'reading_time', 'reading_time_range') then time_given::varchar
        when fault = 'reading_unit' then unit_given
        else value_given::varchar
    end as shown
from judged
;
