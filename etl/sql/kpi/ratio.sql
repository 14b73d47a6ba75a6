-- work.kpi_total for one KPI of kind ratio: sums of numerator and denominator, division once.
-- A row counts only when both are known; a zero denominator is no data. Summed in a fixed order: the same inputs give the
-- same number to the last bit. Where too many cases have an answer that nobody knows, there is no figure.
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
    if(
        sum({unknown}) > $most_unknown_pct / 100 * (sum({unknown}) + sum({denominator})),
        null,
        coalesce(
            $scale * sum({numerator} order by reported_area_code, {numerator}) filter ({denominator} is not null)
            / nullif(sum({denominator} order by reported_area_code, {denominator}) filter ({numerator} is not null), 0),
            {printed_fallback}
        )
    ) as value,
    sum({numerator} order by reported_area_code, {numerator}) filter ({denominator} is not null) as numerator,
    sum({denominator} order by reported_area_code, {denominator}) filter ({numerator} is not null) as denominator,
    sum({denominator} order by reported_area_code, {denominator}) filter ({numerator} is not null) as n,
    max(quality_rank(quality)) as quality_rank,
    array_to_string(list_sort(list_distinct(list(source_id))), ' ') as source_id
from at_level
group by all
