"""Cities, areas and their outlines: what every other source is checked against."""

from pathlib import Path

import duckdb
import geopandas as gpd
import pandas as pd
import shapely

from catalogue import Catalogue
from etl.boundary.drawing import neighbour_rows, outline_rows, simplified, with_areas
from etl.boundary.exchanged import exchanged
from etl.boundary.known import known_areas
from etl.boundary.placing import WGS84, check_map_crs
from etl.boundary.report import Finding
from etl.boundary.survey import Survey, check_losses, declared_reading, survey
from etl.carry import earlier_edition
from etl.faults import BuildError, FileFault
from etl.files import ReceivedFile
from etl.sqlfiles import SQL, add_rows, in_order, run_file

OUTLINE_COLUMNS = """city_code varchar, area_level varchar, area_code varchar, outline_name varchar, parent_code varchar,
    path varchar, label_x integer, label_y integer, box_x0 integer, box_y0 integer, box_x1 integer, box_y1 integer,
    polygon_km2 double, geojson varchar"""
REPORT_COLUMNS = """city_code varchar, file_name varchar, row_no integer, column_name varchar, finding varchar, weight varchar,
    area_code varchar, area_name varchar, neighbour_names varchar, size_m2 double, guess varchar, sentence varchar"""
AREA_SOURCES = (
    "area_code_collisions",
    "area_codes",
    "area_aliases",
    "area_changes",
)  # loaded before all others, in this order
OUTLINES = "area_outlines"


def declare_cities(con: duckdb.DuckDBPyConnection, catalogue: Catalogue, cities: list[str]) -> None:
    """Make `stg.declared_city`: the cities being built, in their order."""
    for code in cities:
        check_map_crs(catalogue.cities[code])
    con.execute(
        "create table stg.declared_city (city_code varchar, bps_code varchar, city_name varchar, spbe_agency varchar, position integer)"
    )
    declared = [(catalogue.cities[code], place) for place, code in enumerate(cities)]
    add_rows(con, "stg.declared_city", [(c.code, c.bps_code, c.name, c.spbe_agency, i) for c, i in declared])


