-- mart.population_modelled
-- One row per kelurahan and year: the register's city total shared out by polling stations of the same year,
-- with largest remainders, so that the parts sum exactly to the total (Hamilton's method).
-- Reads mart.population_dukcapil, stg.polling_stations, stg.area, mart.area_outline.
create or replace table mart.population_modelled as
with city_total as (
    select
        area_code as city_code,
        period_start,
        population_count::bigint as population_count
    from mart.population_dukcapil
    where length(area_code) = 5
        and period_grain = 'year'
        and population_count is not null
),

weight as (
    select
        area.city_code,
        station.area_code,
        make_date(station.year, 1, 1) as period_start,
        station.polling_station_count,
        sum(station.polling_station_count) over (partition by area.city_code, station.year) as city_station_count,
        count(*) over (partition by area.city_code, station.year) as weighted_area_count
    from stg.polling_stations as station
    inner join stg.area as area using (area_code)
    where area.area_level = 'kelurahan'
),

-- a city is shared out only when every kelurahan has a weight
complete as (
    select weight.*
    from weight
    inner join (select city_code, count(*) as area_count from stg.area where area_level = 'kelurahan' group by all) as whole
        on whole.city_code = weight.city_code
        and whole.area_count = weight.weighted_area_count
),

share as (
    select
        complete.*,
        city_total.population_count,
        city_total.population_count::hugeint * polling_station_count // city_station_count as whole_part,
        city_total.population_count::hugeint * polling_station_count % city_station_count as remainder
    from complete
    inner join city_total using (city_code, period_start)
),

ranked as (
    select
        *,
        row_number() over (partition by city_code, period_start order by remainder desc, area_code) as remainder_rank,
        population_count - sum(whole_part) over (partition by city_code, period_start) as left_over
    from share
)

select
    ranked.area_code,
    'year' as period_grain,
    ranked.period_start,
    (ranked.whole_part + if(ranked.remainder_rank <= ranked.left_over, 1, 0))::bigint as population_count,
    outline.polygon_km2,
    'estimasi' as quality,
    'population_dukcapil polling_stations area_outlines' as source_id,
    format(
        '{} jiwa (Dukcapil {}) × {} TPS ÷ {} TPS, sisa terbesar',
        replace(format('{:,}', ranked.population_count), ',', '.'), year(ranked.period_start), ranked.polling_station_count, ranked.city_station_count
    ) as row_source,
    null::varchar as row_note
from ranked
left join mart.area_outline as outline
    on outline.area_code = ranked.area_code
    and outline.area_level = 'kelurahan'
;
