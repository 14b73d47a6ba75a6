"""Outlines of areas: read, checked, dissolved upwards, projected once to whole numbers for the map.

The canvas of a city is 1000 units wide. Neighbours share their vertices in the source, so rounding keeps shared borders
shared (`GeoSeries.simplify` would not; none is done here).
"""

import hashlib
import itertools
import json
import math
from pathlib import Path

import geopandas as gpd
import pandas as pd
from shapely import coverage_union_all, make_valid
from shapely.geometry import MultiPolygon, Polygon, mapping
from shapely.geometry.polygon import orient

from catalogue import City, Source
from etl.faults import FileFault, SetAside
from etl.files import received_bytes

CANVAS = 1000
FAULT_COLUMN = {"outline_parent": "parent_code", "outline_area": "polygon_km2"}
INDONESIA = (94.0, -12.0, 142.0, 7.0)  # west, south, east, north
SLIVER_M2 = 1000  # a detached part smaller than this carries no label and no zoom
OUTLINE_ENDINGS = (".geojson", ".json", ".gpkg", ".fgb", ".shp", ".zip")
SHAPEFILE_PARTS = (".dbf", ".shx", ".prj", ".cpg", ".qpj", ".sbn", ".sbx", ".qix")  # read together with their .shp
KELURAHAN_LENGTH = 13


def read_outlines(
    source: Source, city: City, path: Path, shown: str, areas: dict[str, str]
) -> tuple[gpd.GeoDataFrame, list[SetAside], str]:
    """Read one file of kelurahan outlines of one city.

    `areas` maps a code as it may be written to the Kemendagri code. Returns a frame in EPSG:4326 with `area_code` (null for
    ground that is nobody's kelurahan), `area_name`, `parent_code`, `stated_km2` (of the undrawn full detail, or null), `geometry`; the features set aside; the file's SHA-256.
    """
    if path.suffix.lower() not in OUTLINE_ENDINGS:
        raise FileFault(
            shown,
            f"jenis berkas {path.suffix or 'tanpa akhiran'} tidak dibaca; simpan sebagai salah satu: {' '.join(OUTLINE_ENDINGS)}",
        )
    content = received_bytes(path, shown)
    if not content.strip():
        raise FileFault(shown, "berkas kosong; kirim ulang berkas batas wilayah", 1)
    try:
        frame = gpd.read_file(path)
    except Exception as fault:  # pyogrio raises its own family per driver; the sentence is what the analyst needs
        raise FileFault(shown, f"tidak dapat dibaca sebagai berkas batas wilayah ({str(fault)[:120]})", 1) from fault
    if not isinstance(frame, gpd.GeoDataFrame):
        raise FileFault(shown, "tidak berisi bentuk wilayah (geometri); kirim ulang berkas batas wilayah", 1)
    if frame.empty:
        raise FileFault(shown, "tidak berisi satu wilayah pun; kirim ulang berkasnya", 1)
    if frame.crs is None:
        raise FileFault(
            shown, "sistem koordinat (CRS) tidak disebut; sertakan .prj atau simpan sebagai GeoJSON WGS84", 1
        )
    for column in source.columns.values():
        if column.from_ not in frame.columns:
            raise FileFault(
                shown,
                f"properti ini tidak ada; sesuaikan columns di catalogue/sources/{source.id}.yml",
                1,
                column.from_,
            )
    frame = frame.to_crs("EPSG:4326")
    _check_bounds(frame, shown)
    loaded, set_aside = _matched(source, city, frame, shown, areas)
    if loaded.empty or loaded.area_code.notna().sum() == 0:
        raise FileFault(shown, f"tidak satu pun wilayahnya bagian {city.name} ({city.code}); periksa foldernya", 1)
    return loaded, set_aside, hashlib.sha256(content).hexdigest()


def _check_bounds(frame: gpd.GeoDataFrame, shown: str) -> None:
    west, south, east, north = frame.total_bounds
    if west < INDONESIA[0] or east > INDONESIA[2] or south < INDONESIA[1] or north > INDONESIA[3]:
        raise FileFault(
            shown,
            f"koordinatnya ({west:.2f}, {south:.2f}) di luar Indonesia; bujur dan lintang tertukar, atau CRS salah",
            1,
        )


