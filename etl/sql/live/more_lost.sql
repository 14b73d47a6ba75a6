-- More of what was set aside for the same reason on the same topic that day.
update reading_set_aside set row_count = row_count + ?
where city_code = ? and source_id = ? and day_on = ? and reason_code = ? and topic = ? and station_code = ? and parameter = ?
