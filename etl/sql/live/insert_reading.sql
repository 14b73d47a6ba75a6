-- A reading, unless its moment is there already.
insert into reading (city_code, station_code, parameter, read_at_us, source_id, value, received_at_us)
values (?, ?, ?, ?, ?, ?, ?)
on conflict do nothing
