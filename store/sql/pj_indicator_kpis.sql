-- indicators of the catalogue that are like a priority indicator of an acting mayor's evaluation
select indicator_no, kpi_id
from mart.pj_indicator_kpi
order by indicator_no, position
