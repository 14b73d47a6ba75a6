-- work.kpi_total for one KPI of kind published: an index as printed (n: the cases it rests on, where the source says them), at its own level only, never aggregated.
select
    area.city_code,
    area.area_level,
    area.area_code,
    fact.period_grain,
    fact.period_start,
    $scale * {value} as value,
    null::double as numerator,
    null::double as denominator,
    ({cases})::double as n,
    quality_rank(fact.quality) as quality_rank,
    fact.source_id
from {table} as fact
inner join stg.area as area on area.area_code = fact.area_code
where list_contains($levels, area.area_level)
    and fact.period_start <= getvariable('as_of')
    and {value} is not null
