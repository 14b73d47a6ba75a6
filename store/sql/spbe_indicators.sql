select indicator_no, indicator_name, aspect_code, aspect_name, domain_code, domain_name, indicator_weight_pct, level_scale,
    level_min, level_max, has_own_levels, is_verified, source_id
from mart.spbe_indicator
where scheme_id = $scheme
order by indicator_no
