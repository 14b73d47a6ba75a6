-- programmes of a city as stated, newest statement first, with their dimensions as written and resolved
select programme.programme_id, programme.programme_name, programme.programme_kind, programme.is_flagship, programme.is_quick_win,
    programme.opd_name, programme.programme_status, programme.stated_year, programme.start_year, programme.end_year,
    programme.depends_on, programme.quality, programme.source_id, programme.row_source, programme.row_note,
    list(dimension.dimension_text order by dimension.dimension_text) filter (dimension.dimension_text is not null) as dimension_texts,
    list(dimension.slug order by dimension.slug) filter (dimension.slug is not null) as slugs
from mart.programme as programme
left join mart.programme_dimension as dimension using (city_code, programme_id)
where programme.city_code = $city
group by all
order by programme.stated_year desc, programme.is_quick_win desc nulls last, programme.programme_name
