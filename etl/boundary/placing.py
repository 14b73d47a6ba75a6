"""Where on earth a file lies: its coordinate system, the order of its axes, and whether that is where the city is.

A missing system is never assumed: the numbers only say what it probably is, and the person declares it.
"""

import geopandas as gpd
import numpy as np
import pyproj
import shapely
from pyproj.exceptions import CRSError

from catalogue import City
from catalogue.models import Boundary
from etl.boundary.reading import Layer
from etl.faults import FileFault

WGS84 = "EPSG:4326"
INDONESIA = (94.0, -12.0, 142.0, 7.0)  # west, south, east, north
AROUND = 0.1  # degrees (about 11 km) that a shape may lie beyond the declared extent of its city
AROUND_ZONE = 1.5  # ... or beyond the zone of its map_crs, where no extent is declared
UTM = [*range(32646, 32653), *range(32747, 32755)]
TM3 = range(23830, 23846)  # DGN95 / Indonesia TM-3, of cadastral maps


def place(layer: Layer, city: City, cities: dict[str, City], declared: Boundary) -> tuple[gpd.GeoDataFrame, np.ndarray]:
    """The frame with its system known and its axes in order, and for each row whether its shape lies where the city is.

    Raises `FileFault` when the system is missing or contradicted, or when most shapes lie elsewhere.
    """
    frame = _with_crs(layer, city, declared)
    if declared.axes == "swapped":
        frame = _swapped(frame)
    near = _near(frame, city)
    has_shape = ~(frame.geometry.isna() | frame.geometry.is_empty).to_numpy()
    if has_shape.any() and near[has_shape].mean() < 0.5:
        raise FileFault(layer.shown, _elsewhere(layer, frame, city, cities), 1)
    return frame, near | ~has_shape


def check_map_crs(city: City) -> None:
    """Raise `FileFault` when the declared `map_crs` cannot carry a map: unknown, or not in metres."""
    where, key = f"catalogue/cities/{city.code}.yml", "map_crs"
    try:
        crs = pyproj.CRS(city.map_crs)
    except CRSError:
        raise FileFault(
            where, f"'{city.map_crs}' tidak dikenal; tulis zona UTM kotanya, misalnya EPSG:32748", column=key
        ) from None
    if not crs.is_projected or any(axis.unit_name != "metre" for axis in crs.axis_info):
        raise FileFault(
            where,
            f"'{city.map_crs}' bukan proyeksi dalam meter; tulis zona UTM kotanya, misalnya EPSG:32748",
            column=key,
        )


def expected_box(city: City) -> tuple[float, float, float, float]:
    """Degrees within which a shape of the city may lie: its declared extent and a little more, else the zone of its map_crs."""
    if city.extent is not None:
        west, south, east, north = city.extent
        return west - AROUND, south - AROUND, east + AROUND, north + AROUND
    use = pyproj.CRS(city.map_crs).area_of_use
    west, south, east, north = use.bounds if use else INDONESIA
    return (
        max(west - AROUND_ZONE, INDONESIA[0]),
        max(south - AROUND_ZONE, INDONESIA[1]),
        min(east + AROUND_ZONE, INDONESIA[2]),
        min(north + AROUND_ZONE, INDONESIA[3]),
    )


def _with_crs(layer: Layer, city: City, declared: Boundary) -> gpd.GeoDataFrame:
    frame, stated = layer.frame, None if layer.crs_is_default else layer.frame.crs
    if declared.crs is None:
        if stated is None and not (layer.crs_is_default and _are_degrees(frame)):
            raise FileFault(layer.shown, _no_crs(layer, city), 1)
        return frame
    try:
        wanted = pyproj.CRS(declared.crs)
    except CRSError:
        raise FileFault(
            layer.shown, f"crs '{declared.crs}' yang dinyatakan tidak dikenal; tulis kode EPSG, misalnya EPSG:32647"
        ) from None
    if stated is not None and not stated.equals(wanted, ignore_axis_order=True):
        raise FileFault(
            layer.shown,
            f"berkas menyebut sistem koordinat {stated.name}, tetapi dinyatakan {declared.crs}; hapus crs dari boundary "
            "bila berkasnya benar, atau betulkan .prj-nya",
            1,
        )
    return frame.set_crs(wanted, allow_override=True)


def _no_crs(layer: Layer, city: City) -> str:
    west, south, east, north = layer.frame.total_bounds
    numbers = f"x {west:.0f} sampai {east:.0f}, y {south:.0f} sampai {north:.0f}"
    likely = likely_systems(layer.frame, city)
    if layer.crs_is_default:
        what = f"GeoJSON tanpa crs dibaca WGS84 (derajat), tetapi angkanya bukan derajat ({numbers})"
    else:
        what = f"sistem koordinat (CRS) tidak disebut, misalnya .prj tidak ikut ({numbers})"
    guess = f"angkanya seperti {likely}" if likely else "angkanya tidak cocok dengan UTM, TM-3 atau derajat di kota ini"
    return f"{what}; {guess}; pastikan pada pembuatnya, lalu sertakan .prj atau nyatakan crs di boundary pada catalogue/cities/{city.code}.yml"


