-- readings.sqlite (SQLite): readings as they arrived and are not yet, or not long, in an edition. Moments are microseconds since
-- 1970-01-01 UTC, values in our unit. Written by `python -m etl listen` and by the folding of a build, read by store/live.py.

-- One row per station, parameter and moment. is_folded: 0 in no file of its day, 1 there as it is, 2 there with the value before.
create table if not exists reading (
    city_code text not null,
    source_id text not null,
    station_code text not null,
    parameter text not null,
    read_at_us integer not null,
    value real not null,
    received_at_us integer not null,
    is_folded integer not null default 0,
    primary key (city_code, station_code, parameter, read_at_us)
) without rowid;

create index if not exists reading_by_moment on reading (city_code, read_at_us);

-- One row per source and day of arrival (WIB): arrived_count = kept_count + the counts of reading_set_aside of that day.
create table if not exists reading_account (
    city_code text not null,
    source_id text not null,
    day_on text not null,
    arrived_count integer not null,
    kept_count integer not null,
    primary key (city_code, source_id, day_on)
) without rowid;

-- One row per source, day of arrival (WIB), reason, topic, station and parameter ('' where not known), with one example, shortened.
-- Repeats and corrected values are here too.
create table if not exists reading_set_aside (
    city_code text not null,
    source_id text not null,
    day_on text not null,
    reason_code text not null,
    topic text not null,
    station_code text not null,
    parameter text not null,
    row_count integer not null,
    example text not null,
    received_at_us integer not null,
    primary key (city_code, source_id, day_on, reason_code, topic, station_code, parameter)
) without rowid;

-- One row per source that is or was listened to. alive_at_us moves every few seconds while its listener lives.
create table if not exists listener (
    source_id text not null primary key,
    city_code text not null,
    is_connected integer not null,
    alive_at_us integer not null,
    last_received_at_us integer
) without rowid;

-- One row per source and day (WIB) that is in a file of its own, below days/<source>/<city>/.
create table if not exists day_file (
    city_code text not null,
    source_id text not null,
    day_on text not null,
    file_name text not null,
    primary key (city_code, source_id, day_on)
) without rowid;
