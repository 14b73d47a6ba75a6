-- A sign of life of a listener.
insert into listener (source_id, city_code, is_connected, alive_at_us)
values (?, ?, ?, ?)
on conflict do update set
    city_code = excluded.city_code,
    is_connected = excluded.is_connected,
    alive_at_us = excluded.alive_at_us
