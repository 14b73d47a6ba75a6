-- what stands beside the figures of `latest`: the notes of the two newest periods with a figure of each indicator and grain, for one area
with shown as (
    select kpi_id, period_start
    from mart.kpi_value
    where city_code = left($area, 5)
        and area_level = case length($area) when 5 then 'kota' when 8 then 'kecamatan' else 'kelurahan' end
        and area_code = $area
        and status <> 'no_data'
    qualify row_number() over (partition by kpi_id, period_grain order by period_start desc) <= 2
)

select kpi_id, period_start, note_kind, note, value
from mart.kpi_note
semi join shown using (kpi_id, period_start)
where city_code = left($area, 5)
    and area_code = $area
order by kpi_id, period_start
