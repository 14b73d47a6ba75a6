-- the KPI with most rows at one level of one city; one row; reads mart.kpi_value
select
    kpi_id,
    count(*) as row_count
from mart.kpi_value
where
    city_code = $city_code
    and area_level = $area_level
group by all
order by
    row_count desc,
    kpi_id
limit 1
