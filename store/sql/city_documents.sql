-- planning documents a city is said to have
select document_title, document_kind, document_status, stated_year, quality, source_id, row_source, row_note
from mart.city_document
where city_code = $city
order by stated_year desc, document_title
