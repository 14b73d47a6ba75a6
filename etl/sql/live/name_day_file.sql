-- From now on this is the file of a source's day.
insert or replace into day_file (city_code, source_id, day_on, file_name) values (?, ?, ?, ?)
