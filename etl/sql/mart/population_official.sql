-- mart.population_official
-- One row per area, instrument (bps, dukcapil) and period for which a sheet by kelurahan was delivered: kelurahan as
-- printed, kecamatan and kota as the sum of all their kelurahan, else as the sheet prints them. Semester II of the
-- register (31 December) is the year's figure, semester I (30 June) stays half a year.
-- With public_only a figure that may not be published is left empty and says so; it is never replaced by a sum.
-- Reads stg.population_kcda, stg.population_dukcapil_sheet, stg.sheet_delivery, stg.sheet_total, stg.area, stg.area_path.
create or replace table mart.population_official as
with delivered as (
    select
        area_code,
        'bps' as instrument,
        'population_kcda' as source_id,
        year::varchar as period,
        male_count,
        female_count,
        population_count,
        row_source,
        row_note,
        file_name
    from stg.population_kcda
    union all by name
    select
        area_code,
        'dukcapil' as instrument,
        'population_dukcapil_sheet' as source_id,
        period,
        male_count,
        female_count,
        population_count,
        row_source,
        row_note,
        file_name
    from stg.population_dukcapil_sheet
),

kelurahan as (
    select
        delivered.* exclude (file_name, period),
        delivered.period as sheet_period,
        if(delivered.period like '%-S2', left(delivered.period, 4), delivered.period) as period,
        delivery.is_publishable or not getvariable('public_only') as is_open,
        delivery.is_publishable,
        delivery.reason,
        delivery.public_reason,
        delivery.exemption
    from delivered
    inner join stg.sheet_delivery as delivery
        on delivery.file_name = delivered.file_name
        and delivery.source_id = delivered.source_id
),

-- a table without a column of both sexes together has their sum
counted as (
    select
        *,
        case when is_open then coalesce(population_count, male_count + female_count) end as shown_count,
        case when is_open then male_count end as shown_male_count,
        case when is_open then female_count end as shown_female_count
    from kelurahan
),

sum_above as (
    select
        path.area_code,
        counted.instrument,
        counted.source_id,
        counted.period,
        any_value(counted.sheet_period) as sheet_period,
        sum(counted.shown_count) as counted_count,
        case when count(counted.shown_male_count) = any_value(below.area_count) then sum(counted.shown_male_count) end as male_count,
        case when count(counted.shown_female_count) = any_value(below.area_count) then sum(counted.shown_female_count) end as female_count,
        count(counted.shown_count) = any_value(below.area_count) as is_whole,
        bool_and(counted.is_open) as is_open,
        bool_and(counted.is_publishable) as is_publishable,
        max(counted.reason) as reason,
        max(counted.public_reason) as public_reason,
        max(counted.exemption) as exemption,
        if(count(distinct counted.row_source) = 1, max(counted.row_source), null) as row_source
    from counted
    inner join stg.area_path as path on path.descendant_code = counted.area_code and path.area_level <> 'kelurahan'
    inner join (
        select area_code, count(*) as area_count
        from stg.area_path
        where descendant_level = 'kelurahan'
        group by area_code
    ) as below on below.area_code = path.area_code
    group by path.area_code, counted.instrument, counted.source_id, counted.period
),

printed as (
    select
        total.area_code,
        total.source_id,
        total.period as sheet_period,
        max(total.printed) as printed_count
    from stg.sheet_total as total
    inner join stg.sheet_delivery as delivery
        on delivery.file_name = total.file_name
        and delivery.source_id = total.source_id
    where total.column_name = 'population_count'
        and total.area_code is not null
        and (delivery.is_publishable or not getvariable('public_only'))
    group by all
),

every_level as (
    select
        area_code,
        instrument,
        source_id,
        period,
        shown_count as population_count,
        shown_male_count as male_count,
        shown_female_count as female_count,
        null::double as printed_count,
        case when is_open and population_count is not null then male_count + female_count end as recomputed_count,
        is_open,
        is_publishable,
        reason,
        public_reason,
        exemption,
        row_source,
        row_note
    from counted
    union all by name
    select
        above.area_code,
        above.instrument,
        above.source_id,
        above.period,
        case when above.is_whole then above.counted_count when above.is_open then printed.printed_count end as population_count,
        above.male_count,
        above.female_count,
        printed.printed_count,
        null as recomputed_count,
        above.is_open,
        above.is_publishable,
        above.reason,
        above.public_reason,
        above.exemption,
        above.row_source,
        case when not above.is_whole and above.is_open then 'belum semua kelurahan punya angka, yang tampil total tercetak bila ada' end as row_note
    from sum_above as above
    left join printed using (area_code, source_id, sheet_period)
)

select
    area_code,
    left(area_code, 5) as city_code,
    instrument,
    period_grain(period) as period_grain,
    period_start(period) as period_start,
    population_count,
    male_count,
    female_count,
    printed_count,
    recomputed_count,
    'resmi' as quality,
    source_id,
    case when is_open then row_source end as row_source,
    nullif(concat_ws(
        '; ',
        case when is_open then nullif(row_note, '') end,
        case when is_open and not is_publishable then 'tidak untuk umum: ' || reason || ' (' || exemption || ')' end
    ), '') as row_note,
    case when not is_open then public_reason end as row_withheld,
    is_open
from every_level
;
