-- what one city has of each indicator: per level the areas with a figure, first and last period with one
select kpi_id, area_level, count(distinct area_code) filter (value is not null) as area_count,
    min(period_start) filter (value is not null) as first_start, max(period_start) filter (value is not null) as last_start,
    arg_max(period_grain, period_start) filter (value is not null) as last_grain
from mart.kpi_value
where city_code = $city
group by all
order by kpi_id, area_level
