select distinct city_code from mart.area
