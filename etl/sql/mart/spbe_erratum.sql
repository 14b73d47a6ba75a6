-- mart.spbe_erratum
-- One row per published SPBE figure that contradicts its own domains: who found it, to whom it was reported.
-- Reads stg.spbe_errata.
create or replace table mart.spbe_erratum as
select
    year,
    entity,
    reason,
    found_by,
    reported_to,
    report_status
from stg.spbe_errata
;
