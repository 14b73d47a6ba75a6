-- exactly the columns of mart.kpi_value, in their order
select kpi_id, city_code, area_level, area_code, period_grain, period_start, value, numerator, denominator, n, target,
    status, quality, source_id, edition
from mart.kpi_value
where kpi_id = $kpi
    and city_code = $city
    and area_level = $level
    and ($area is null or area_code = $area or starts_with(area_code, $area || '.'))
    and ($first is null or period_start >= $first::date)
    and ($last is null or period_start <= $last::date)
order by area_code, period_start, period_grain
