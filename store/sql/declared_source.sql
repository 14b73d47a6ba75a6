select source_id as name, audience, declaration from meta.source order by position
