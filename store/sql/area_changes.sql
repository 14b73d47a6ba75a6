-- changes of the extent, code or name of a city's areas, oldest first
select area_code, area_name, change_kind, predecessor_code, predecessor_name, valid_from, figures_from, change_words,
    change_words_en, cuts_series, row_source, row_note, is_verified
from mart.area_change
where city_code = $city
order by figures_from, area_code, predecessor_code
