-- the ten priority indicators of an acting mayor's evaluation
select indicator_no, name_id, name_en, missing_id, missing_en, ask
from mart.pj_indicator
order by indicator_no
