-- mart.area_polygon
-- One row per kelurahan outline: the area of the full-detail polygon on the ellipsoid (WGS84), neither official nor legal.
-- Ground without a code (industrial zones) counts for its kecamatan.
-- Reads mart.area_outline.
create or replace table mart.area_polygon as
select
    coalesce(area_code, parent_code) as area_code,
    'year' as period_grain,
    date '2020-01-01' as period_start,
    sum(polygon_km2 order by area_code, polygon_km2) as polygon_km2,
    'resmi' as quality,
    'area_outlines' as source_id,
    'Luas elipsoid poligon rinci dari berkas batas yang dipakai peta' as row_source,
    null::varchar as row_note
from mart.area_outline
where area_level = 'kelurahan'
group by all
;
