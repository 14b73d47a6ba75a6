-- mart.kpi_value of one KPI, from work.kpi_total: every area of a level in every period of that level in its city, so that
-- absence is a row; then judged against the target.
-- Reads mart.kpi_target.
insert into mart.kpi_value
with period as (
    select distinct city_code, area_level, period_grain, period_start from work.kpi_total
),

grid as (
    select area.city_code, area.area_level, area.area_code, period.period_grain, period.period_start
    from stg.area as area
    inner join period on period.city_code = area.city_code and period.area_level = area.area_level
),

-- the city's own dated target goes before the threshold of the declaration (docs/decisions/0010-dated-targets.md)
judge as (
    select
        grid.area_code,
        grid.period_grain,
        grid.period_start,
        coalesce(dated.target, declared.target) as target,
        if(dated.target is null, declared.watch_limit, dated.watch_limit) as watch_limit
    from grid
    left join mart.kpi_target as dated
        on dated.kpi_id = $kpi_id and dated.is_judged and dated.area_code = grid.area_code
        and dated.period_grain = grid.period_grain and dated.period_start = grid.period_start
    left join (select $target::double as target, $watch_limit::double as watch_limit) as declared
        on grid.period_start between coalesce($valid_from::date, date '0001-01-01') and coalesce($valid_to::date, date '9999-12-31')
)

select
    $kpi_id as kpi_id,
    grid.city_code,
    grid.area_level,
    grid.area_code,
    grid.period_grain,
    grid.period_start,
    total.value,
    total.numerator,
    total.denominator,
    total.n,
    judge.target,
    case
        when total.value is null then 'no_data'
        when total.n < $min_denominator then 'too_few'
        when judge.target is null or $better = 'neither' then 'no_target'
        when $better = 'up' and total.value >= judge.target then 'good'
        when $better = 'up' and total.value >= judge.watch_limit then 'watch'
        when $better = 'down' and total.value <= judge.target then 'good'
        when $better = 'down' and total.value <= judge.watch_limit then 'watch'
        else 'poor'
    end as status,
    coalesce(quality_of_rank(total.quality_rank), $fallback_quality) as quality,
    coalesce(total.source_id, $fallback_source) as source_id,
    getvariable('edition') as edition
from grid
left join work.kpi_total as total using (area_code, period_grain, period_start)
inner join judge using (area_code, period_grain, period_start)
