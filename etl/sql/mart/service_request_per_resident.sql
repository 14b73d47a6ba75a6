-- mart.service_request_per_resident
-- One row per smallest known area and month: cases received in the twelve months that end with it, beside the residents of the
-- kelurahan (newest year, a model where nothing is published). Only months with twelve known months before their end.
-- Reads mart.service_request_month, mart.population_kelurahan.
create or replace table mart.service_request_per_resident as
with resident as (
    select area_code, arg_max(population_count, period_start) as population_count, arg_max(quality, period_start) as quality
    from mart.population_kelurahan
    where population_count is not null
        and length(area_code) > 8
    group by area_code
),

known as (
    select city_code, source_id, min(period_start) as first_month
    from mart.service_request_month
    group by all
)

select
    month.city_code,
    month.area_code,
    'month' as period_grain,
    month.period_start,
    sum(before.received_count)::bigint as received_12_months_count,
    any_value(if(length(month.area_code) > 8, resident.population_count, 0)) as population_count,
    quality_of_rank(greatest(any_value(quality_rank(month.quality)), any_value(coalesce(quality_rank(resident.quality), 1)))) as quality,
    month.source_id
from mart.service_request_month as month
inner join known using (city_code, source_id)
inner join mart.service_request_month as before
    on before.city_code = month.city_code
    and before.source_id = month.source_id
    and before.area_code = month.area_code
    and before.period_start between month.period_start - interval 11 month and month.period_start
left join resident on resident.area_code = month.area_code
where month.period_start >= known.first_month + interval 11 month
    and (length(month.area_code) <= 8 or resident.population_count is not null)
group by all
order by all
;
