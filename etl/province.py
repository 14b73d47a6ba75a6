"""The kota of a province on one canvas: every kabupaten and kota of the edition, carried over or built, in one projection.

Made from the finished outlines (WGS84), so that it does not matter which build drew them. Generalised together: shared
borders stay shared, and a province stays light enough for a phone.
"""

import json

import duckdb
import geopandas as gpd
from shapely import coverage_simplify, simplify
from shapely.errors import GEOSException
from shapely.geometry import shape

from etl.boundary.drawing import CANVAS, canvas_parts, canvas_path
from etl.sqlfiles import add_rows

BYTES_PER_CITY = 700  # of path data, on average over a province
PROVINCE_OUTLINE = """
create or replace table mart.province_outline (
    province_code varchar not null, city_code varchar not null, path varchar not null, label_x integer, label_y integer,
    box_x0 integer, box_y0 integer, box_x1 integer, box_y1 integer)
"""


def draw_provinces(con: duckdb.DuckDBPyConnection) -> None:
    """Make `mart.province_outline`: one row per kota with an outline, on the canvas (1000 units wide) of its province."""
    con.execute(PROVINCE_OUTLINE)
    found = con.execute(
        "select left(city_code, 2), city_code, geojson from mart.area_outline where area_level = 'kota' order by all"
    ).fetchall()
    provinces: dict[str, dict[str, str]] = {}
    for province, city, geojson in found:
        provinces.setdefault(province, {})[city] = geojson
    rows = []
    for province, cities in provinces.items():
        shapes = gpd.GeoSeries([shape(json.loads(text)) for text in cities.values()], crs="EPSG:4326")
        rows += [(province, city, *drawn) for city, drawn in zip(cities, _drawn(shapes), strict=True)]
    add_rows(con, "mart.province_outline", rows)


def _drawn(shapes: gpd.GeoSeries) -> list[tuple]:
    """(path, label x and y, box) of each shape: equal-area projection about the middle of them all, as coarse as it must be."""
    west, south, east, north = shapes.total_bounds
    metric = shapes.to_crs(f"+proj=laea +lat_0={(south + north) / 2} +lon_0={(west + east) / 2} +units=m")
    west, _, east, north = metric.total_bounds
    scale = CANVAS / (east - west)
    unit = 1 / scale
    while True:
        drawn = [_on_canvas(one, west, north, scale) for one in _simplified(metric.to_numpy(), unit)]
        if sum(len(row[0]) for row in drawn) <= BYTES_PER_CITY * len(drawn) or unit > 64 / scale:
            return drawn
        unit *= 2


def _simplified(shapes, tolerance: float):
    """With shared borders kept shared; each shape by itself where the cities are no clean coverage (borders that do not meet)."""
    try:
        return coverage_simplify(shapes, tolerance)
    except GEOSException:
        return simplify(shapes, tolerance)


def _on_canvas(geometry, west: float, north: float, scale: float) -> tuple:
    path, box = canvas_path(geometry, west, north, scale)
    label = max(canvas_parts(geometry), key=lambda part: part.area).representative_point()
    return path, round((label.x - west) * scale), round((north - label.y) * scale), *box
