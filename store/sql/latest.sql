-- for one area: of every indicator the latest value and the one before it (nth 1 and 2), periods without a figure left out
select kpi_id, city_code, area_level, area_code, period_grain, period_start, value, numerator, denominator, n, target,
    status, quality, source_id, edition, nth
from (
    select *, row_number() over (partition by kpi_id order by period_start desc) as nth
    from mart.kpi_value
    where area_code = $area and status <> 'no_data'
)
where nth <= 2
order by kpi_id, nth
