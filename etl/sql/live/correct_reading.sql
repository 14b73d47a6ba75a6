-- Another value for a moment; a file that holds the one before has to be made anew.
update reading
set source_id = ?, value = ?, received_at_us = ?, is_folded = case when is_folded = 0 then 0 else 2 end
where city_code = ? and station_code = ? and parameter = ? and read_at_us = ?
