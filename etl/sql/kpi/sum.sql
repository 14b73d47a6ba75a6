-- work.kpi_total for one KPI of kind sum. n is the count itself; where reports name the area without a number
-- (named_count of the mart), value is null and n says how many. Summed in a fixed order: the same inputs give the same number to the
-- last bit.
with at_level as (
    select
        path.city_code,
        path.area_level,
        path.area_code,
        fact.area_code as reported_area_code,
        fact.* exclude (area_code)
    from {table} as fact
    inner join stg.area_path as path on path.descendant_code = fact.area_code
    where list_contains($levels, path.area_level)
        and ($rollup <> 'as_reported' or path.area_code = fact.area_code)
        and fact.period_start <= getvariable('as_of')
)

select
    city_code,
    area_level,
    area_code,
    period_grain,
    period_start,
    $scale * sum({numerator} order by reported_area_code, {numerator}) as value,
    sum({numerator} order by reported_area_code, {numerator})::double as numerator,
    null::double as denominator,
    coalesce(sum({numerator} order by reported_area_code, {numerator}), {named})::double as n,
    max(quality_rank(quality)) as quality_rank,
    array_to_string(list_sort(list_distinct(list(source_id))), ' ') as source_id
from at_level
group by city_code, area_level, area_code, period_grain, period_start
