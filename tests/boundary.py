"""A boundary file of the made-up city as a GIS officer saves it, and `python -m etl boundaries` run on it.

The city is a grid of 0.01 degrees (107.00 to 107.06, -2.00 to -1.98): above Melati and Mawar, below Anggrek, Kenanga, Marang.
In its own zone (UTM 48S, EPSG:32748) 0.01 degrees are 1,111 m from west to east and 1,106 m from south to north.
"""

import zipfile
from pathlib import Path

import geopandas as gpd
from desk import HERE, run

MELATI, MAWAR = "99.01.01.1001", "99.01.01.1002"
ANGGREK, KENANGA, MARANG = "99.01.02.1001", "99.01.02.1002", "99.01.02.1003"
ALL = [MELATI, MAWAR, ANGGREK, KENANGA, MARANG]
OUTLINES = HERE / "data" / "raw" / "area_outlines" / "99.01" / "outlines.geojson"
NOISE = "ignore:.*(crs|CRS|truncated|Normalized|laundered).*"  # of GDAL, when a test writes an odd file


def in_metres() -> gpd.GeoDataFrame:
    """The made-up city in metres, as received: kelurahan with both codes, name, kecamatan."""
    return gpd.read_file(OUTLINES).to_crs("EPSG:32748")


def check(desk, path: Path, *more: str, city: str = "99.01"):
    """`python -m etl boundaries` on the desk's declarations."""
    return run(["boundaries", str(path), "--city", city, "--raw", str(desk.raw), *more], **desk.environment)


def named(frame, **titles) -> gpd.GeoDataFrame:
    """Only the columns named, under new titles: `named(frame, DESA="name")`."""
    return gpd.GeoDataFrame(
        {title: frame[old] for title, old in titles.items()}, geometry=frame.geometry, crs=frame.crs
    )


def saved(frame, path: Path, **how) -> Path:
    frame.to_file(path, **how)
    return path


def zipped(frame, path: Path) -> Path:
    """A Shapefile inside a folder of a ZIP, as QGIS exports are passed on."""
    folder = path.with_suffix("")
    folder.mkdir()
    frame.to_file(folder / "batas.shp")
    with zipfile.ZipFile(path, "w") as archive:
        for part in sorted(folder.iterdir()):
            archive.write(part, f"kiriman/{part.name}")
        archive.writestr("kiriman/baca saya.txt", "batas kelurahan")
    return path


def deliver(desk, path: Path):
    """Put the file in place of the city's outlines and build."""
    folder = desk.raw / "area_outlines" / "99.01"
    for old in folder.iterdir():
        old.unlink()
    path.rename(folder / path.name)
    return desk.build()


def drawn(desk) -> list[str]:
    return [
        code
        for (code,) in desk.rows("select area_code from mart.area_outline where area_level = 'kelurahan' order by all")
    ]
