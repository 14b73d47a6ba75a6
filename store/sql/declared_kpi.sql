select kpi_id as name, audience, declaration from meta.kpi order by position
