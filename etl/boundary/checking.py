"""Gaps, overlaps, slivers and loose fragments between the shapes of one city, in square metres, with the names on both sides.

Measured in the file's own plane where it has one (a border drawn straight there is straight), else in the city's `map_crs`.
A gap is ground enclosed by kelurahan, or a long opening between two that widens to the outside: under 5 m a border drawn twice,
wider perhaps a river's mouth, so it is noted. Ground missing along the city's own edge cannot be told from the outside.
"""

from collections.abc import Iterator

import geopandas as gpd
import shapely
from shapely.geometry import Polygon

from catalogue import City
from etl.boundary.report import Finding, m2

SMALLEST_M2 = 1.0  # less is rounding of coordinates
THINNEST_M = 0.05  # width; thinner is a border whose corners differ by rounding
SLIVER_M = 5.0  # mean width below which a gap or overlap is a sliver of a border drawn twice
OPENING_M = 100.0  # an opening of a border towards the outside is searched up to this width,
OPENING_LENGTH_M = 50.0  # reported from this length on (shorter ones are corners where two shapes meet at the coast)
OPENING_SIDE = 0.4  # and when each of two kelurahan holds this share of its rim: it lies between them, not beside one
FRAGMENT_M2 = 1000.0  # a detached part smaller than this is reported; it carries no label and no zoom


def check_coverage(frame: gpd.GeoDataFrame, city: City, file: str) -> list[Finding]:
    """Findings about drawn shapes; `frame` in its own coordinates with `area_code`, `shown_name`, `geometry` (all valid)."""
    metric = in_metres(frame, city)
    shapes, names = metric.geometry.to_numpy(), list(metric.shown_name)
    tree = shapely.STRtree(shapes)
    findings = [*_overlaps(shapes, names, tree, city, file), *_gaps(shapes, names, tree, city, file)]
    return findings + list(_fragments(metric, names, tree, city, file))


def in_metres(frame: gpd.GeoDataFrame, city: City) -> gpd.GeoDataFrame:
    """The frame in its own plane when that is in metres, else in the city's map projection."""
    if frame.crs.is_projected and all(axis.unit_name in ("metre", "meter") for axis in frame.crs.axis_info):
        return frame
    return frame.to_crs(city.map_crs)


def _overlaps(shapes, names, tree, city: City, file: str) -> Iterator[Finding]:
    left, right = tree.query(shapes, predicate="intersects")
    for i, j in sorted({(int(a), int(b)) for a, b in zip(left, right, strict=True) if a < b}):
        shared = _without_threads(_polygons(shapely.intersection(shapes[i], shapes[j])))
        size, width = sum(p.area for p in shared), max((_width(p) for p in shared), default=0)
        if size < SMALLEST_M2:
            continue
        pair = f"{names[i]} dan {names[j]}"
        if width < SLIVER_M:
            kind, words = "sliver_overlap", f"batas {pair} bertumpuk tipis {m2(size)} (lebar sekitar {_metres(width)})"
        else:
            kind, words = "overlap", f"{pair} bertumpang tindih {m2(size)}"
        yield Finding(
            city.code, file, None, "", kind, f"{words}; betulkan batas bersamanya, keduanya digambar apa adanya",
            neighbours=f"{names[i]}; {names[j]}", size_m2=round(size, 2),
        )  # fmt: skip


