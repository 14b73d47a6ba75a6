-- Setiap alias instansi menunjuk nama yang tercetak di kedua tahun; tanpa itu dua tahun satu instansi terpisah.
select agency_type, agency_2023, agency_2024
from stg.spbe_agency_aliases as alias
where exists (select 1 from stg.spbe_evaluation)
    and (
        not exists (
            select 1 from stg.spbe_evaluation as e
            where e.year = 2023 and e.agency_type = alias.agency_type and e.agency_printed = alias.agency_2023
        )
        or not exists (
            select 1 from stg.spbe_evaluation as e
            where e.year = 2024 and e.agency_type = alias.agency_type and e.agency_printed = alias.agency_2024
        )
    )
