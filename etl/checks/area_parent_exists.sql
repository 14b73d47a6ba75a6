-- Setiap wilayah punya induk; wilayah tanpa induk hilang dari jumlah kota.
select area_code, parent_code
from mart.area as child
where area_level <> 'kota'
    and not exists (select 1 from mart.area as parent where parent.area_code = child.parent_code)
