"""Cities, areas and their outlines: what every other source is checked against."""

import duckdb
import geopandas as gpd
import pandas as pd

from catalogue import Catalogue
from etl.faults import FileFault
from etl.files import ReceivedFile
from etl.outlines import neighbour_rows, outline_rows, read_outlines
from etl.stage import check_share

OUTLINE_COLUMNS = """city_code varchar, area_level varchar, area_code varchar, outline_name varchar, parent_code varchar,
    path varchar, label_x integer, label_y integer, box_x0 integer, box_y0 integer, box_x1 integer, box_y1 integer,
    polygon_km2 double, geojson varchar"""


def declare_cities(con: duckdb.DuckDBPyConnection, catalogue: Catalogue, cities: list[str]) -> None:
    """Make `stg.declared_city`: the cities being built, in their order."""
    con.execute(
        "create table stg.declared_city (city_code varchar, bps_code varchar, city_name varchar, spbe_agency varchar, position integer)"
    )
    con.executemany(
        "insert into stg.declared_city values (?, ?, ?, ?, ?)",
        [
            [c, catalogue.cities[c].bps_code, catalogue.cities[c].name, catalogue.cities[c].spbe_agency, i]
            for i, c in enumerate(cities)
        ],
    )


def check_counts(con: duckdb.DuckDBPyConnection, catalogue: Catalogue, cities: list[str]) -> None:
    """Raise `FileFault` when a code stands for two areas, or a city does not have the number of areas it declares."""
    _check_codes(con)
    found = {
        (c, level): n
        for c, level, n in con.execute("select city_code, area_level, count(*) from stg.area group by all").fetchall()
    }
    for code in cities:
        for level, expected in catalogue.cities[code].expected_areas.items():
            have = found.get((code, level), 0)
            if have != expected:
                raise FileFault(
                    f"raw/area_codes/{code}",
                    f"{have} {level} di berkas, {expected} dinyatakan di catalogue/cities/{code}.yml; "
                    "lengkapi berkasnya atau betulkan expected_areas",
                )


def _check_codes(con: duckdb.DuckDBPyConnection) -> None:
    twice = con.execute(
        "select given_code, min(area_code), max(area_code), left(min(area_code), 5) from stg.area_code_given "
        "group by given_code having count(*) > 1 order by all limit 1"
    ).fetchall()
    for code, one, other, city in twice:
        what = f"kode '{code}' dipakai dua wilayah ({one} dan {other}); betulkan salah satunya"
        raise FileFault(f"raw/area_codes/{city}", what, column="code_bps")
    foreign = con.execute(
        "select file_name, line_no, area_code, city_folder from stg.area_codes "
        "where not starts_with(area_code, city_folder) order by all limit 1"
    ).fetchall()
    for file, line, code, city in foreign:
        raise FileFault(
            file, f"wilayah '{code}' bukan bagian kota {city}; pindahkan ke folder kotanya", line, "code_kemendagri"
        )


def load_outlines(con: duckdb.DuckDBPyConnection, intake, catalogue: Catalogue, made) -> None:
    """Make `mart.area`, `mart.area_outline`, `mart.area_neighbour`."""
    source = catalogue.sources["area_outlines"]
    given = dict(con.execute("select given_code, area_code from stg.area_code_given").fetchall())
    con.execute(f"create table mart.area_outline ({OUTLINE_COLUMNS})")
    con.execute("create table mart.area_neighbour (area_code varchar, neighbour_code varchar)")
    accounts, per_city = [], {}
    for path, shown, city in intake.paths(source):
        frame, set_aside, sha256 = read_outlines(source, catalogue.cities[city], path, shown, given)
        rows = len(frame) + len(set_aside)
        check_share(source, rows, set_aside)
        accounts.append((ReceivedFile(shown, sha256, city, [], [[]] * rows, []), set_aside))
        per_city.setdefault(city, []).append(frame)
    for file, set_aside in accounts:
        intake.account(source, [file], set_aside)
    for city, frames in per_city.items():
        frame = gpd.GeoDataFrame(pd.concat(frames, ignore_index=True), crs="EPSG:4326")
        drawn = outline_rows(catalogue.cities[city], frame)
        pairs = neighbour_rows(frame)
        for table, rows in (("area_outline", drawn), ("area_neighbour", pairs)):
            con.register(
                "rows_to_add", rows.astype({name: "string" for name in rows.columns if rows[name].dtype == object})
            )
            con.execute(f"insert into mart.{table} select * from rows_to_add order by all")
            con.unregister("rows_to_add")
    _make_area(con, catalogue)


def _make_area(con: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> None:
    con.execute("create temp table level_name (city_code varchar, area_level varchar, area_label varchar)")
    con.executemany(
        "insert into level_name values (?, ?, ?)",
        [[c.code, level, name.id] for c in catalogue.cities.values() for level, name in c.level_names.items()],
    )
    con.execute("""create table mart.area as
        select area.city_code, area.area_level, area.area_code, area.area_name, label.area_label, area.parent_code,
            area.area_code_bps as bps_code, outline.polygon_km2, area.area_note
        from stg.area as area
        left join level_name as label using (city_code, area_level)
        left join mart.area_outline as outline on outline.area_code = area.area_code
        order by area.city_position, area.area_code""")
