-- mart.kpi_value
-- of all KPIs, from work.kpi_total: every area of a level in every period of that level in its city, so that absence is a row;
-- then judged against the target, by work.kpi_rule.
-- Reads mart.kpi_target.
insert into mart.kpi_value
with period as (
    select distinct kpi_id, city_code, area_level, period_grain, period_start from work.kpi_total
),

grid as (
    select period.kpi_id, area.city_code, area.area_level, area.area_code, period.period_grain, period.period_start
    from stg.area as area
    inner join period on period.city_code = area.city_code and period.area_level = area.area_level
),

-- the city's own dated target goes before the threshold of the declaration (docs/decisions/0010-dated-targets.md)
judged as (
    select
        grid.*,
        rule.better,
        rule.min_denominator,
        rule.fallback_quality,
        rule.fallback_source,
        grid.period_start between coalesce(rule.valid_from, date '0001-01-01')
        and coalesce(rule.valid_to, date '9999-12-31') as is_declared,
        coalesce(dated.target, if(is_declared, rule.target, null)) as target,
        if(dated.target is null, if(is_declared, rule.watch_limit, null), dated.watch_limit) as watch_limit
    from grid
    inner join work.kpi_rule as rule on rule.kpi_id = grid.kpi_id
    left join mart.kpi_target as dated
        on dated.kpi_id = grid.kpi_id and dated.is_judged and dated.area_code = grid.area_code
        and dated.period_grain = grid.period_grain and dated.period_start = grid.period_start
)

select
    judged.kpi_id,
    judged.city_code,
    judged.area_level,
    judged.area_code,
    judged.period_grain,
    judged.period_start,
    total.value,
    total.numerator,
    total.denominator,
    total.n,
    judged.target,
    case
        when total.value is null then 'no_data'
        when total.n < judged.min_denominator then 'too_few'
        when judged.target is null or judged.better = 'neither' then 'no_target'
        when judged.better = 'up' and total.value >= judged.target then 'good'
        when judged.better = 'up' and total.value >= judged.watch_limit then 'watch'
        when judged.better = 'down' and total.value <= judged.target then 'good'
        when judged.better = 'down' and total.value <= judged.watch_limit then 'watch'
        else 'poor'
    end as status,
    coalesce(quality_of_rank(total.quality_rank), judged.fallback_quality) as quality,
    coalesce(total.source_id, judged.fallback_source) as source_id,
    getvariable('edition') as edition
from judged
left join work.kpi_total as total using (kpi_id, area_code, period_grain, period_start)
