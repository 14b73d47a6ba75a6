-- mart.public_satisfaction
-- One row per kota and period. The class is that of the index rounded to two decimals, as the intervals are closed there;
-- where the source prints another one, its remark says so.
-- Reads stg.public_satisfaction, stg.ikm_intervals.
create or replace table mart.public_satisfaction as
select
    published.area_code,
    period_grain(published.period) as period_grain,
    period_start(published.period) as period_start,
    published.satisfaction_index,
    published.respondents_count,
    published.printed_class,
    published.row_quality as quality,
    'public_satisfaction' as source_id,
    published.row_source,
    concat_ws(
        '. ',
        remark_of(published.row_note, published.is_verified),
        'Mutu ' || interval_of.class_code || ' (' || interval_of.class_name || ') menurut interval PermenPANRB 14/2017'
        || if(published.printed_class <> interval_of.class_name, ', berbeda dari yang tercetak', '')
    ) as row_note
from stg.public_satisfaction as published
left join stg.ikm_intervals as interval_of
    on round(published.satisfaction_index, 2) between interval_of.min_index and interval_of.max_index
;
