-- Penduduk kelurahan suatu kota dan tahun berasal dari satu instrumen; bila sebagian masih model, jumlahnya persis sama
-- dengan total kota instrumen itu.
with served as (
    select
        left(area_code, 5) as city_code,
        period_start,
        bool_or(quality = 'estimasi') as has_estimate,
        max(if(source_id like 'population_kcda%' or source_id like 'population_bps%', 'bps', 'dukcapil')) as instrument,
        count(distinct if(source_id like 'population_kcda%' or source_id like 'population_bps%', 'bps', 'dukcapil')) as mixed_count,
        sum(population_count) as served_count
    from mart.population_kelurahan
    where population_count is not null
    group by all
),

total as (
    select 'bps' as instrument, area_code as city_code, period_start, population_count
    from mart.population_bps
    where length(area_code) = 5 and period_grain = 'year'
    union all by name
    select 'dukcapil' as instrument, area_code as city_code, period_start, population_count
    from mart.population_dukcapil
    where length(area_code) = 5 and period_grain = 'year'
)

select served.city_code, served.period_start, served.served_count, total.population_count
from served
left join total using (city_code, period_start, instrument)
where served.mixed_count > 1
    or (served.has_estimate and served.served_count is distinct from total.population_count)
