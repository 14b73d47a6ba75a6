-- kpi_id, has_simulated: indicators with a figure for a city, at any level and in any period.
select kpi_id, bool_or(quality = 'simulasi') as has_simulated
from mart.kpi_value
where city_code = $city and value is not null
group by kpi_id
order by kpi_id
