-- for one area: of every indicator the newest value and the one before it of the same grain (nth 1 and 2); half a year is
-- never set beside a whole one, periods without a figure are left out
with known as (
    select kpi_id, city_code, area_level, area_code, period_grain, period_start, value, numerator, denominator, n, target,
        status, quality, source_id, edition
    from mart.kpi_value
    where city_code = left($area, 5)
        and area_level = case length($area) when 5 then 'kota' when 8 then 'kecamatan' else 'kelurahan' end
        and area_code = $area
        and status <> 'no_data'
),

newest as (
    select kpi_id, arg_max(period_grain, period_start) as period_grain from known group by kpi_id
),

ranked as (
    select known.*, row_number() over (partition by known.kpi_id order by known.period_start desc) as nth
    from known
    inner join newest using (kpi_id, period_grain)
)

select * from ranked where nth <= 2 order by kpi_id, nth
