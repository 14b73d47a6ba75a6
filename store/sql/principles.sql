-- principles of a smart city as the city states them
select principle_number, principle_text, quality, source_id, row_source from mart.principle where city_code = $city order by principle_number
