-- place of one agency in its own table: competition rank on the printed index
select year, agency_type, province_group, spbe_index, predicate,
    1 + (select count(*) from mart.spbe_agency as o where o.year = a.year and o.agency_type in ('Kota', 'Kabupaten') and o.spbe_index > a.spbe_index) as place_of_all,
    (select count(*) from mart.spbe_agency as o where o.year = a.year and o.agency_type in ('Kota', 'Kabupaten')) as count_of_all,
    1 + (select count(*) from mart.spbe_agency as o where o.year = a.year and o.agency_type in ('Kota', 'Kabupaten') and o.province_group = a.province_group and o.spbe_index > a.spbe_index) as place_in_province,
    (select count(*) from mart.spbe_agency as o where o.year = a.year and o.agency_type in ('Kota', 'Kabupaten') and o.province_group = a.province_group) as count_in_province
from mart.spbe_agency as a
where agency_name = $agency
order by year
