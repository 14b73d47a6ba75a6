-- every indicator's latest period with a figure at one level of a city, all areas of it
select v.kpi_id, v.area_code, v.value, v.status, v.period_grain, v.period_start, v.n
from mart.kpi_value as v
inner join (
    select kpi_id, max(period_start) as period_start
    from mart.kpi_value
    where city_code = $city and area_level = $level and value is not null
    group by kpi_id
) as newest on newest.kpi_id = v.kpi_id and newest.period_start = v.period_start
where v.city_code = $city and v.area_level = $level
order by v.kpi_id, v.area_code
