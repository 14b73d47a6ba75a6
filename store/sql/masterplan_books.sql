-- books of a smart-city masterplan, as other regions have them
select book_name, book_title, book_holds, quality, source_id, row_source from mart.masterplan_book order by book_name
