-- mart.kpi_target
-- One row per indicator, area, period, kind of document and revision that was known on the day of the build.
-- is_judged marks the one a figure is judged by: the annual agreement before the main indicators before the plan, and of one
-- kind its newest revision; a document that had ended before the period began says nothing about it.
-- Reads stg.targets.
create or replace table mart.kpi_target as
with known as (
    select
        kpi_id,
        left(area_code, 5) as city_code,
        area_code,
        period_grain(period) as period_grain,
        period_start(period) as period_start,
        target,
        watch_limit,
        document_kind,
        document_number,
        page,
        revision,
        valid_from,
        valid_to,
        row_source,
        row_note
    from stg.targets
    where valid_from <= getvariable('as_of')
        and coalesce(valid_to, date '9999-12-31') >= period_start(period)
)

select
    *,
    row_number() over (
        partition by kpi_id, area_code, period_grain, period_start
        order by
            list_position(['Perjanjian Kinerja', 'IKU', 'RKPD', 'Renstra', 'RPJMD'], document_kind),
            revision desc,
            valid_from desc,
            document_number
    ) as standing,
    standing = 1 as is_judged
from known
order by kpi_id, area_code, period_start, standing
;
