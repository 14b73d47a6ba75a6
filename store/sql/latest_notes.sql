-- what stands beside the figures of `latest`, for one area
with known as (
    select kpi_id, period_grain, period_start
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
    select known.kpi_id, known.period_start, row_number() over (partition by known.kpi_id order by known.period_start desc) as nth
    from known
    inner join newest using (kpi_id, period_grain)
)

select kpi_id, period_start, note_kind, note, value
from mart.kpi_note
semi join (select * from ranked where nth <= 2) as shown using (kpi_id, period_start)
where city_code = left($area, 5)
    and area_code = $area
order by kpi_id, period_start
