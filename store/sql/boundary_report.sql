-- what was found in a city's boundary file: set aside, defects, remarks
select file_name, row_no, column_name, finding, weight, area_code, area_name, neighbour_names, size_m2, guess, sentence
from mart.boundary_report
where city_code = $city
order by case weight when 'tersisih' then 1 when 'cacat' then 2 else 3 end, finding, row_no, sentence
