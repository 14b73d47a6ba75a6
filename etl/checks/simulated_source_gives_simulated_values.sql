-- Setiap angka dari sumber simulasi bertanda simulasi.
select value.kpi_id, value.area_code, value.period_start
from mart.kpi_value as value
inner join stg.declared_source as source on list_contains(string_split(value.source_id, ' '), source.source_id)
where source.quality = 'simulasi' and value.quality <> 'simulasi'
