-- stg.service_request_sum
-- One row per smallest known area, axis ('all', 'opd', 'category', 'channel', 'dimension'), member of it and month; beside them the
-- days (is_day) of the two months in which a window of twelve months ends. Every measure is additive over cases.
-- A category has one dimension; null where it is not in the tree.
-- Reads work.request_month, work.request_day, stg.request_office, stg.request_category, stg.declared_source.
create or replace view stg.service_request_sum as
with told as (
    select *, false as is_day from work.request_month
    union all by name
    select *, true as is_day from work.request_day
),

word as (
    select said.*, office.office, known.dimension
    from (select distinct city_code, axis, member from told where axis in ('opd', 'category')) as said
    left join stg.request_office as office
        on said.axis = 'opd' and office.city_code = said.city_code and office.word = spelt(said.member)
    left join stg.request_category as known on said.axis = 'category' and known.word = spelt(said.member)
),

named as (
    select told.* replace (coalesce(word.office, told.member) as member)
    from told
    left join word using (city_code, axis, member)
    union all
    select told.* replace ('dimension' as axis, word.dimension as member)
    from told
    left join word using (city_code, axis, member)
    where told.axis = 'category'
)

select named.*, origin.quality
from named
inner join stg.declared_source as origin using (source_id)
;
