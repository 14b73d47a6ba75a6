"""Where assets stand: checked against the city's outline, put on the same canvas as its map.

A point outside its city, or half a coordinate, is no fault of the row: the asset stays, its place is not known, and a warning
says so.
"""

import json

import duckdb
import geopandas as gpd
import pandas as pd
from shapely.geometry import shape

from catalogue import Catalogue
from etl.boundary.drawing import CANVAS

PLACE = "city_folder varchar, asset_id varchar, area_code varchar, x integer, y integer, place_status varchar"


def place_assets(con: duckdb.DuckDBPyConnection, catalogue: Catalogue, made) -> None:
    """Make `stg.asset_place`: one row per asset that came with a coordinate (`place_status` titik or luar_kota)."""
    con.execute(f"create table stg.asset_place ({PLACE})")
    given = con.execute(
        "select city_folder, asset_id, lon_deg, lat_deg, area_code, file_name, line_no from stg.assets "
        "where lon_deg is not null or lat_deg is not null order by file_name, line_no"
    ).fetchdf()
    for city_code, rows in given.groupby("city_folder"):
        outlines = outlines_of(con, city_code)
        for row in rows.to_dict("records"):
            placed = _placed(row, outlines, catalogue.cities[city_code], made)
            con.execute("insert into stg.asset_place values (?, ?, ?, ?, ?, ?)", [city_code, row["asset_id"], *placed])


def outlines_of(con: duckdb.DuckDBPyConnection, city_code: str) -> gpd.GeoDataFrame:
    """Kelurahan and kota shapes of a city in degrees; empty when none were delivered."""
    found = con.execute(
        "select area_code, area_level, geojson from mart.area_outline where city_code = ? and area_level <> 'kecamatan'",
        [city_code],
    ).fetchall()
    shapes = [
        {"area_code": code, "area_level": level, "geometry": shape(json.loads(text))} for code, level, text in found
    ]
    return gpd.GeoDataFrame(
        shapes, columns=["area_code", "area_level", "geometry"], geometry="geometry", crs="EPSG:4326"
    )


def _placed(row: dict, outlines: gpd.GeoDataFrame, city, made) -> tuple:
    """(kelurahan, x, y, status) of one coordinate."""
    where = f"{row['file_name']}:{row['line_no']}:lon"
    if pd.isna(row["lon_deg"]) or pd.isna(row["lat_deg"]):
        made.warnings.append(f"{where}: bujur atau lintang kosong; aset tetap dimuat, letaknya tidak diketahui")
        return None, None, None, "luar_kota"
    spot = gpd.GeoSeries(gpd.points_from_xy([row["lon_deg"]], [row["lat_deg"]]), crs="EPSG:4326")
    if outlines.empty:
        return None, None, None, "titik"
    inside = outlines[outlines.intersects(spot.iloc[0])]
    if inside.empty:
        made.warnings.append(
            f"{where}: titik ({row['lon_deg']:g}, {row['lat_deg']:g}) di luar {city.name}; aset tetap dimuat tanpa letak. "
            "Periksa apakah bujur dan lintang tertukar"
        )
        return None, None, None, "luar_kota"
    codes = inside[inside.area_level == "kelurahan"].area_code.dropna()
    code = codes.iloc[0] if len(codes) else None
    if isinstance(row["area_code"], str) and code and not code.startswith(row["area_code"]):
        made.warnings.append(
            f"{where}: titiknya di {code}, tetapi area_code menyebut {row['area_code']}; keduanya disimpan, periksa salah satunya"
        )
    x, y = on_canvas(spot, outlines, city.map_crs)
    return code, x, y, "titik"


def on_canvas(spot: gpd.GeoSeries, outlines: gpd.GeoDataFrame, crs: str) -> tuple[int, int]:
    """The point in the units of the city's map, as `etl/boundary/drawing.py` draws it."""
    west, _south, east, north = outlines.to_crs(crs).total_bounds
    point = spot.to_crs(crs).iloc[0]
    scale = CANVAS / (east - west)
    return round((point.x - west) * scale), round((north - point.y) * scale)