def likely_systems(frame: gpd.GeoDataFrame, city: City) -> str:
    """Names of the systems that would put these numbers where the city is: `UTM 47N (EPSG:32647, WGS84 atau DGN95)`."""
    west, south, east, north = frame.total_bounds
    x, y = (west + east) / 2, (south + north) / 2
    if not np.isfinite([x, y]).all():
        return ""
    found = []
    if _inside(x, y, expected_box(city)):
        found.append(f"derajat bujur-lintang ({WGS84})")
    box = expected_box(city)
    own = pyproj.CRS(city.map_crs).to_epsg()
    for code in sorted([*UTM, *TM3], key=lambda code: (code != own, code in TM3, code)):  # the city's own zone first
        crs = pyproj.CRS.from_epsg(code)
        lon, lat = pyproj.Transformer.from_crs(crs, WGS84, always_xy=True).transform(x, y)
        use = crs.area_of_use.bounds
        if (
            _inside(lon, lat, box)
            and (use[0] - 0.5 <= lon <= use[2] + 0.5)
            and (code in TM3 or (lat >= 0) == (code < 32700))
        ):
            if code in TM3:
                found.append(f"{crs.name} (EPSG:{code})")
            else:
                zone = f"{code % 100}{'N' if code < 32700 else 'S'}"
                found.append(f"meter UTM zona {zone} (EPSG:{code}; DGN95 hampir sama)")
    return " atau ".join(found[:3])


def _are_degrees(frame: gpd.GeoDataFrame) -> bool:
    bounds = frame.total_bounds
    return bool(np.isnan(bounds).any() or np.abs(bounds).max() <= 180)


def _swapped(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    return frame.set_geometry(shapely.transform(frame.geometry.array, lambda xy: xy[:, ::-1]), crs=frame.crs)


def _near(frame: gpd.GeoDataFrame, city: City) -> np.ndarray:
    """Per row: does its shape touch the box where the city is expected, wholly within Indonesia?"""
    degrees = frame.geometry.to_crs(WGS84).bounds.to_numpy()
    west, south, east, north = expected_box(city)
    with np.errstate(invalid="ignore"):
        touches = (
            (degrees[:, 0] <= east) & (degrees[:, 2] >= west) & (degrees[:, 1] <= north) & (degrees[:, 3] >= south)
        )
        inside = (
            (degrees[:, 0] >= INDONESIA[0])
            & (degrees[:, 1] >= INDONESIA[1])
            & (degrees[:, 2] <= INDONESIA[2])
            & (degrees[:, 3] <= INDONESIA[3])
        )
    return touches & inside


def _elsewhere(layer: Layer, frame: gpd.GeoDataFrame, city: City, cities: dict[str, City]) -> str:
    if _near(_swapped(frame), city).mean() >= 0.5:
        return (
            "bujur dan lintang tertukar: angka pertama harus bujur (94 sampai 142), angka kedua lintang; simpan ulang dengan "
            f"urutan bujur, lintang, atau nyatakan axes: swapped di boundary pada catalogue/cities/{city.code}.yml"
        )
    middle = frame.geometry.to_crs(WGS84).bounds.median().to_numpy()
    lon, lat = (middle[0] + middle[2]) / 2, (middle[1] + middle[3]) / 2
    for other in cities.values():
        if other.code != city.code and other.extent and _inside(lon, lat, expected_box(other)):
            return (
                f"letaknya di {other.name} ({other.code}), bukan {city.name} ({city.code}); pindahkan berkasnya ke "
                f"area_outlines/{other.code}/"
            )
    key = "extent" if city.extent else f"map_crs {city.map_crs}"
    where = (
        "luar Indonesia"
        if not _inside(lon, lat, INDONESIA)
        else f"luar {city.name} menurut {key} di catalogue/cities/{city.code}.yml"
    )
    likely = likely_systems(layer.frame, city)
    guess = f"; angkanya seperti {likely}" if likely else ""
    return (
        f"menurut sistem koordinatnya ({frame.crs.name}) letaknya di {where}: bujur {lon:.2f}, lintang {lat:.2f}{guess}; "
        "betulkan sistem koordinatnya atau periksa apakah ini berkas kota lain"
    )


def _inside(x: float, y: float, box: tuple[float, float, float, float]) -> bool:
    return bool(box[0] <= x <= box[2] and box[1] <= y <= box[3])
