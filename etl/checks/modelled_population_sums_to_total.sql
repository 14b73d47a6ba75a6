-- Penduduk kelurahan hasil model berjumlah persis sama dengan total Dukcapil kotanya.
select left(m.area_code, 5) as city_code, m.period_start, sum(m.population_count) as modelled, max(t.population_count) as total
from mart.population_modelled as m
inner join mart.population_dukcapil as t on t.area_code = left(m.area_code, 5) and t.period_start = m.period_start and t.period_grain = 'year'
group by all
having sum(m.population_count) <> max(t.population_count)
