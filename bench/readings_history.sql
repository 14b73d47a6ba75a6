-- A table of made-up readings, one row per station, parameter and `every`-th minute from `first_no` to `last_no` (minutes before 30 June 2026,
-- counted from `total_minutes`), as a city's log keeps them: in order of time.
select
    'BENCH-' || station as stasiun,
    ['pm25', 'pm10', 'muka air', 'hujan', 'bising'][parameter + 1] as parameter,
    strftime(timestamp '2026-06-30' - to_minutes(getvariable('total_minutes') - minute), '%Y-%m-%d %H:%M:%S') as waktu,
    round(
        case parameter
            when 0 then 20 + hash(minute, station) % 400 / 20
            when 1 then 40 + hash(minute, station) % 800 / 20
            when 2 then 1.2 + hash(minute, station) % 40 / 100
            when 3 then 0
            else 50 + hash(minute, station) % 200 / 10
        end,
        2
    ) as nilai,
    ['µg/m³', 'µg/m³', 'm', 'mm', 'dBA'][parameter + 1] as satuan
from unnest(range(getvariable('first_no'), getvariable('last_no'), getvariable('every'))) as m(minute)
cross join unnest(range(getvariable('stations'))) as s(station)
cross join unnest(range(5)) as p(parameter)
order by minute, station, parameter
