-- mart.population_bps
-- One row per area and period, both sexes together, of this instrument only.
-- Reads mart.population_figure.
create or replace table mart.population_bps as
select * exclude (instrument)
from mart.population_figure
where instrument = 'bps'
;
