-- lowest, highest and the four inner fifths of an indicator's figures over all periods, by city and level; of the kota of a
-- province by the province's code, where it holds more than one. Reads mart.kpi_value.
with figure as (
    select kpi_id, city_code, area_level, value
    from mart.kpi_value
    where value is not null
        and value <> 0
        and status <> 'too_few'
)

select
    kpi_id,
    city_code,
    area_level,
    min(value) as lowest,
    max(value) as highest,
    quantile_cont(value, [0.2, 0.4, 0.6, 0.8]) as fifths
from figure
where area_level <> 'kota'
group by kpi_id, city_code, area_level
union all
select
    kpi_id,
    left(city_code, 2) as city_code,
    area_level,
    min(value) as lowest,
    max(value) as highest,
    quantile_cont(value, [0.2, 0.4, 0.6, 0.8]) as fifths
from figure
where area_level = 'kota'
group by kpi_id, left(city_code, 2), area_level
having count(distinct figure.city_code) > 1
order by kpi_id, city_code, area_level