def _gaps(shapes, names, tree, city: City, file: str) -> Iterator[Finding]:
    whole = shapely.union_all(shapes)
    filled = shapely.union_all([Polygon(part.exterior) for part in _polygons(whole)])
    found = []
    for hole in _without_threads(_polygons(shapely.difference(filled, whole))):
        around = tree.query(shapely.buffer(hole, THINNEST_M), predicate="intersects")
        found.append((hole, sorted(names[i] for i in around), False))
    for opening in _openings(filled):
        sides = _sides(opening, shapes, tree)
        if len(sides) == 2:
            found.append((opening, sorted(names[i] for i in sides), True))
    for hole, around, is_open in sorted(found, key=lambda one: -one[0].area):
        width = _width(hole)
        if hole.area < SMALLEST_M2:
            continue
        between = _listed(around)
        if width < SLIVER_M:
            kind, words = "sliver_gap", f"celah tipis {m2(hole.area)} (lebar sekitar {_metres(width)}) antara {between}"
        elif is_open:
            kind = "opening"
            words = f"celah {m2(hole.area)} (lebar sekitar {_metres(width)}) antara {between} terbuka ke luar kota, mungkin perairan"
        else:
            kind, words = "gap", f"celah {m2(hole.area)} yang bukan wilayah siapa pun, di antara {between}"
        yield Finding(
            city.code, file, None, "", kind, f"{words}; betulkan batas bersamanya, celahnya dibiarkan kosong",
            neighbours="; ".join(around), size_m2=round(hole.area, 2),
        )  # fmt: skip


def _openings(filled) -> list[Polygon]:
    """Narrow bays of the city's outline, as long as `OPENING_LENGTH_M`."""
    reach = OPENING_M / 2
    closed = shapely.buffer(shapely.buffer(filled, reach, join_style="mitre"), -reach, join_style="mitre")
    bays = _without_threads(_polygons(shapely.difference(closed, filled)))
    return [bay for bay in bays if bay.length / 2 >= OPENING_LENGTH_M]


def _sides(opening: Polygon, shapes, tree) -> list[int]:
    """The shapes that each hold at least `OPENING_SIDE` of its rim."""
    near = tree.query(shapely.buffer(opening, THINNEST_M), predicate="intersects")
    rim = opening.exterior
    held = {i: shapely.length(shapely.intersection(rim, shapely.buffer(shapes[i], 2 * THINNEST_M))) for i in near}
    return [int(i) for i, length in held.items() if length >= OPENING_SIDE * rim.length]


def _fragments(metric: gpd.GeoDataFrame, names, tree, city: City, file: str) -> Iterator[Finding]:
    for i, shape in enumerate(metric.geometry):
        parts = _polygons(shape)
        for part in parts:
            if len(parts) == 1 or part.area >= FRAGMENT_M2 or part.area == max(p.area for p in parts):
                continue
            touching = sorted(names[k] for k in tree.query(part, predicate="intersects") if k != i)
            where = f", di sisi {_listed(touching)}" if touching else ", tidak menyentuh wilayah lain"
            yield Finding(
                city.code, file, None, "", "fragment",
                f"{names[i]} punya serpihan lepas {m2(part.area)}{where}; digambar, tanpa label", metric.area_code.iloc[i],
                names[i], "; ".join(touching) or None, round(part.area, 2),
            )  # fmt: skip


def _polygons(shape) -> list[Polygon]:
    return [g for g in shapely.get_parts(shape) for g in (shapely.get_parts(g)) if isinstance(g, Polygon)]


def _without_threads(polygons: list[Polygon]) -> list[Polygon]:
    """What is at least `THINNEST_M` wide of them."""
    thin = THINNEST_M / 2
    return [
        part
        for polygon in polygons
        for part in _polygons(
            shapely.buffer(shapely.buffer(polygon, -thin, join_style="mitre"), thin, join_style="mitre")
        )
    ]


def _width(polygon: Polygon) -> float:
    """Mean width of a long thin shape: twice its area by its circumference."""
    return 2 * polygon.area / polygon.length if polygon.length else 0.0


def _metres(width: float) -> str:
    return f"{width:.2f} m".replace(".", ",")


def _listed(names: list[str]) -> str:
    if len(names) < 2:
        return names[0] if names else "tepi kota"
    more = f" dan {len(names) - 4} lainnya" if len(names) > 4 else ""
    return ", ".join(names[:4]) + more if more else f"{', '.join(names[:-1])} dan {names[-1]}"
