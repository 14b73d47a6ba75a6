select scheme_id as name, audience, declaration from meta.scheme order by position