def _matched(source: Source, city: City, frame: gpd.GeoDataFrame, shown: str, areas: dict[str, str]):
    column = {name: c.from_ for name, c in source.columns.items()}
    rows, set_aside, seen = [], [], set()
    for line, record in enumerate(frame.to_dict("records"), 1):
        given, parent = _text(record[column["area_code"]]), _text(record[column["parent_code"]])
        code = areas.get(given)
        row = {
            "area_code": code,
            "area_name": record[column["area_name"]],
            "parent_code": areas.get(parent) if parent or not code else code[:8],
            "stated_km2": _number(record[column["polygon_km2"]]) if "polygon_km2" in column else None,
            "geometry": record["geometry"],
        }
        fault = _fault(row, given, parent, city, seen)
        if fault:
            about = column[FAULT_COLUMN.get(fault, "area_code")]
            set_aside.append(SetAside(source.id, city.code, shown, line, about, fault, given or parent))
            continue
        seen.add(row["area_code"])
        rows.append(row)
    names = ["area_code", "area_name", "parent_code", "stated_km2", "geometry"]
    return gpd.GeoDataFrame(rows, columns=names, geometry="geometry", crs="EPSG:4326"), set_aside


def _fault(row: dict, given: str, parent: str, city: City, seen: set[str]) -> str | None:
    """Reason to set a feature aside, or None. Ground without a code (`given` empty) is nobody's kelurahan and stays."""
    code, geometry = row["area_code"], row["geometry"]
    if given and code is None:
        return "area_unknown"
    if code and not code.startswith(f"{city.code}."):
        return "area_other_city" if code != city.code else "outline_not_kelurahan"
    if code and len(code) != KELURAHAN_LENGTH:
        return "outline_not_kelurahan"
    if code and code in seen:
        return "duplicate_key"
    if code and row["parent_code"] != code[:8]:
        return "outline_parent"
    if not code and parent and not (row["parent_code"] or "").startswith(f"{city.code}."):
        return "outline_parent"
    if (
        geometry is None
        or geometry.is_empty
        or not geometry.is_valid
        or not isinstance(geometry, Polygon | MultiPolygon)
    ):
        return "outline_invalid"
    if row["stated_km2"] is not None and not 0 <= row["stated_km2"] < math.inf:
        return "outline_area"
    return None


def _text(received) -> str:
    return "" if pd.isna(received) else str(received).strip()


def _number(received) -> float | None:
    """A stated area; None when left empty, NaN when it is not a number."""
    if received is None or received == "" or received != received:  # NaN stands for an empty property
        return None
    try:
        return float(received)
    except (TypeError, ValueError):
        return math.nan


def outline_rows(city: City, kelurahan: gpd.GeoDataFrame) -> pd.DataFrame:
    """One row per drawn shape of a city, kelurahan to kota: whole-number `path`, label point, box, GeoJSON, area in km2."""
    shapes = [_shape_frame(kelurahan, "kelurahan")]
    inside = kelurahan.dropna(subset=["parent_code"])
    kecamatan = [
        {
            "area_code": code,
            "area_name": None,
            "parent_code": city.code,
            "stated_km2": part.stated_km2.sum(min_count=len(part)),
            "geometry": _union(part.geometry),
        }
        for code, part in inside.groupby("parent_code")
    ]
    shapes.append(_shape_frame(gpd.GeoDataFrame(kecamatan, crs=kelurahan.crs), "kecamatan"))
    whole = [
        {
            "area_code": city.code,
            "area_name": city.name,
            "parent_code": None,
            "stated_km2": kelurahan.stated_km2.sum(min_count=len(kelurahan)),
            "geometry": _union(kelurahan.geometry),
        }
    ]
    shapes.append(_shape_frame(gpd.GeoDataFrame(whole, crs=kelurahan.crs), "kota"))
    frame = pd.concat(shapes, ignore_index=True)
    metric = gpd.GeoDataFrame(frame, crs=kelurahan.crs).to_crs(city.map_crs)
    west, _south, east, north = metric.total_bounds
    scale = CANVAS / (east - west)
    rows = []
    geod = kelurahan.crs.get_geod()
    for record, drawn in zip(frame.to_dict("records"), metric.geometry, strict=True):
        path, box = _path(drawn, west, north, scale)
        label = max(_parts(drawn), key=lambda part: part.area).representative_point()
        rows.append(
            {
                "city_code": city.code,
                "area_level": record["area_level"],
                "area_code": record["area_code"],
                "outline_name": record["area_name"],
                "parent_code": record["parent_code"],
                "path": path,
                "label_x": round((label.x - west) * scale),
                "label_y": round((north - label.y) * scale),
                "box_x0": box[0],
                "box_y0": box[1],
                "box_x1": box[2],
                "box_y1": box[3],
                "polygon_km2": _km2(record, geod),
                "geojson": json.dumps(mapping(_counter_clockwise(record["geometry"])), separators=(",", ":")),
            }
        )
    return pd.DataFrame(rows)


