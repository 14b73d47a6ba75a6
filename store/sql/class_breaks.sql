select lower from mart.class_break where kpi_id = $kpi and city_code = $city and area_level = $level order by class_no
