-- A file holds them now.
update reading set is_folded = 1 where city_code = ? and source_id = ? and read_at_us >= ? and read_at_us < ?
