-- mart.city_document
-- One row per planning document a city is said to have or plan.
-- Reads stg.city_documents.
create or replace table mart.city_document as
select
    city_folder as city_code,
    document_title,
    document_kind,
    document_status,
    stated_year,
    'kutipan' as quality,
    'city_documents' as source_id,
    row_source,
    row_note
from stg.city_documents
order by city_folder, stated_year desc, line_no
;
