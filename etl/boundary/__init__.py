"""A city's boundary file, from whatever a GIS officer saves to outlines on the map.

`reading` opens it, `placing` finds where on earth it lies, `columns` and `matching` say which area each shape is, `shapes` judges
each by itself and `checking` their gaps and overlaps, `drawing` makes what the map shows; `survey` runs them for one city and
`report` holds the words. Nothing is repaired unless declared, nothing is dropped: rows in = drawn + set aside.
"""
