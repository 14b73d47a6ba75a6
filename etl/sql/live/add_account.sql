-- More that arrived and was kept on a day.
insert into reading_account (city_code, source_id, day_on, arrived_count, kept_count)
values (?, ?, ?, ?, ?)
on conflict do update set
    arrived_count = arrived_count + excluded.arrived_count,
    kept_count = kept_count + excluded.kept_count