def declare_catalogue(con: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> None:
    """Make `stg.declared_kpi` (kpi_id, better) and `stg.declared_source` (source_id, quality): what files and marts may name."""
    con.execute("create table stg.declared_kpi (kpi_id varchar, better varchar)")
    con.execute("create table stg.declared_source (source_id varchar, quality varchar)")
    con.executemany("insert into stg.declared_kpi values (?, ?)", [[k.id, k.better] for k in catalogue.kpis.values()])
    con.executemany(
        "insert into stg.declared_source values (?, ?)", [[s.id, s.quality] for s in catalogue.sources.values()]
    )


def check_counts(con: duckdb.DuckDBPyConnection, catalogue: Catalogue, cities: list[str]) -> None:
    """Raise `FileFault` when a code stands for two areas, or a city does not have the number of areas it declares."""
    _check_codes(con)
    _check_bps_codes(con, catalogue, cities)
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


def _check_bps_codes(con: duckdb.DuckDBPyConnection, catalogue: Catalogue, cities: list[str]) -> None:
    listed = dict(con.execute("select area_code, area_code_bps from stg.area where area_level = 'kota'").fetchall())
    for code in cities:
        declared = catalogue.cities[code].bps_code
        if listed.get(code) not in (None, declared):
            raise FileFault(
                f"raw/area_codes/{code}",
                f"kode BPS kota {listed[code]} di berkas, {declared} di catalogue/cities/{code}.yml; betulkan yang keliru",
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


def load_areas(con: duckdb.DuckDBPyConnection, intake, catalogue: Catalogue, cities: list[str]) -> None:
    """Make the staged tables every later source is checked against: codes, aliases, paths of the cities named."""
    declare_cities(con, catalogue, cities)
    for source in AREA_SOURCES[:2]:
        intake.table(source)
    area, aliases = [], []
    for path in in_order(SQL / "area"):
        (aliases if path.stem == "known_area" else area).append(path)
    for path in area:
        run_file(con, path)
    check_counts(con, catalogue, cities)
    for source in AREA_SOURCES[2:]:
        intake.table(source)
    for path in aliases:
        run_file(con, path)


def survey_city(
    con: duckdb.DuckDBPyConnection, catalogue: Catalogue, city: str, files: list[tuple[Path, str]], **more
) -> Survey:
    """Read, match and check the boundary files of one city; `more` are keys of `Boundary` given on the command line."""
    source, declared = catalogue.sources[OUTLINES], catalogue.cities[city]
    known = known_areas(con, declared, catalogue.cities)
    return survey(source, known, files, declared_reading(source, declared, **more))


def against_held(
    con: duckdb.DuckDBPyConnection, catalogue: Catalogue, city: str, found: Survey, held: gpd.GeoDataFrame, where: str
) -> list[Finding]:
    """Shapes of a survey that lie on another area's outline, of those `held`."""
    known = known_areas(con, catalogue.cities[city], catalogue.cities)
    return exchanged(found.drawn, held, known, found.files[0][0], where)


def held_in_raw(
    con: duckdb.DuckDBPyConnection, intake, catalogue: Catalogue, city: str, besides: Path
) -> gpd.GeoDataFrame | None:
    """The outlines the city has in `raw`, where there are any besides this very file and they can be read."""
    files = [(path, shown) for path, shown, folder in intake.paths(catalogue.sources[OUTLINES]) if folder == city]
    files = [(path, shown) for path, shown in files if path.resolve() != besides.resolve()]
    try:
        return survey_city(con, catalogue, city, files).drawn if files else None
    except BuildError:
        return None


def held_in_edition(con: duckdb.DuckDBPyConnection, warehouse: Path, cities: list[str]) -> dict[str, gpd.GeoDataFrame]:
    """Outlines by city in the served edition; empty where none is served or it cannot be read: they only help to warn."""
    try:
        with earlier_edition(con, warehouse) as served:
            return {city: _held(con, city) for city in cities} if served else {}
    except duckdb.Error:
        return {}


def _held(con: duckdb.DuckDBPyConnection, city: str) -> gpd.GeoDataFrame:
    rows = con.execute(
        "select area_code, geojson from earlier.mart.area_outline"
        " where city_code = ? and area_level = 'kelurahan' and area_code is not null",
        [city],
    ).fetchall()
    shapes = gpd.GeoSeries(shapely.from_geojson([text for _, text in rows]), crs=WGS84)
    return gpd.GeoDataFrame({"area_code": [code for code, _ in rows]}, geometry=shapes)


def load_outlines(con: duckdb.DuckDBPyConnection, intake, catalogue: Catalogue, made, warehouse: Path) -> None:
    """Make `mart.area`, `mart.area_outline`, `mart.area_neighbour`, `mart.boundary_report`."""
    source = catalogue.sources[OUTLINES]
    con.execute(f"create table mart.area_outline ({OUTLINE_COLUMNS})")
    con.execute("create table mart.area_neighbour (area_code varchar, neighbour_code varchar)")
    con.execute(f"create table mart.boundary_report ({REPORT_COLUMNS})")
    per_city: dict[str, list[tuple[Path, str]]] = {}
    for path, shown, city in intake.paths(source):
        per_city.setdefault(city, []).append((path, shown))
    held = held_in_edition(con, warehouse, list(per_city))
    for city, files in per_city.items():
        found = survey_city(con, catalogue, city, files)
        check_losses(source, found)
        for name, sha256, rows in found.files:
            lost = [fault for fault in found.set_aside if fault.file == name]
            intake.account(source, [ReceivedFile(name, sha256, city, [], [[]] * rows, [])], lost)
        _add_outlines(con, found, files[0][1])
        made.boundary += found.findings
        if city in held:  # a warning, not of the report: an edition is made of its files alone
            moved = against_held(con, catalogue, city, found, held[city], "di edisi yang sedang tayang")
            made.warnings += [finding.line_of_text() for finding in moved]
    _make_area(con, catalogue)


def _add_outlines(con: duckdb.DuckDBPyConnection, found: Survey, shown: str) -> None:
    full = with_areas(found.drawn)
    light, words = simplified(full, found.city)
    if words:
        found.findings.append(Finding(found.city.code, shown, None, "", "simplified", words))
    report = pd.DataFrame(
        [
            [
                f.city_code,
                f.file,
                f.line,
                f.column,
                f.kind,
                f.weight,
                f.area_code,
                f.area_name,
                f.neighbours,
                f.size_m2,
                f.guess,
                f.sentence,
            ]
            for f in found.findings
        ],
        columns=[part.split()[0] for part in REPORT_COLUMNS.split(",")],
    ).astype({"row_no": "Int64", "size_m2": "Float64"})
    tables = {
        "area_outline": outline_rows(found.city, light),
        "area_neighbour": neighbour_rows(full),
        "boundary_report": report,
    }
    for table, rows in tables.items():
        con.register(
            "rows_to_add", rows.astype({name: "string" for name in rows.columns if rows[name].dtype == object})
        )
        con.execute(f"insert into mart.{table} select * from rows_to_add order by all")
        con.unregister("rows_to_add")


def _make_area(con: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> None:
    """A city bears the one name it is declared with; how its code list spells it is `listed_name`."""
    con.execute("create temp table level_name (city_code varchar, area_level varchar, area_label varchar)")
    named = [(c.code, level, name.id) for c in catalogue.cities.values() for level, name in c.level_names.items()]
    add_rows(con, "level_name", named)
    con.execute("""create table mart.area as
        select area.city_code, area.area_level, area.area_code, coalesce(city.city_name, area.area_name) as area_name,
            label.area_label, area.parent_code, area.area_code_bps as bps_code, outline.polygon_km2,
            area.area_note, if(area.area_name <> city.city_name, area.area_name, null) as listed_name
        from stg.area as area
        left join level_name as label using (city_code, area_level)
        left join mart.area_outline as outline on outline.area_code = area.area_code
        left join stg.declared_city as city on city.city_code = area.area_code
        order by area.city_position, area.area_code""")
