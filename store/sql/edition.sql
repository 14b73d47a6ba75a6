select edition, as_of, built_at, manifest from meta.edition
