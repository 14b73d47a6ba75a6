-- priorities of a city's plan by year
select document_title, plan_year, priority_number, priority_text, quality, source_id, row_source, row_note
from mart.plan_priority
where city_code = $city
order by plan_year desc, priority_number
