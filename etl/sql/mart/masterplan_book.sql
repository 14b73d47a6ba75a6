-- mart.masterplan_book
-- One row per book of a smart-city masterplan, as other regions have them.
-- Reads stg.masterplan_books.
create or replace table mart.masterplan_book as
select
    book_name,
    book_title,
    book_holds,
    'kutipan' as quality,
    'masterplan_books' as source_id,
    row_source
from stg.masterplan_books
order by book_name
;
