-- periods of one indicator in a city by level, newest first, with how many areas have a figure or are named without one
select area_level, period_grain, period_start, count(*) as area_count, count(value) as value_count,
    count(*) filter (value is null and n > 0) as named_count, max(quality) as quality
from mart.kpi_value
where kpi_id = $kpi and city_code = $city
group by all
order by period_start desc, area_level
