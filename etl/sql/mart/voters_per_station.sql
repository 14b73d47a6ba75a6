-- mart.voters_per_station
-- One row per kelurahan and election year with both registered voters and polling stations.
-- Reads mart.registered_voters, mart.polling_stations.
create or replace table mart.voters_per_station as
select
    voters.area_code,
    voters.period_grain,
    voters.period_start,
    voters.registered_voters_count,
    stations.polling_station_count,
    quality_of_rank(greatest(quality_rank(voters.quality), quality_rank(stations.quality))) as quality,
    voters.source_id || ' ' || stations.source_id as source_id,
    concat_ws('; ', voters.row_source, nullif(stations.row_source, voters.row_source)) as row_source
from mart.registered_voters as voters
inner join mart.polling_stations as stations using (area_code, period_grain, period_start)
;
