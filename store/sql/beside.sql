-- every indicator of an area in its newest period with a figure, for all areas of a level whose code begins with $within:
-- its siblings (the parent's code and a dot), its parent (the parent's code), all kota (nothing)
with known as (
    select kpi_id, period_grain, period_start
    from mart.kpi_value
    where city_code = left($area, 5)
        and area_level = case length($area) when 5 then 'kota' when 8 then 'kecamatan' else 'kelurahan' end
        and area_code = $area
        and status <> 'no_data'
),

newest as (
    select kpi_id, arg_max(period_grain, period_start) as period_grain, max(period_start) as period_start
    from known
    group by kpi_id
)

select v.kpi_id, v.area_code, v.period_grain, v.period_start, v.value, v.n, v.status, v.quality, v.source_id
from mart.kpi_value as v
inner join newest using (kpi_id, period_grain, period_start)
where v.area_level = $level
    and v.city_code between left($within, 5) and left($within, 5) || '~'
    and starts_with(v.area_code, $within)
order by v.kpi_id, v.area_code
