-- rows that were set aside, with the reason; the value is empty for personal columns
select source_id, city_code, file, line, "column", reason_code, value
from meta.set_aside
order by source_id, file, line
