-- The files of a source's days up to one day, oldest first.
select file_name from day_file where city_code = ? and source_id = ? and day_on <= ? order by day_on
