-- work.record_reused
-- One row per record that bears the number of a case opened on another day: the record seen first keeps the number.
-- Reads work.record.
create or replace table work.record_reused as
with suspect as (
    select source_id, city_code, request_id
    from work.record
    group by source_id, city_code, request_id
    having min(wib(opened_at)::date) <> max(wib(opened_at)::date)
),

first_seen as (
    select
        record.source_id,
        record.city_code,
        record.request_id,
        record.file_name,
        record.line_no,
        wib(record.opened_at)::date as opened_on,
        first_value(wib(record.opened_at)::date) over (
            partition by record.source_id, record.city_code, record.request_id
            order by record.seen_at nulls first, record.file_name, record.line_no
        ) as first_opened_on
    from work.record as record
    inner join suspect using (source_id, city_code, request_id)
    where record.opened_at is not null
)

select source_id, city_code, request_id, file_name, line_no
from first_seen
where opened_on <> first_opened_on
;
