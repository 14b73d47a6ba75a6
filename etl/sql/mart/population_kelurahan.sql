-- mart.population_kelurahan
-- One row per kelurahan and year: the official figure where the city has one, else the model. Never two instruments within
-- a city and year (docs/decisions/0012-kelurahan-population.md): a kecamatan is replaced when all its kelurahan have a
-- figure; kecamatan without one share what is left of the same instrument's city total by polling stations; without that
-- total the whole city waits. One row more per kecamatan and kota, without a figure, carries what is to be said there.
-- Reads mart.population_official, mart.population_modelled, mart.population_bps, mart.population_dukcapil,
-- stg.polling_stations, stg.area, mart.area_outline.
create or replace table mart.population_kelurahan as
with official as (
    select official.*, area.parent_code as kecamatan_code
    from mart.population_official as official
    inner join stg.area as area using (area_code)
    where area.area_level = 'kelurahan'
        and official.period_grain = 'year'
),

kelurahan as (
    select
        area_code,
        city_code,
        parent_code as kecamatan_code,
        count(*) over (partition by parent_code) as kecamatan_area_count,
        count(*) over (partition by city_code) as city_area_count
    from stg.area
    where area_level = 'kelurahan'
),

-- official figures of kecamatan that are complete
known as (
    select official.*, kelurahan.city_area_count
    from official
    inner join kelurahan using (area_code)
    where official.population_count is not null
    qualify count(*) over (partition by official.instrument, official.period_start, official.kecamatan_code)
        = kelurahan.kecamatan_area_count
),

city_total as (
    select area_code as city_code, period_start, 'bps' as instrument, population_count
    from mart.population_bps where length(area_code) = 5 and period_grain = 'year'
    union all by name
    select area_code as city_code, period_start, 'dukcapil' as instrument, population_count
    from mart.population_dukcapil where length(area_code) = 5 and period_grain = 'year'
),

extent as (
    select
        known.city_code,
        known.instrument,
        known.period_start,
        count(*) as known_area_count,
        any_value(known.city_area_count) as city_area_count,
        sum(known.population_count) as known_count,
        any_value(city_total.population_count) as total_count
    from known
    left join city_total using (city_code, instrument, period_start)
    group by known.city_code, known.instrument, known.period_start
),

-- kelurahan of the kecamatan without an official figure, with their weight in the same year
rest as (
    select
        extent.*,
        kelurahan.area_code,
        station.polling_station_count,
        extent.total_count - extent.known_count as left_count,
        sum(station.polling_station_count) over whole as station_count,
        bool_and(station.polling_station_count is not null) over whole as is_weighted
    from extent
    inner join kelurahan using (city_code)
    anti join known
        on known.area_code = kelurahan.area_code
        and known.instrument = extent.instrument
        and known.period_start = extent.period_start
    left join stg.polling_stations as station
        on station.area_code = kelurahan.area_code
        and station.year = year(extent.period_start)
    window whole as (partition by extent.city_code, extent.instrument, extent.period_start)
),

usable as (
    select city_code, instrument, period_start
    from extent
    where known_area_count = city_area_count
    union
    select city_code, instrument, period_start
    from rest
    where is_weighted and station_count > 0 and left_count > 0
),

-- one instrument per city, through all years: the register if it can be used at all, as the model rests on it
chosen as (
    select *
    from usable
    qualify instrument = max(instrument) over (partition by city_code)
),

shared as (
    select
        rest.*,
        floor(left_count * polling_station_count / station_count) as whole_part,
        (left_count::hugeint * polling_station_count) % station_count::hugeint as remainder
    from rest
    inner join chosen using (city_code, instrument, period_start)
),

ranked as (
    select
        *,
        row_number() over (partition by city_code, period_start order by remainder desc, area_code) as remainder_rank,
        left_count - sum(whole_part) over (partition by city_code, period_start) as left_over
    from shared
),

served as (
    select
        known.area_code,
        known.period_start,
        known.population_count::bigint as population_count,
        known.quality,
        known.source_id || ' area_outlines' as source_id,
        known.row_source,
        known.row_note
    from known
    inner join chosen using (city_code, instrument, period_start)
    union all by name
    select
        area_code,
        period_start,
        (whole_part + if(remainder_rank <= left_over, 1, 0))::bigint as population_count,
        'estimasi' as quality,
        if(instrument = 'bps', 'population_bps', 'population_dukcapil') || ' polling_stations area_outlines' as source_id,
        format(
            '{} jiwa (total {} kota {} dikurangi angka resmi kecamatan lain) × {} TPS ÷ {} TPS, sisa terbesar',
            replace(format('{:,}', left_count::bigint), ',', '.'), if(instrument = 'bps', 'BPS', 'Dukcapil'),
            year(period_start), polling_station_count, station_count::bigint
        ) as row_source,
        'kecamatan ini belum punya angka resmi, model hanya membagi sisa total instrumen yang sama' as row_note
    from ranked
    union all by name
    select
        model.area_code,
        model.period_start,
        model.population_count,
        model.quality,
        model.source_id,
        model.row_source,
        case
            when not waiting.is_open then 'angka resmi sudah diterima tetapi belum boleh diterbitkan: ' || waiting.row_withheld
            when waiting.population_count is not null then format(
                'angka resmi {} {} sudah ada di indikatornya sendiri, belum dipakai di sini: angka resmi kota belum lengkap dan total kota {} tahun itu tidak ada',
                if(waiting.instrument = 'bps', 'BPS', 'Dukcapil'), year(model.period_start),
                if(waiting.instrument = 'bps', 'BPS', 'Dukcapil')
            )
        end as row_note
    from mart.population_modelled as model
    left join (
        select * from official
        qualify row_number() over (partition by area_code, period_start order by population_count is null, instrument desc) = 1
    ) as waiting
        on waiting.area_code = model.area_code
        and waiting.period_start = model.period_start
    anti join chosen
        on chosen.city_code = left(model.area_code, 5)
        and chosen.period_start = model.period_start
),

above as (
    select
        upper_code as area_code,
        served.period_start,
        max(served.quality) as quality,
        string_agg(distinct served.source_id, ' ' order by served.source_id) as source_id,
        case
            when bool_or(official.is_open = false) then 'angka resmi sudah diterima tetapi belum boleh diterbitkan: ' || min(official.row_withheld)
            when count(distinct served.quality) > 1
                then count(*) filter (served.quality = 'resmi') || ' dari ' || count(*) || ' wilayah terkecil memakai angka resmi, sisanya model'
            when max(served.quality) = 'estimasi' and count(official.population_count) > 0
                then count(official.population_count) || ' dari ' || count(*) || ' wilayah terkecil sudah punya angka resmi, belum dipakai di sini'
        end as words
    from served
    left join (
        select area_code, period_start, bool_and(is_open) as is_open, max(population_count) as population_count, min(row_withheld) as row_withheld
        from official
        group by all
    ) as official using (area_code, period_start)
    cross join unnest([left(served.area_code, 5), left(served.area_code, 8)]) as upper_area(upper_code)
    group by all
    having words is not null
)

select
    served.area_code,
    'year' as period_grain,
    served.period_start,
    served.population_count,
    outline.polygon_km2,
    served.quality,
    served.source_id,
    served.row_source,
    served.row_note
from served
left join mart.area_outline as outline
    on outline.area_code = served.area_code
    and outline.area_level = 'kelurahan'
union all by name
select
    area_code,
    'year' as period_grain,
    period_start,
    null as population_count,
    null as polygon_km2,
    if(quality = 'estimasi', 'estimasi', 'resmi') as quality,
    source_id,
    null as row_source,
    words as row_note
from above
;
