-- missions of a city as stated in a year, with the dimension they name
select mission_number, mission_name, dimension_texts, slug, scheme_id, mission_status, stated_year, quality, source_id, row_source, row_note
from mart.mission
where city_code = $city
order by stated_year desc, mission_number
