-- mart.flood_year
-- One row per city and year with a reported flood: how many events are known of, at least. A year without a row is not known.
-- Reads mart.flood_report.
create or replace table mart.flood_year as
select
    city_code as area_code,
    'year' as period_grain,
    make_date(year(event_start), 1, 1) as period_start,
    count(distinct event_start) as flood_event_count,
    'kutipan' as quality,
    'flood_reports' as source_id,
    string_agg(distinct row_source, '; ' order by row_source) as row_source
from mart.flood_report
group by all
order by area_code, period_start
;
