-- partnerships of a city, one row per item of scope
select partnership_id, partner_name, partnership_kind, signed_period, valid_to_period, scope_number, scope_name, progress, quality,
    source_id, row_source, row_note
from mart.partnership
where city_code = $city
order by signed_period desc nulls last, partnership_id, scope_number
