-- mart.noise_month
-- One row per noise station with a limit and month: days on which its level (Lsm) is known over enough hours, and how many of
-- them were above the limit of its land use.
-- Reads mart.noise_daily.
create or replace table mart.noise_month as
select
    area_code,
    station_code,
    'month' as period_grain,
    date_trunc('month', period_start)::date as period_start,
    count(*) filter (is_over_limit) as over_limit_day_count,
    count(*) as judged_day_count,
    quality,
    source_id
from mart.noise_daily
where is_over_limit is not null and not is_indicative
group by all
order by area_code, station_code, period_start
;
