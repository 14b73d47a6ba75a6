-- mart.population_sex
-- One row per kota and year: men and women of the civil register, where both are known. A sheet by kelurahan goes before the
-- quotation it replaces; where it does not tell the sexes the quotation stays and says so.
-- Reads stg.population_dukcapil, stg.declared_source, mart.population_official.
create or replace table mart.population_sex as
with official as (
    select *
    from mart.population_official
    where instrument = 'dukcapil'
        and length(area_code) = 5
        and period_grain = 'year'
        and population_count is not null
),

quoted as (
    select
        area_code,
        make_date(year, 1, 1) as period_start,
        max(population_count) filter (sex = 'male') as male_count,
        max(population_count) filter (sex = 'female') as female_count,
        max(row_source) filter (sex = 'male') as row_source
    from stg.population_dukcapil
    where sex <> 'total'
    group by area_code, year
    having male_count is not null and female_count is not null
)

select
    area_code,
    period_grain,
    period_start,
    male_count,
    female_count,
    quality,
    source_id,
    row_source,
    row_note
from official
where male_count is not null
    and female_count is not null
union all by name
select
    quoted.area_code,
    'year' as period_grain,
    quoted.period_start,
    quoted.male_count,
    quoted.female_count,
    source.quality,
    source.source_id,
    quoted.row_source,
    case
        when official.area_code is not null then 'kutipan: lembar resmi tahun ini tidak memuat laki-laki dan perempuan semua kelurahan'
    end as row_note
from quoted
inner join stg.declared_source as source on source.source_id = 'population_dukcapil'
left join official using (area_code, period_start)
where official.male_count is null
    or official.female_count is null
;
