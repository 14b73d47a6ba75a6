-- Di kota yang punya berkas batas, setiap kelurahan tergambar atau disebut di laporan batas; yang lain hilang dari peta diam-diam.
select area.area_code, area.area_name
from mart.area as area
where area.city_code in (select city_code from mart.area_outline)
    and not exists (select 1 from mart.area_outline as o where o.area_code = area.area_code)
    and not exists (select 1 from mart.boundary_report as r where r.area_code = area.area_code and r.finding = 'missing')
    and not (
        area.area_level = 'kecamatan'
        and not exists (
            select 1 from mart.area as below
            where below.parent_code = area.area_code
                and not exists (select 1 from mart.boundary_report as r where r.area_code = below.area_code and r.finding = 'missing')
        )
    )
