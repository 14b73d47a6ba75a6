"""Schemes of dimensions as a table that marts match spellings against, and the spellings nobody knows."""

import duckdb

from catalogue import Catalogue
from catalogue.schemes import spelt
from etl.sqlfiles import add_rows


def declare_dimensions(con: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> None:
    """Make `stg.dimension_alias`: for each city every spelling of every dimension of the schemes it shows."""
    con.execute(
        "create table stg.dimension_alias (city_code varchar, scheme_id varchar, slug varchar, spelt varchar, is_national boolean)"
    )
    rows = {
        (city.code, scheme_id, slug, spelt(name), scheme_id == "nasional")
        for city in catalogue.cities.values()
        for scheme_id in ("nasional", *city.schemes)
        for slug, dimension in catalogue.schemes[scheme_id].dimensions.items()
        for name in (dimension.name.id, dimension.name.en, *dimension.aliases)
    }
    add_rows(con, "stg.dimension_alias", sorted(rows))


def warn_of_unknown(con: duckdb.DuckDBPyConnection, made) -> None:
    """One warning per spelling that no scheme knows; the rows stay, as received."""
    for city, text, source, rows in con.execute(
        "select city_code, dimension_text, source_id, row_count from mart.dimension_unknown order by all"
    ).fetchall():
        made.warnings.append(
            f"raw/{source}/{city}::: dimensi '{text}' ({rows} baris) tidak dikenal; disimpan seperti tertulis. "
            "Tambahkan ejaannya ke aliases di catalogue/dimensions.yml atau catalogue/schemes/"
        )
