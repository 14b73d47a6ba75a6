-- Readings before a moment that a file of a published edition holds.
delete from reading where city_code = ? and source_id = ? and read_at_us < ? and is_folded = 1
