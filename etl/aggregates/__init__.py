"""The heavy aggregations, staged records -> sums by day or hour: one Ibis definition of each, for DuckDB and for Spark.

Instants are whole microseconds and days whole days since 1970 (UTC) within a definition, and sums are of whole numbers: so no
session's time zone, no order of adding and no engine's rounding changes a result. Ibis takes half a second to import: import
`requests` and `readings` of this package only where an edition is built.
"""
