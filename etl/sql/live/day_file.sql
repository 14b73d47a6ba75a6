-- The file of a source's day.
select file_name from day_file where city_code = ? and source_id = ? and day_on = ?
