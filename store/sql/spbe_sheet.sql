select year, scheme_id, indicator_no, level_no, source_id
from mart.spbe_sheet
where city_code = $city
order by year desc, indicator_no
