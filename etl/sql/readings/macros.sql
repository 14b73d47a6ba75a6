-- Macros of readings. Declared zones are offsets in hours (Indonesia has no summer time).
create or replace macro reading_has_zone(t) as
    ends_with(t, 'Z') or ends_with(t, 'UTC') or regexp_matches(t, ':\d{2}(\.\d+)? ?[+-]\d{2}(:?\d{2})?$');
create or replace macro reading_at_offset(instant, offset_hours) as
    make_timestamptz(epoch_us(instant) - (offset_hours * 3600000000)::bigint);
-- the day and the month in WIB as whole numbers: days since 1970-01-01, years x 12 + month - 1
create or replace macro reading_local(instant) as make_timestamp(epoch_us(instant) + 25200000000);
create or replace macro reading_month(instant) as (year(reading_local(instant)) * 12 + month(reading_local(instant)) - 1)::smallint;
create or replace macro reading_hour(instant) as (epoch_us(instant) // 3600000000)::integer;
-- a unit as it is compared: the Greek letter mu is the sign micro
create or replace macro reading_unit(unit) as lower(trim(replace(unit, chr(956), chr(181))));
