"""Shapes that lie on another area's outline: two codes exchanged in the file, though each row agrees with itself.

Held against outlines the city already has. A border may move, an area be split or swallow its neighbour; exchanged is only what
covers little of its own outline, is little covered by it, and lies mostly on one other's.
"""

import geopandas as gpd
import shapely

from etl.boundary.known import Known, shown
from etl.boundary.report import Finding

OWN_AT_MOST = 0.2  # share of a shape on its own outline, and of that outline under the shape
OTHER_AT_LEAST = 0.5  # share of the shape on another's outline


def exchanged(drawn: gpd.GeoDataFrame, held: gpd.GeoDataFrame, known: Known, file: str, where: str) -> list[Finding]:
    """A finding per pair (or per shape, when the other did not move too). Both frames have `area_code`, in EPSG:4326; `where`
    says whose outlines are held."""
    outlines = {
        code: shape for code, shape in zip(held.area_code, held.geometry, strict=True) if code in known.kelurahan
    }
    shapes = {code: shape for code, shape in zip(drawn.area_code, drawn.geometry, strict=True) if code in outlines}
    moved = {code: other for code, shape in shapes.items() if (other := _lies_on(shape, code, outlines))}
    told, findings = set(), []
    for code, (other, share, own) in sorted(moved.items()):
        if code in told:
            continue
        one, two = shown(known.kelurahan[code]), shown(known.kelurahan[other])
        words = f"bentuk {one} terletak {share:.0%} di atas garis batas {two} {where}, {own:.0%} di atas garis batasnya sendiri"
        if other in moved and moved[other][0] == code:
            told.add(other)
            words = f"{one} dan {two} tampaknya tertukar: {words}, dan sebaliknya"
        findings.append(
            Finding(
                known.city.code, file, None, "", "exchanged",
                f"{words}; periksa pada petanya mana yang benar, lalu tukar kode dan namanya (atau bentuknya) di berkas",
                code, known.kelurahan[code].name, known.kelurahan[other].name,
            )
        )  # fmt: skip
    return findings


def _lies_on(shape, code: str, outlines: dict) -> tuple[str, float, float] | None:
    """(code of the area it lies on, its share there, its share on its own outline); None where it may well be itself."""
    on_own = shapely.area(shapely.intersection(shape, outlines[code]))
    if max(on_own / shape.area, on_own / outlines[code].area) > OWN_AT_MOST:
        return None
    shares = {
        other: shapely.area(shapely.intersection(shape, outline)) / shape.area
        for other, outline in outlines.items()
        if other != code and outline.intersects(shape)
    }
    other = max(shares, key=shares.get, default=None)
    return (other, shares[other], on_own / shape.area) if other and shares[other] >= OTHER_AT_LEAST else None
