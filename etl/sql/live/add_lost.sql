-- The first that was set aside for a reason on a topic that day.
insert into reading_set_aside
    (city_code, source_id, day_on, reason_code, topic, station_code, parameter, row_count, example, received_at_us)
values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
on conflict do update set row_count = row_count + excluded.row_count
