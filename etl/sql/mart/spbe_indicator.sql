-- mart.spbe_indicator
-- One row per scheme and indicator, with its weight and that of its domain. A scheme without domains is grouped by aspect;
-- one whose rows hold no levels takes those that its predicates span (has_own_levels says which).
-- Reads stg.spbe_indicators, stg.pemdi_indicators, stg.spbe_predicates.
create or replace table mart.spbe_indicator as
with listed as (
    select
        'SPBE' as scheme_id,
        indicator_no,
        indicator_name,
        aspect_code,
        aspect_name,
        domain_code,
        domain_name,
        domain_weight_pct,
        indicator_weight_pct,
        level_scale,
        try_cast(min_value as integer) as level_min,
        try_cast(max_value as integer) as level_max,
        is_verified = 'yes' as is_verified,
        'spbe_indicators' as source_id
    from stg.spbe_indicators
    union all
    select
        'PEMDI' as scheme_id,
        cast(substr(indicator_code, 2) as bigint) as indicator_no,
        indicator_name,
        aspect_code,
        aspect_name,
        aspect_code as domain_code,
        aspect_name as domain_name,
        aspect_weight_pct as domain_weight_pct,
        indicator_weight_pct,
        null as level_scale,
        null as level_min,
        null as level_max,
        is_verified = 'yes' as is_verified,
        'pemdi_indicators' as source_id
    from stg.pemdi_indicators
),

spanned as (
    select
        scheme_id,
        cast(min(min_index) as integer) as level_min,
        cast(max(max_index) as integer) as level_max
    from stg.spbe_predicates
    group by scheme_id
)

select
    listed.* exclude (level_min, level_max),
    coalesce(listed.level_min, spanned.level_min) as level_min,
    coalesce(listed.level_max, spanned.level_max) as level_max,
    listed.level_min is not null as has_own_levels
from listed
left join spanned using (scheme_id)
order by scheme_id, indicator_no
;
