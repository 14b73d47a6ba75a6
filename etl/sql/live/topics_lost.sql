-- How many topics a day has of one reason.
select count(*) from reading_set_aside where city_code = ? and source_id = ? and day_on = ? and reason_code = ?
