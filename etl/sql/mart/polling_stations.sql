-- mart.polling_stations
-- One row per kelurahan and election year.
-- Reads stg.polling_stations.
create or replace table mart.polling_stations as
select
    area_code,
    'year' as period_grain,
    make_date(year, 1, 1) as period_start,
    polling_station_count,
    'kutipan' as quality,
    'polling_stations' as source_id,
    row_source,
    row_note
from stg.polling_stations
;
