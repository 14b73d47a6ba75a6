-- horizons of a city's roadmap, by who states them
select horizon_name, start_year, end_year, years_printed, said_by, stated_year, quality, source_id, row_source, row_note
from mart.roadmap
where city_code = $city
order by start_year nulls last, end_year, said_by desc
