-- Penduduk sensus per kecamatan, bila semua kecamatan punya angka, berjumlah sama dengan total kotanya.
select left(part.area_code, 5) as city_code, part.period_start, sum(part.population_count) as parts, max(whole.population_count) as whole
from mart.population_census as part
inner join mart.population_census as whole on whole.area_code = left(part.area_code, 5) and whole.period_start = part.period_start
where length(part.area_code) = 8
group by all
having count(*) = (select count(*) from mart.area as a where a.area_level = 'kecamatan' and a.city_code = left(min(part.area_code), 5))
    and sum(part.population_count) <> max(whole.population_count)
