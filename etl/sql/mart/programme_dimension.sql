-- mart.programme_dimension
-- One row per programme and dimension as written; slug is null while no scheme knows the spelling. A spelling of the national
-- scheme comes before that of a city's own.
-- Reads stg.programmes, stg.dimension_alias.
create or replace table mart.programme_dimension as
with written as (
    select
        city_folder as city_code,
        programme_id,
        trim(unnest(regexp_split_to_array(dimension_texts, '[;,]'))) as dimension_text
    from stg.programmes
    where dimension_texts is not null
)

select
    written.city_code,
    written.programme_id,
    written.dimension_text,
    alias.slug,
    alias.scheme_id,
    'programmes' as source_id
from written
left join stg.dimension_alias as alias on alias.city_code = written.city_code and alias.spelt = spelt(written.dimension_text)
where written.dimension_text <> ''
qualify row_number() over (
    partition by written.city_code, written.programme_id, written.dimension_text order by alias.is_national desc nulls last, alias.slug
) = 1
order by written.city_code, written.programme_id, alias.slug
;
