select city_code as name, audience, declaration from meta.city order by position
