-- by air station of a city its newest day with an index: the worst pollutant (an index computed here goes before a delivered
-- one), and since which day its class has been that bad
with ranked as (
    select *, row_number() over (
            partition by station_code, period_start order by is_delivered, ispu_index desc, pollutant_name
        ) as nth,
        case when ispu_index > 300 then 5 when ispu_index > 200 then 4 when ispu_index > 100 then 3 when ispu_index > 50 then 2
            else 1 end as class_no
    from mart.ispu_station_daily
    where city_code = $city
),

worst as (select * from ranked where nth = 1),

newest as (
    select station_code, max(period_start) as day_on, arg_max(class_no, period_start) as now_no from worst group by all
),

milder as (
    select station_code, max(worst.period_start) filter (worst.class_no < newest.now_no) as milder_on
    from worst
    inner join newest using (station_code)
    group by all
)

select worst.station_code, newest.day_on, newest.now_no as class_no,
    arg_max(worst.ispu_text, worst.period_start) as ispu_text, arg_max(worst.ispu_index, worst.period_start) as ispu_index,
    arg_max(worst.class_name, worst.period_start) as class_name,
    arg_max(worst.pollutant_name, worst.period_start) as pollutant_name, arg_max(worst.parameter, worst.period_start) as parameter,
    arg_max(worst.is_indicative, worst.period_start) as is_indicative, arg_max(worst.quality, worst.period_start) as quality,
    arg_max(worst.source_id, worst.period_start) as source_id,
    min(worst.period_start) filter (milder.milder_on is null or worst.period_start > milder.milder_on) as since_on
from worst
inner join newest using (station_code)
inner join milder using (station_code)
group by all
order by worst.station_code
