-- what happened on a city's way, newest first
select happened_period, period_start, milestone_title, milestone_kind, quality, source_id, row_source, row_note
from mart.milestone
where city_code = $city
order by period_start desc, length(happened_period) desc, milestone_title
