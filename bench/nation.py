"""A made-up nation for the scale test: provinces, kabupaten and kota, kecamatan, desa, each with an outline.

Seeded, so that the same size gives the same files. Codes have Kemendagri's form, names cannot be taken for real ones
("Desa Uji 00123"). The desa of a province are cells of one lattice with jagged shared borders, so that they are a valid
coverage. One city has the size of the home city (5 kecamatan, 35 kelurahan), to be set beside it.

    python -m bench.nation FOLDER [--share 0.1]     writes raw/, catalogue/, reference/ and program/ below FOLDER
"""

import argparse
import json
import logging
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bench import HOME_CITY
from bench.nation_files import SOURCES, write_catalogue, write_program, write_sources

SEED = 20261122
WHOLE = {"provinces": 38, "cities": 514, "kecamatan": 7300, "desa": 83000}
PROVINCES = (  # Kemendagri's own numbers; the home city's first, so that the smallest nation holds it
    *("12", "11", "13", "14", "15", "16", "17", "18", "19", "21", "31", "32", "33", "34", "35", "36", "51", "52", "53"),
    *("61", "62", "63", "64", "65", "71", "72", "73", "74", "75", "76", "81", "82", "91", "92", "93", "94", "95", "96"),
)
HOME_PROVINCE = 33  # cities in it, as in the real Sumatera Utara: the most of any province
HOME_KECAMATAN = (7, 7, 7, 7, 7)
SHELF = 12  # rows of the lattice that a city is tall
WIDTH = 48  # columns of a province, unless one city is wider
CELL_DEG = 0.03
EDGE_POINTS = 5
LOG = logging.getLogger("bench")