def _km2(record: dict, geod) -> float:
    """The stated area of the full-detail polygon; where none is stated, the drawn one's area on the ellipsoid."""
    if not pd.isna(record["stated_km2"]):
        return round(float(record["stated_km2"]), 6)
    return round(abs(geod.geometry_area_perimeter(record["geometry"])[0]) / 1e6, 6)


def neighbour_rows(kelurahan: gpd.GeoDataFrame) -> pd.DataFrame:
    """Pairs of areas of the same level that share a border (a line, not a point)."""
    pairs = []
    frames = {"kelurahan": kelurahan.dropna(subset=["area_code"])[["area_code", "geometry"]]}
    frames["kecamatan"] = gpd.GeoDataFrame(
        [
            {"area_code": code, "geometry": _union(part)}
            for code, part in kelurahan.dropna(subset=["parent_code"]).groupby("parent_code").geometry
        ],
        crs=kelurahan.crs,
    )
    for frame in frames.values():
        joined = gpd.sjoin(frame, frame, predicate="intersects")
        shape = frame.set_index("area_code").geometry
        for left, right in zip(joined.area_code_left, joined.area_code_right, strict=True):
            if left != right and shape[left].intersection(shape[right]).length > 0:
                pairs.append({"area_code": left, "neighbour_code": right})
    return pd.DataFrame(pairs, columns=["area_code", "neighbour_code"]).drop_duplicates()


def _shape_frame(frame: gpd.GeoDataFrame, level: str) -> gpd.GeoDataFrame:
    return frame.assign(area_level=level)


def _union(geometries):
    return make_valid(coverage_union_all(list(geometries)))


def _parts(geometry) -> list[Polygon]:
    parts = [g for g in getattr(geometry, "geoms", [geometry]) if isinstance(g, Polygon)]
    large = [p for p in parts if p.area >= SLIVER_M2]
    return large or parts


def _counter_clockwise(geometry):
    """RFC 7946: outer rings counter-clockwise."""
    if isinstance(geometry, Polygon):
        return orient(geometry, 1.0)
    return MultiPolygon([orient(p, 1.0) for p in geometry.geoms if isinstance(p, Polygon)])


def _path(geometry, west: float, north: float, scale: float) -> tuple[str, tuple[int, int, int, int]]:
    """Relative whole-number path data and its box on the canvas."""
    commands, xs, ys = [], [], []
    for part in _parts(geometry):
        for ring in (part.exterior, *part.interiors):
            points = [(round((x - west) * scale), round((north - y) * scale)) for x, y, *_ in ring.coords]
            points = [p for i, p in enumerate(points) if i == 0 or p != points[i - 1]]
            if len(points) > 1 and points[0] == points[-1]:
                points = points[:-1]
            if len(points) < 3:
                continue
            steps = [f"{b[0] - a[0]} {b[1] - a[1]}" for a, b in itertools.pairwise(points)]
            commands.append(f"M{points[0][0]} {points[0][1]}l{' '.join(steps)}z".replace(" -", "-"))
            xs += [p[0] for p in points]
            ys += [p[1] for p in points]
    if not commands:  # smaller than one unit of the canvas: drawn as one unit, so that it can still be picked
        spot = geometry.representative_point()
        x, y = round((spot.x - west) * scale), round((north - spot.y) * scale)
        return f"M{x} {y}l1 0 0 1-1 0z", (x, y, x + 1, y + 1)
    return "".join(commands), (min(xs), min(ys), max(xs), max(ys))
