-- mart.opd_count
-- One row per city and year: how many OPD units of each kind are stated. The total is their sum where all four kinds are
-- stated; opd_all_printed_count is a total that another source prints.
-- Reads stg.city_counts.
create or replace table mart.opd_count as
with printed as (
    select city_folder, arg_max(counted_count, year) as opd_all_printed_count
    from stg.city_counts
    where thing = 'opd_all'
    group by all
)

select
    given.city_folder as area_code,
    'year' as period_grain,
    make_date(given.year, 1, 1) as period_start,
    max(given.counted_count) filter (given.thing = 'opd_dinas') as dinas_count,
    if(count(*) = 4, sum(given.counted_count)::bigint, null) as opd_count,
    any_value(printed.opd_all_printed_count) as opd_all_printed_count,
    'kutipan' as quality,
    'city_counts' as source_id,
    string_agg(distinct given.row_source, '; ' order by given.row_source) as row_source,
    string_agg(given.counted_count || ' ' || given.unit_name, ', ' order by given.line_no)
        || coalesce('; unit lain: ' || max(given.row_note) filter (given.thing = 'opd_other'), '') as row_note
from stg.city_counts as given
left join printed using (city_folder)
where given.thing in ('opd_dinas', 'opd_badan', 'opd_kecamatan', 'opd_other')
group by given.city_folder, given.year
order by given.city_folder, given.year
;
