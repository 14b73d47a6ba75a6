-- mart.expenditure_per_person
-- One row per kota and year with realised expenditure and a figure of the civil register.
-- Reads mart.budget_balance, mart.population_dukcapil.
create or replace table mart.expenditure_per_person as
select
    budget.area_code,
    budget.period_grain,
    budget.period_start,
    budget.expenditure_idr,
    people.population_count,
    quality_of_rank(greatest(quality_rank(budget.quality), quality_rank(people.quality))) as quality,
    budget.source_id || ' ' || people.source_id as source_id,
    budget.row_source || '; ' || people.row_source as row_source
from mart.budget_balance as budget
inner join mart.population_dukcapil as people using (area_code, period_grain, period_start)
;
