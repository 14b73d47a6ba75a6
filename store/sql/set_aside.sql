select source_id, city_code, file, line, "column", reason_code, value from meta.set_aside order by file, line
