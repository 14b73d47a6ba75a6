-- mart.spbe_rank
-- One row per kota and year: its place by the printed index among all cities and among the cities and regencies of its
-- province, ties sharing a place, and out of how many rows of the table.
-- Reads mart.spbe_agency, stg.declared_city.
create or replace table mart.spbe_rank as
with placed as (
    select
        year,
        agency_name,
        agency_type,
        quality,
        source_id,
        row_source,
        rank() over (partition by year, agency_type order by spbe_index desc) as place_among_cities,
        count(*) over (partition by year, agency_type) as city_count,
        rank() over (partition by year, province_group order by spbe_index desc) as place_in_province,
        count(*) over (partition by year, province_group) as province_count
    from mart.spbe_agency
    where agency_type in ('Kota', 'Kabupaten')
)

select
    city.city_code as area_code,
    'year' as period_grain,
    make_date(placed.year, 1, 1) as period_start,
    placed.place_among_cities,
    placed.city_count,
    placed.place_in_province,
    placed.province_count,
    placed.quality,
    placed.source_id,
    placed.row_source || '; urutan dihitung sendiri' as row_source
from placed
inner join stg.declared_city as city on city.spbe_agency = placed.agency_name
;
