"""What the map shows: outlines made lighter, dissolved upwards, projected once to whole numbers.

The canvas of a city is 1000 units wide. Neighbours share their vertices, so rounding keeps shared borders shared, and so does
`GeoSeries.simplify_coverage` (`GeoSeries.simplify` would not). A coverage simplifies only where it is one: shapes that overlap or
whose borders do not meet corner by corner keep every corner, and the others keep theirs along the outside of what is simplified.
"""

import itertools
import json

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely import coverage_union_all, make_valid
from shapely.geometry import MultiPolygon, Polygon, mapping
from shapely.geometry.polygon import orient

from catalogue import City

CANVAS = 1000
SLIVER_M2 = 1000  # a detached part smaller than this carries no label and no zoom
MOST_CORNERS = 3000  # of a city's kelurahan; more are simplified, so that a city's map stays under 30 kB
CORNERS_PER_AREA = 40  # a city of many kelurahan may have more
DRAWN_HOLE_M2 = 1.0  # a hole that dissolving leaves between borders that differ by rounding


def simplified(kelurahan: gpd.GeoDataFrame, city: City) -> tuple[gpd.GeoDataFrame, str | None]:
    """The frame with few enough corners for the map, and the sentence that says what was done (None: nothing had to be)."""
    before, most = corners(kelurahan), max(MOST_CORNERS, CORNERS_PER_AREA * len(kelurahan))
    if before <= most:
        return kelurahan, None
    metric = kelurahan.to_crs(city.map_crs)
    west, _, east, _ = metric.total_bounds
    unmet = shapely.coverage_invalid_edges(metric.geometry.to_numpy())
    fits = np.array([edge.is_empty for edge in unmet])
    shapes, step = metric.geometry.to_numpy().copy(), (east - west) / CANVAS
    tolerance = 0.0
    while shapely.get_num_coordinates(shapes).sum() > most and tolerance < 16 * step and fits.any():
        tolerance = tolerance * 2 or step
        shapes[fits] = shapely.coverage_simplify(
            metric.geometry.to_numpy()[fits], tolerance, simplify_boundary=bool(fits.all())
        )
    drawn = gpd.GeoSeries(shapes, index=kelurahan.index, crs=city.map_crs).to_crs(kelurahan.crs)
    light = kelurahan.set_geometry(drawn)
    kept = (
        ""
        if fits.all()
        else f"; {int((~fits).sum())} bentuk yang batasnya tidak bertemu digambar dengan semua titiknya"
    )
    sentence = f"disederhanakan untuk peta (sekitar {tolerance:.0f} m, batas bersama tetap satu garis): {before} titik menjadi {corners(light)}{kept}"
    return light, f"{sentence}; luas dihitung dari bentuk lengkap"


def corners(frame: gpd.GeoDataFrame) -> int:
    """Corners of all shapes."""
    return int(shapely.get_num_coordinates(frame.geometry.to_numpy()).sum())


