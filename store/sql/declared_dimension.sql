select slug as name, audience, declaration from meta.dimension order by position
