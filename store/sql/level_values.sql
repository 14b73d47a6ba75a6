-- one indicator in one period for every area of one level of a city
select v.area_code, v.area_level, v.value, v.numerator, v.denominator, v.n, v.target, v.status, v.quality, v.source_id,
    v.period_grain, v.period_start, v.kpi_id, v.city_code, v.edition, area.area_name, area.area_label, area.parent_code
from mart.kpi_value as v
inner join mart.area as area on area.area_code = v.area_code and area.city_code = $city
where v.kpi_id = $kpi and v.city_code = $city and v.area_level = $level and v.period_grain = $grain and v.period_start = $start
order by v.area_code
