-- stg.area_code_given
-- One row per way a code may be written: Kemendagri with dots, BPS without. The two can never be the same text.
-- Reads stg.area.
create or replace table stg.area_code_given as
select area_code as given_code, area_code from stg.area
union all
select area_code_bps as given_code, area_code from stg.area where area_code_bps is not null
;
