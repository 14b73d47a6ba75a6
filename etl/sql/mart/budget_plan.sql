-- mart.budget_plan
-- One row per kota, year and account: what was budgeted, from one document of the year, an adopted one before a draft.
-- whole_idr is the total the account is part of in the same document.
-- Reads stg.budget_totals, stg.declared_source.
create or replace table mart.budget_plan as
with planned as (
    select
        *,
        if(account in ('pendapatan', 'PAD', 'transfer', 'lain-lain pendapatan'), 'pendapatan', 'belanja') as whole,
        starts_with(document, 'R-') as is_draft
    from stg.budget_totals
    where ceiling_idr is not null
        and period_grain(period) = 'year'
        and account not like '%pembiayaan%'
),

ranked as (
    select
        *,
        row_number() over (partition by area_code, period, account order by is_draft, document) as nth
    from planned
)

select
    part.area_code,
    'year' as period_grain,
    period_start(part.period) as period_start,
    part.account,
    part.ceiling_idr as planned_idr,
    whole.ceiling_idr as whole_idr,
    part.document,
    source.quality,
    source.source_id,
    part.row_source,
    remark_of(part.row_note, part.is_verified) as row_note
from ranked as part
inner join stg.declared_source as source on source.source_id = 'budget_totals'
left join planned as whole
    on whole.area_code = part.area_code
    and whole.period = part.period
    and whole.document = part.document
    and whole.account = part.whole
where part.nth = 1
;
