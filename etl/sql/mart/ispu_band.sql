-- mart.ispu_band
-- One row per pollutant and class of ISPU: the 24-hour concentration above which the class begins. class_no 1 is the best.
-- Reads stg.ispu_breakpoints, stg.ispu_categories.
create or replace table mart.ispu_band as
select
    band.parameter,
    band.band_no as class_no,
    class.class_name,
    band.concentration_low as above_ug_m3
from stg.ispu_breakpoints as band
inner join stg.ispu_categories as class on class.index_min <= band.index_low + 1 and band.index_low < coalesce(class.index_max, 501)
order by band.parameter, band.band_no
;