def with_areas(kelurahan: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The frame with `km2`: the stated area of each shape, or that of its full detail on the ellipsoid; measured before simplifying."""
    geod = kelurahan.crs.get_geod()
    measured = [abs(geod.geometry_area_perimeter(shape)[0]) / 1e6 for shape in kelurahan.geometry]
    stated = pd.to_numeric(kelurahan.stated_km2)
    return kelurahan.assign(km2=stated.where(stated.notna(), measured))


def outline_rows(city: City, kelurahan: gpd.GeoDataFrame) -> pd.DataFrame:
    """One row per drawn shape of a city, kelurahan to kota: whole-number `path`, label point, box, GeoJSON, area in km2."""
    shapes = [_shape_frame(kelurahan, "kelurahan")]
    inside = kelurahan.dropna(subset=["parent_code"])
    kecamatan = [
        {
            "area_code": code,
            "area_name": None,
            "parent_code": city.code,
            "km2": part.km2.sum(),
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
            "km2": kelurahan.km2.sum(),
            "geometry": _union(kelurahan.geometry),
        }
    ]
    shapes.append(_shape_frame(gpd.GeoDataFrame(whole, crs=kelurahan.crs), "kota"))
    frame = pd.concat(shapes, ignore_index=True)
    metric = gpd.GeoDataFrame(frame, crs=kelurahan.crs).to_crs(city.map_crs)
    west, _south, east, north = metric.total_bounds
    scale = CANVAS / (east - west)
    rows = []
    for record, drawn in zip(frame.to_dict("records"), metric.geometry, strict=True):
        path, box = canvas_path(drawn, west, north, scale)
        label = max(canvas_parts(drawn), key=lambda part: part.area).representative_point()
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
                "polygon_km2": round(float(record["km2"]), 6),
                "geojson": json.dumps(mapping(_counter_clockwise(_rounded(record["geometry"]))), separators=(",", ":")),
            }
        )
    return pd.DataFrame(rows)


def neighbour_rows(kelurahan: gpd.GeoDataFrame) -> pd.DataFrame:
    """Pairs of areas of the same level that share a border (a line, not a point)."""
    kecamatan = [
        {"area_code": code, "geometry": _union(part)}
        for code, part in kelurahan.dropna(subset=["parent_code"]).groupby("parent_code").geometry
    ]
    pairs = []
    for frame in (kelurahan.dropna(subset=["area_code"]), gpd.GeoDataFrame(kecamatan, crs=kelurahan.crs)):
        codes, shapes = frame.area_code.to_numpy(), frame.geometry.to_numpy()
        left, right = shapely.STRtree(shapes).query(shapes, predicate="intersects")
        left, right = left[left < right], right[left < right]
        touching = shapely.length(shapely.intersection(shapes[left], shapes[right])) > 0
        for one, other in zip(codes[left[touching]], codes[right[touching]], strict=True):
            pairs += [(one, other), (other, one)]
    return pd.DataFrame(pairs, columns=["area_code", "neighbour_code"]).drop_duplicates()


def _shape_frame(frame: gpd.GeoDataFrame, level: str) -> gpd.GeoDataFrame:
    return frame.assign(area_level=level)


def _union(geometries):
    """One shape of several: exact where they are a coverage, otherwise without the cracks that rounding leaves."""
    shapes = np.array(list(geometries))
    if shapely.coverage_is_valid(shapes):
        return make_valid(coverage_union_all(shapes))
    return _without_cracks(make_valid(shapely.union_all(shapes)))


def _without_cracks(shape):
    smallest = DRAWN_HOLE_M2 / 111_000**2  # square degrees, near the equator
    parts = [p for p in getattr(shape, "geoms", [shape]) if isinstance(p, Polygon)]
    return MultiPolygon([Polygon(p.exterior, [r for r in p.interiors if Polygon(r).area >= smallest]) for p in parts])


def canvas_parts(geometry) -> list[Polygon]:
    """The parts of a shape that are drawn: without slivers, unless there is nothing else."""
    parts = [g for g in getattr(geometry, "geoms", [geometry]) if isinstance(g, Polygon)]
    large = [p for p in parts if p.area >= SLIVER_M2]
    return large or parts


def _rounded(geometry):
    """A centimetre is enough; shared corners stay shared because each number is rounded by itself."""
    return shapely.transform(geometry, lambda corners: corners.round(7))


def _counter_clockwise(geometry):
    """RFC 7946: outer rings counter-clockwise."""
    if isinstance(geometry, Polygon):
        return orient(geometry, 1.0)
    return MultiPolygon([orient(p, 1.0) for p in geometry.geoms if isinstance(p, Polygon)])


def canvas_path(geometry, west: float, north: float, scale: float) -> tuple[str, tuple[int, int, int, int]]:
    """Relative whole-number path data and its box on the canvas."""
    commands, xs, ys = [], [], []
    for part in canvas_parts(geometry):
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
