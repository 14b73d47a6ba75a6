-- stg.request_office
-- One row per city and office: an office is one however its name is cased and spaced; the commonest spelling stands for all.
-- Reads work.request_tally.
create or replace table stg.request_office as
with spelling as (
    select city_code, opd as office, sum(request_count) as times
    from work.request_tally
    where opd is not null
    group by all
)

select
    city_code,
    spelt(office) as word,
    arg_max(office, {'times': times, 'office': office}) as office
from spelling
group by all
order by all
;
