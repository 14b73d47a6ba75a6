-- Panjang kode wilayah cocok dengan tingkatnya dan induknya adalah awal kodenya; tanpa itu jumlah dan peta berbeda.
select area_code, area_level, parent_code
from mart.area
where length(area_code) <> case area_level when 'kota' then 5 when 'kecamatan' then 8 when 'kelurahan' then 13 end
    or coalesce(parent_code, '') <> case area_level when 'kota' then '' when 'kecamatan' then left(area_code, 5) else left(area_code, 8) end
