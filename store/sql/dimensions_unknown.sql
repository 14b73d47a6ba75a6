-- spellings of dimensions in a city's files that no scheme knows
select dimension_text, source_id, row_count from mart.dimension_unknown where city_code = $city order by all
