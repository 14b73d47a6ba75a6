-- mart.area_change
-- One row per area and change of its extent, code or name: what it was before and from which year figures mean the new one.
-- `cuts_series` is false where only the code or the name changed: the ground is the same.
-- Reads stg.area_changes, stg.area.
create or replace table mart.area_change as
select
    left(change.area_code, 5) as city_code,
    change.area_code,
    area.area_name,
    change.change_kind,
    change.predecessor_code,
    change.predecessor_name,
    change.valid_from,
    change.figures_from,
    change.change_words,
    change.change_words_en,
    not list_contains(['ganti kode', 'ganti nama'], change.change_kind) as cuts_series,
    change.row_source,
    change.row_note,
    change.is_verified
from stg.area_changes as change
inner join stg.area as area on area.area_code = change.area_code
order by change.area_code, change.figures_from, change.predecessor_code
;
