-- periods of one indicator among the kota of the province of a city, newest first: how many have a figure or are named without one
select area_level, period_grain, period_start, count(*) as area_count, count(value) as value_count,
    count(*) filter (value is null and n > 0) as named_count, max(quality) as quality
from mart.kpi_value
where area_level = 'kota' and starts_with(city_code, left($city, 2) || '.') and kpi_id = $kpi
group by all
order by period_start desc, period_grain
