"""One shape of a boundary file: is it a polygon, is it where the city is, does its stated area fit. Nothing is mended unasked."""

import math
from dataclasses import dataclass, field

import geopandas as gpd
import pyproj
from shapely import make_valid
from shapely.geometry import MultiPolygon, Polygon
from shapely.validation import explain_validity

from etl.boundary.columns import Columns, text_of
from etl.boundary.placing import WGS84
from etl.faults import FileFault

FAR_OFF = 5  # times: a stated area that its shape contradicts by more is another unit or another area


@dataclass(eq=False)
class Row:
    """One shape of one file and what became of it: `code` and `parent`, or `ground`, or a `fault`."""

    file: str
    line: int
    geometry: object
    is_near: bool
    given: str = ""
    other: str = ""
    name: str = ""
    kecamatan: str = ""
    km2: object = None
    code: str | None = None
    parent: str | None = None
    stated_km2: float | None = None
    fault: tuple[str, str, str, str] | None = None  # (reason, role of the column, value, detail)
    twin: "Row | None" = None  # the row that has this area already
    notes: list[tuple[str, str, str, float | None]] = field(default_factory=list)  # (kind, role, sentence, m2)

    def lost(self, reason: str, role: str, value: str, detail: str = "") -> None:
        """Set the row aside; the first reason stays."""
        self.fault = self.fault or (reason, role, value, detail)


def check_shape(row: Row, repair) -> None:
    shape, about = row.geometry, row.code or row.given or row.name
    role = "code" if row.given else "name"
    if shape is None or shape.is_empty:
        row.lost("outline_invalid", role, about, "tanpa bentuk, atau garisnya tidak menutup")
    elif not isinstance(shape, Polygon | MultiPolygon):
        row.lost("outline_invalid", role, about, f"bentuknya {shape.geom_type}")
    elif not row.is_near:
        row.lost(
            "outline_place",
            role,
            about,
            f"di sekitar {shape.representative_point().x:.4f}, {shape.representative_point().y:.4f}"
            if shape.is_valid
            else "",
        )
    elif not shape.is_valid:
        if repair is not None:
            _repair(row, repair)
        else:
            row.lost("outline_invalid", role, about, _what_is_wrong(shape))


def _repair(row: Row, square_metres) -> None:
    """Declared `repair: make_valid`: the polygons that are left, and by how much the area changed."""
    before, reason = square_metres(row.geometry), _what_is_wrong(row.geometry)
    made = make_valid(row.geometry)
    polygons = [g for g in getattr(made, "geoms", [made]) if isinstance(g, Polygon | MultiPolygon)]
    parts = [p for g in polygons for p in getattr(g, "geoms", [g])]
    row.geometry = MultiPolygon(parts)
    row.notes.append(
        (
            "repaired",
            "code" if row.given else "name",
            f"{reason}; dibetulkan dengan make_valid seperti dinyatakan",
            square_metres(row.geometry) - before,
        )
    )


def _what_is_wrong(shape) -> str:
    """`garis memotong dirinya di 99.1522, 3.3301` (in the file's own coordinates)."""
    reason, _, spot = explain_validity(shape).partition("[")
    words = {
        "Self-intersection": "garis memotong dirinya",
        "Ring Self-intersection": "garis menyentuh dirinya",
        "Hole lies outside shell": "lubang di luar wilayahnya",
        "Nested shells": "bagian di dalam bagian lain",
        "Nested holes": "lubang di dalam lubang",
        "Duplicate Rings": "garis yang sama dua kali",
        "Interior is disconnected": "bagian dalamnya terputus",
        "Too few points in geometry component": "titiknya kurang dari empat",
        "Invalid Coordinate": "koordinat bukan angka",
    }
    numbers = spot.rstrip("]").split()
    where = ", ".join(f"{float(n):.5g}" if abs(float(n)) < 1 else f"{float(n):.10g}" for n in numbers[:2])
    return words.get(reason.strip(), reason.strip()) + (f" di {where}" if where else "")


def read_stated_area(row: Row) -> None:
    text = text_of(row.km2)
    if not text:
        return
    try:
        row.stated_km2 = float(text)
    except ValueError:
        row.stated_km2 = math.nan
    if not 0 <= row.stated_km2 < math.inf:
        row.lost("outline_area", "km2", row.given or row.name)


def check_stated(rows: list[Row], frame: gpd.GeoDataFrame, found: Columns, name: str) -> None:
    """A stated area is used in densities: one that its own shape contradicts more than fivefold sets the row aside; when most
    do, the column is in another unit and the file is refused."""
    kept = [row for row in rows if not row.fault and row.stated_km2]
    if not kept:
        return
    geod = pyproj.CRS(WGS84).get_geod()
    shapes = gpd.GeoSeries([row.geometry for row in kept], crs=frame.crs).to_crs(WGS84)
    measured = [abs(geod.geometry_area_perimeter(shape)[0]) / 1e6 for shape in shapes]
    odd = [
        (row, km2)
        for row, km2 in zip(kept, measured, strict=True)
        if not 1 / FAR_OFF <= row.stated_km2 / km2 <= FAR_OFF
    ]
    if 2 * len(odd) > len(kept):
        times = sorted(row.stated_km2 / km2 for row, km2 in odd)[len(odd) // 2]
        unit = (
            "tampaknya hektare" if 50 < times < 200 else "tampaknya m²" if 5e5 < times < 2e6 else "satuannya bukan km²"
        )
        raise FileFault(
            name, f"luas yang tertulis sekitar {times:.3g} kali luas bentuknya, {unit}; ubah ke km² atau buang kolomnya", 1,
            found.titles.get("km2", ""),
        )  # fmt: skip
    for row, km2 in odd:
        row.lost(
            "outline_area", "km2", row.given or row.name, f"tertulis {row.stated_km2:g} km², bentuknya {km2:.4g} km²"
        )
