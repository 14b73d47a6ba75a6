-- mart.air_ispu_daily
-- One row per area of every level and day: the highest index among its stations and pollutants, which pollutant that is
-- (the critical one) and where. An index computed from concentrations goes before a delivered one of the same station; the delivered stays beside it.
-- Reads mart.ispu_station_daily, stg.area_path.
create or replace table mart.air_ispu_daily as
with station_day as (
    select
        city_code,
        area_code,
        station_name,
        station_code,
        period_start,
        is_delivered,
        arg_max(struct_pack(ispu_index, ispu_text, class_name, pollutant_name, is_indicative), (ispu_index, pollutant_name)) as worst,
        quality,
        source_id
    from mart.ispu_station_daily
    group by all
),

paired as (
    select
        coalesce(own.area_code, given.area_code) as own_area_code,
        coalesce(own.station_name, given.station_name) as station_name,
        coalesce(own.period_start, given.period_start) as period_start,
        coalesce(own.worst, given.worst) as worst,
        given.worst.ispu_index as delivered_index,
        own.worst is null as is_delivered,
        coalesce(own.quality, given.quality) as quality,
        coalesce(own.source_id, given.source_id) as source_id
    from (select * from station_day where not is_delivered) as own
    full join (select * from station_day where is_delivered) as given
        on given.city_code = own.city_code and given.station_code = own.station_code and given.period_start = own.period_start
),

ranked as (
    select
        path.area_code,
        paired.*,
        row_number() over (
            partition by path.area_code, paired.period_start order by paired.worst.ispu_index desc, paired.station_name
        ) as nth,
        count(*) over (partition by path.area_code, paired.period_start) as station_count
    from paired
    inner join stg.area_path as path on path.descendant_code = paired.own_area_code
)

select
    area_code,
    'day' as period_grain,
    period_start,
    worst.ispu_index as ispu_index,
    worst.ispu_text as ispu_text,
    worst.class_name || if(worst.ispu_index > 300, ' (>300)', '') as ispu_class,
    worst.pollutant_name as critical_pollutant,
    delivered_index,
    station_count,
    worst.is_indicative as is_indicative,
    quality,
    source_id,
    station_name as row_source,
    'Parameter kritis ' || worst.pollutant_name || ' di ' || station_name
    || if(is_delivered, ', indeks sebagaimana diserahkan', '')
    || if(worst.is_indicative, '; indikatif', '') as row_note
from ranked
where nth = 1
order by area_code, period_start
;
