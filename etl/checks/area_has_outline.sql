-- Di kota yang punya berkas batas, setiap kelurahan tergambar; yang tidak tergambar hilang dari peta.
select area.area_code, area.area_name
from mart.area as area
where area.city_code in (select city_code from mart.area_outline)
    and not exists (select 1 from mart.area_outline as o where o.area_code = area.area_code)
