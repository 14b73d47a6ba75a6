-- the rows of one API answer; one row per area and period of one KPI; reads mart.kpi_value
select
    kpi_id,
    city_code,
    area_level,
    area_code,
    period_grain,
    period_start,
    value,
    numerator,
    denominator,
    n,
    target,
    status,
    quality,
    source_id,
    edition
from mart.kpi_value
where
    kpi_id = $kpi_id
    and city_code = $city_code
    and area_level = $area_level
order by
    period_start,
    area_code
