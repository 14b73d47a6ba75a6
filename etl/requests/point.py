"""Which kelurahan a coordinate lies in, for millions of them: a raster of the city settles most, the outline itself the rest."""

from threading import Lock

import duckdb
import numpy as np
import shapely

CELLS = 1024  # of the raster, each way
RASTER_FROM = 50_000  # points
OUTSIDE, EDGE = -1, -2  # a cell wholly outside; one that an edge runs through
NOWHERE = {"outside": "luar kota", "swapped": "lintang dan bujur tertukar", "zero": "0,0", "default": "titik bawaan"}


class Ground:
    """The outlines of one city. `areas_at` gives a kelurahan's code, or why there is none (a key of `NOWHERE`)."""

    def __init__(self, outlines: list[tuple[str, str]], default_points: tuple[tuple[float, float], ...]):
        self.codes = [code for code, _ in outlines]
        self.shapes = np.array([shapely.from_geojson(text) for _, text in outlines], dtype=object)
        self.default_points = default_points
        self.is_raster = False
        self.alone = Lock()  # several threads ask; a prepared shape answers one at a time
        if len(self.shapes):
            shapely.prepare(self.shapes)
            self.west, self.south, self.east, self.north = shapely.total_bounds(self.shapes)
            self.tree = shapely.STRtree(self.shapes)
            self.cells = np.full((CELLS, CELLS), EDGE)  # every point is looked up, until a raster is worth its second
            self.asked = 0

    def areas_at(self, longitude: np.ndarray, latitude: np.ndarray) -> tuple[list[str | None], np.ndarray]:
        """Degrees in; (words, for each point which of them): a code, a reason, or None where a coordinate is missing or there is
        no outline."""
        words = [*self.codes, *NOWHERE, None]
        lost = {reason: len(self.codes) + place for place, reason in enumerate(NOWHERE)}
        found = np.full(len(longitude), len(words) - 1)
        given = np.isfinite(longitude) & np.isfinite(latitude)
        zero = given & (longitude == 0) & (latitude == 0)
        default = np.zeros_like(given)
        for lat, lon in self.default_points:
            default |= given & (latitude == lat) & (longitude == lon)
        found[zero], found[default] = lost["zero"], lost["default"]
        left = given & ~zero & ~default
        if not len(self.shapes):
            return words, found
        inside = self._inside(longitude[left], latitude[left])
        outside = inside == OUTSIDE
        turned = self._inside(latitude[left][outside], longitude[left][outside]) != OUTSIDE
        inside[outside] = np.where(turned, lost["swapped"], lost["outside"])
        found[left] = inside
        return words, found

    def _inside(self, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        """Place of the shape that holds each point, `OUTSIDE` where none does."""
        with self.alone:
            return self._looked_up(x, y)

    def _looked_up(self, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        self.asked += len(x)
        if self.asked > RASTER_FROM and not self.is_raster:
            self.cells, self.is_raster = self._raster(), True
        column = np.floor((x - self.west) / (self.east - self.west) * CELLS)
        row = np.floor((y - self.south) / (self.north - self.south) * CELLS)
        near = (column >= 0) & (column <= CELLS) & (row >= 0) & (row <= CELLS)
        place = np.full(len(x), OUTSIDE)
        at = self.cells[np.minimum(row[near], CELLS - 1).astype(int), np.minimum(column[near], CELLS - 1).astype(int)]
        place[near] = at
        open_ = np.flatnonzero(place == EDGE)
        place[open_] = OUTSIDE
        points, shapes = self.tree.query(shapely.points(x[open_], y[open_]), predicate="intersects")
        order = np.argsort(shapes, kind="stable")[::-1]  # on a shared border the first outline has the point
        place[open_[points[order]]] = shapes[order]
        return place

    def _raster(self) -> np.ndarray:
        """Place of the shape that covers each cell, `OUTSIDE`, or `EDGE`: squares are quartered until each lies in one shape, in
        none, or is a single cell."""
        xs = np.linspace(self.west, self.east, CELLS + 1)
        ys = np.linspace(self.south, self.north, CELLS + 1)
        cells = np.full((CELLS, CELLS), OUTSIDE)
        row = column = np.zeros(1, dtype=int)
        size = CELLS
        while len(row):
            boxes = shapely.box(xs[column], ys[row], xs[column + size], ys[row + size])
            square, shape = self.tree.query(boxes, predicate="intersects")
            times = np.bincount(square, minlength=len(boxes))
            only = times[square] == 1
            square, shape = square[only], shape[only]
            inside = shapely.contains_properly(self.shapes[shape], boxes[square])
            for at, place in zip(square[inside], shape[inside], strict=True):
                cells[row[at] : row[at] + size, column[at] : column[at] + size] = place
            times[square[inside]] = 0
            row, column = row[times > 0], column[times > 0]
            if size == 1:
                cells[row, column] = EDGE
                break
            size //= 2
            row = np.concatenate([row, row, row + size, row + size])
            column = np.concatenate([column, column + size, column, column + size])
        return cells


def ground_of(
    con: duckdb.DuckDBPyConnection, city_code: str, default_points: tuple[tuple[float, float], ...]
) -> Ground:
    """The kelurahan outlines of a city from `mart.area_outline`."""
    rows = con.execute(
        "select area_code, geojson from mart.area_outline where city_code = ? and area_level = 'kelurahan' "
        "and area_code is not null order by area_code",
        [city_code],
    ).fetchall()
    return Ground([(code, text) for code, text in rows], default_points)