@dataclass(frozen=True)
class City:
    """One kabupaten or kota. `kecamatan` holds the number of desa of each; `cells` the lattice cell of every desa."""

    code: str
    name: str
    province: str
    kecamatan: tuple[int, ...]
    origin: tuple[int, int] = (0, 0)  # column and row of its first cell

    def desa(self) -> list[tuple[str, str]]:
        """(code of the kecamatan, code of the desa), in the order of the cells."""
        kind = 1001 if self.code[3] == "7" else 2001
        return [
            (f"{self.code}.{k:02d}", f"{self.code}.{k:02d}.{kind + d}")
            for k, count in enumerate(self.kecamatan, 1)
            for d in range(count)
        ]

    def cells(self) -> list[tuple[int, int]]:
        """(row, column) of every desa: up and down the columns, so that consecutive desa touch."""
        column, row = self.origin
        return [
            (row + (i % SHELF if i // SHELF % 2 == 0 else SHELF - 1 - i % SHELF), column + i // SHELF)
            for i in range(sum(self.kecamatan))
        ]


def planned(share: float) -> list[City]:
    """The cities of a nation of `share` of the whole, province by province, each with its place on the lattice."""
    rng = np.random.default_rng(SEED)
    size = {name: max(1, round(count * share)) for name, count in WHOLE.items()}
    provinces = PROVINCES[: size["provinces"]]
    home = min(HOME_PROVINCE, size["cities"] // 3) if len(provinces) > 1 else size["cities"]
    others = max(len(provinces) - 1, 1)
    rest = size["cities"] - home
    per_province = (
        [home, *(rng.multinomial(rest - 3 * others, [1 / others] * others) + 3)][: len(provinces)] if rest else [home]
    )
    named = [named_city for p, count in zip(provinces, per_province, strict=True) for named_city in _codes(p, count)]
    parts = {code: _sizes(code, rng) for code in named}
    _fit(parts, size["kecamatan"], size["desa"], rng)
    cities = []
    for province in provinces:
        column = row = 0
        own = [c for c in named if c.startswith(province)]
        width = max(WIDTH, *(-(-sum(parts[c]) // SHELF) for c in own))
        for code in own:
            columns = -(-sum(parts[code]) // SHELF)
            if column + columns > width:
                column, row = 0, row + SHELF
            kind = "Kota" if code[3] == "7" else "Kabupaten"
            cities.append(
                City(code, f"{kind} Uji {code}", f"Provinsi Uji {province}", tuple(parts[code]), (column, row))
            )
            column += columns
    return cities


def _codes(province: str, count: int) -> list[str]:
    """Kabupaten from 01, a fifth kota from 71; the home city's code is among those of its province."""
    towns = max(1, count // 5)
    codes = [f"{province}.{71 + i:02d}" for i in range(towns)]
    if province == HOME_CITY[:2] and HOME_CITY not in codes:
        codes[-1] = HOME_CITY
    return [f"{province}.{i + 1:02d}" for i in range(count - towns)] + codes


def _sizes(code: str, rng) -> list[int]:
    if code == HOME_CITY:
        return list(HOME_KECAMATAN)
    if code[3] == "7":
        return [int(n) for n in rng.integers(5, 11, rng.integers(4, 10))]
    return [int(n) for n in rng.integers(4, 21, rng.integers(5, 28))]


def _fit(parts: dict[str, list[int]], kecamatan: int, desa: int, rng) -> None:
    """Add and take kecamatan and desa of kabupaten until the numbers are exact."""
    rural = [code for code in parts if code[3] != "7"]
    while (missing := kecamatan - sum(map(len, parts.values()))) != 0:
        code = rural[rng.integers(len(rural))]
        if missing > 0 and len(parts[code]) < 60:
            parts[code].append(12)
        elif missing < 0 and len(parts[code]) > 4:
            parts[code].pop()
    missing = desa - sum(map(sum, parts.values()))
    while missing:
        own = parts[rural[rng.integers(len(rural))]]
        at = rng.integers(len(own))
        step = 1 if missing > 0 else -1
        if 2 < own[at] + step < 40:
            own[at] += step
            missing -= step


def outlines(cities: list[City], index: int) -> dict[str, dict[tuple[int, int], list]]:
    """Rings in WGS84 by city code and cell, of the cities of one province; neighbours share every point."""
    rng = np.random.default_rng((SEED, index))
    cells = [cell for city in cities for cell in city.cells()]
    rows, columns = (max(c[i] for c in cells) + 1 for i in (0, 1))
    y, x = np.mgrid[0 : rows + 1, 0 : columns + 1].astype(float)
    nodes = np.stack([x, y], axis=-1) + rng.uniform(-0.15, 0.15, (rows + 1, columns + 1, 2))
    along = _jagged(nodes[:, :-1], nodes[:, 1:], rng)
    down = _jagged(nodes[:-1], nodes[1:], rng)
    origin = np.array([96.1 + 4.5 * (index % 10), 5.5 - 4.1 * (index // 10)])
    nodes, along, down = (np.round(origin + part * [CELL_DEG, -CELL_DEG], 5) for part in (nodes, along, down))
    found = {}
    for city in cities:
        found[city.code] = {
            (r, c): np.concatenate(
                [
                    nodes[r, c][None],
                    down[r, c],
                    nodes[r + 1, c][None],
                    along[r + 1, c],
                    nodes[r + 1, c + 1][None],
                    down[r, c + 1][::-1],
                    nodes[r, c + 1][None],
                    along[r, c][::-1],
                    nodes[r, c][None],
                ]
            ).tolist()
            for r, c in city.cells()
        }
    return found


def _jagged(start, end, rng):
    """Points between two arrays of nodes, off the straight line by up to a twentieth of a cell, less near the nodes."""
    t = np.linspace(0, 1, EDGE_POINTS + 2)[1:-1]
    straight = start[..., None, :] + (end - start)[..., None, :] * t[:, None]
    off = rng.uniform(-0.05, 0.05, straight.shape) * np.sin(np.pi * t)[:, None]
    return straight + off


def write_areas(cities: list[City], raw: Path) -> None:
    """`raw/area_codes` and `raw/area_outlines`, a file of each per city."""
    number = 0
    for index, province in enumerate(dict.fromkeys(city.province for city in cities)):
        own = [city for city in cities if city.province == province]
        rings = outlines(own, index)
        for city in own:
            number = _write_city(city, list(rings[city.code].values()), raw, number)


def _write_city(city: City, rings: list, raw: Path, number: int) -> int:
    bps = city.code.replace(".", "")
    lines = ["level,code_kemendagri,code_bps,name,name_bps,parent_code,match,note,source"]
    lines.append(f"kota,{city.code},{bps},{city.name},,,dibangkitkan,,bench")
    for k in range(1, len(city.kecamatan) + 1):
        lines.append(
            f"kecamatan,{city.code}.{k:02d},{bps}{k:03d},Kecamatan Uji {k:02d},,{city.code},dibangkitkan,,bench"
        )
    features = []
    for (parent, code), ring in zip(city.desa(), rings, strict=True):
        number += 1
        digits = f"{bps}{int(parent[6:]):03d}{int(code[-3:]):03d}"
        lines.append(f"kelurahan,{code},{digits},Desa Uji {number:05d},,{parent},dibangkitkan,,bench")
        features.append(
            {
                "type": "Feature",
                "properties": {
                    "code": code,
                    "name": f"Desa Uji {number:05d}",
                    "kecamatan_code": parent,
                    "area_km2": None,
                },
                "geometry": {"type": "Polygon", "coordinates": [ring]},
            }
        )
    for source, name, text in (
        ("area_codes", "areas.csv", "\n".join(lines) + "\n"),
        ("area_outlines", "outlines.geojson", json.dumps({"type": "FeatureCollection", "features": features})),
    ):
        folder = raw / source / city.code
        folder.mkdir(parents=True)
        (folder / name).write_text(text, encoding="utf-8")
    return number


def map_crs(city: City, index: int) -> str:
    """The UTM zone of a city's province (the lattice is too small for more than its own and the next)."""
    longitude = 96.1 + 4.5 * (index % 10) + CELL_DEG * city.origin[0]
    latitude = 5.5 - 4.1 * (index // 10) - CELL_DEG * city.origin[1]
    return f"EPSG:{(32600 if latitude >= 0 else 32700) + int((longitude + 180) // 6) + 1}"


def write_nation(folder: Path, share: float, sources: str = SOURCES) -> list[City]:
    """Everything a build needs, below an empty `folder`; `sources` are the letters of the made-up sources."""
    cities = planned(share)
    order = list(dict.fromkeys(city.province for city in cities))
    write_areas(cities, folder / "raw")
    write_sources(cities, folder / "raw", SEED, sources)
    write_catalogue(cities, {c.code: map_crs(c, order.index(c.province)) for c in cities}, folder, sources)
    write_program(folder / "program", sources)
    return cities


def main() -> int:
    """The command line."""
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stderr)
    parser = argparse.ArgumentParser(prog="python -m bench.nation", description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--share", type=float, default=1.0, help="of 38 provinces, 514 cities, 83,000 desa")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=False)
    cities = write_nation(options.folder, options.share)
    desa = sum(sum(city.kecamatan) for city in cities)
    LOG.info("%d cities, %d kecamatan, %d desa", len(cities), sum(len(c.kecamatan) for c in cities), desa)
    return 0


if __name__ == "__main__":
    sys.exit(main())
