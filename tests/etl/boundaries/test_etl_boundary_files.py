"""Boundary files that cannot be the map of the city at all: no coordinate system or a wrong one, another city's, unreadable."""

import json
import zipfile
from pathlib import Path

import geopandas as gpd
import pytest
import shapely
from boundary import ALL, NOISE, check, named, saved

pytestmark = pytest.mark.filterwarnings(NOISE)


def without_crs(frame) -> gpd.GeoDataFrame:
    return frame.set_crs(None, allow_override=True)


def swapped(frame) -> gpd.GeoDataFrame:
    return frame.set_geometry(shapely.transform(frame.geometry.array, lambda xy: xy[:, ::-1]), crs=frame.crs)


def test_metres_without_a_prj_are_not_guessed(desk, frame, tmp_path):
    path = saved(without_crs(frame), tmp_path / "x.shp")
    ran = check(desk, path)
    assert ran.code == 1
    (sentence,) = ran.lines("x.shp:1:: sistem koordinat (CRS) tidak disebut", ".prj")
    assert "UTM zona 48S (EPSG:32748; DGN95 hampir sama)" in sentence and "nyatakan crs" in sentence
    desk.declare("cities/99.01.yml", "order: 1\n", "order: 1\nboundary: {crs: 'EPSG:32748'}\n")
    assert check(desk, path).code == 0


def test_a_declared_system_must_not_contradict_the_file(desk, frame, tmp_path):
    desk.declare("cities/99.01.yml", "order: 1\n", "order: 1\nboundary: {crs: 'EPSG:32747'}\n")
    ran = check(desk, saved(frame, tmp_path / "x.gpkg"))
    assert ran.code == 1 and ran.lines("WGS 84 / UTM zone 48S, tetapi dinyatakan EPSG:32747")


def test_geojson_in_metres_without_crs_is_no_wgs84(desk, frame, tmp_path):
    path = saved(frame, tmp_path / "x.geojson")
    content = json.loads(path.read_text(encoding="utf-8"))
    del content["crs"]
    path.write_text(json.dumps(content), encoding="utf-8")
    ran = check(desk, path)
    assert ran.code == 1 and ran.lines("x.geojson:1:: GeoJSON tanpa crs dibaca WGS84", "UTM zona 48S")


def test_the_wrong_zone_puts_the_city_elsewhere(desk, frame, tmp_path):
    """UTM 50S lies 12 degrees further east: outside the zone of map_crs; with an extent also one zone is noticed."""
    ran = check(desk, saved(frame.set_crs("EPSG:32750", allow_override=True), tmp_path / "x.gpkg"))
    assert ran.code == 1 and ran.lines("x.gpkg:1::", "bujur 119.0", "angkanya seperti meter UTM zona 48S")
    desk.declare(
        "cities/99.01.yml", "map_crs: EPSG:32748\n", "map_crs: EPSG:32748\nextent: [107.0, -2.0, 107.06, -1.98]\n"
    )
    assert check(desk, saved(frame, tmp_path / "y.gpkg")).code == 0
    assert (
        check(
            desk, saved(frame.to_crs(4326).translate(0.5).to_frame("geometry").assign(code=ALL), tmp_path / "z.gpkg")
        ).code
        == 1
    )


def test_swapped_axes_are_refused_or_declared(desk, frame, tmp_path):
    path = saved(swapped(frame.to_crs("EPSG:4326")), tmp_path / "x.geojson")
    ran = check(desk, path)
    assert ran.code == 1
    assert ran.lines("x.geojson:1:: bujur dan lintang tertukar", "axes: swapped")
    desk.declare("cities/99.01.yml", "order: 1\n", "order: 1\nboundary: {axes: swapped}\n")
    assert check(desk, path).code == 0


WHOLE_FILES = {
    # name -> (what stands in the folder, words)
    "an empty layer": (lambda f, p: saved(f.iloc[:0], p / "x.gpkg", layer="kosong"), ["x.gpkg:1::", "lapisan 'kosong' tidak berisi satu wilayah pun"]),
    "points": (lambda f, p: saved(f.set_geometry(f.centroid), p / "x.gpkg"), ["x.gpkg:1::", "tidak ada lapisan poligon (x (Point))"]),
    "kecamatan only": (lambda f, p: saved(f.dissolve("kecamatan").reset_index()[["kecamatan", "geometry"]], p / "x.gpkg"), ["x.gpkg:1::", "batas kecamatan atau kota", "kirim batas kelurahan"]),
    "no known column": (lambda f, p: saved(named(f, ID="area_km2"), p / "x.gpkg"), ["x.gpkg:1::", "tidak ada kolom berisi kode atau nama kelurahan Kota Contoh (kolomnya: ID)"]),
    "hectares": (lambda f, p: saved(f.assign(area_km2=f.area / 1e4), p / "x.gpkg"), ["x.gpkg:1:area_km2:", "100 kali luas bentuknya, tampaknya hektare"]),
    "codes of another city": (lambda f, p: saved(f.assign(code=f.code.str.replace("99.01", "12.72"), code_bps=""), p / "x.gpkg"), ["x.gpkg:1:code:", "'12.72.01.1001'", "kode Kemendagri 12.72", "bukan Kota Contoh (99.01)"]),
    "BPS codes of another city": (lambda f, p: saved(named(f.assign(code_bps=f.code_bps.str.replace("9901", "1273", n=1)), IDDESA="code_bps"), p / "x.gpkg"), ["x.gpkg:1:IDDESA:", "milik Kota Pematangsiantar (BPS 1273)", "pindahkan"]),
    "a zip of letters": (lambda f, p: zip_of(p / "x.zip", {"surat.pdf": b"%PDF"}), ["x.zip:1::", "tidak memuat berkas batas wilayah (surat.pdf)"]),
    "no zip at all": (lambda f, p: written(p / "x.zip", b"PK\x03\x04 rusak"), ["x.zip:1::", "bukan ZIP yang utuh"]),
    "a shapefile without .shx": (lambda f, p: without(saved(f, p / "x.shp"), ".shx"), ["x.shp:1::", "Shapefile tanpa .shx"]),
    "a shapefile without .dbf": (lambda f, p: without(saved(f, p / "x.shp"), ".dbf"), ["x.shp:1::", "tidak ada kolom berisi kode atau nama", "tanpa kolom"]),
    "only the .dbf": (lambda f, p: written(p / "x.dbf", b"x"), ["x.dbf:::", "tanpa .shp-nya"]),
    "half a geopackage": (lambda f, p: written(p / "x.gpkg", saved(f, p / "y.gpkg").read_bytes()[:5000]), ["x.gpkg:1::", "terpotong atau rusak", "minta ulang"]),
    "half a geojson": (lambda f, p: written(p / "x.geojson", saved(f, p / "y.geojson").read_bytes()[:900]), ["x.geojson:7:66:", "terpotong atau rusak di sini"]),
    "half a kml": (lambda f, p: written(p / "x.kml", b"<kml>\n<Document>\n"), ["x.kml:3:0:", "terpotong atau rusak di sini"]),
    "a letter called .shp": (lambda f, p: written(p / "x.shp", b"Dengan hormat"), ["x.shp:1::", "isinya bukan berkas batas wilayah seperti akhirannya"]),
    "a letter called .gpkg": (lambda f, p: written(p / "x.gpkg", b"Dengan hormat"), ["x.gpkg:1::", "isinya bukan berkas batas wilayah seperti akhirannya"]),
}  # fmt: skip


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def without(path: Path, ending: str) -> Path:
    path.with_suffix(ending).unlink()
    return path


def zip_of(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


@pytest.mark.parametrize("fault", WHOLE_FILES)
def test_a_file_that_cannot_be_this_citys_map_is_refused(desk, frame, tmp_path, fault):
    make, words = WHOLE_FILES[fault]
    ran = check(desk, make(frame, tmp_path))
    assert ran.code == 1
    (sentence,) = ran.lines("x.")
    assert all(word in sentence for word in words), sentence
    assert ";" in sentence
    assert not [word for word in (" the ", "recognized", "ERROR", "Failed", "sqlite") if word in ran.said]  # GDAL's own


def test_a_geopackage_called_geojson_keeps_its_coordinate_system(desk, frame, tmp_path):
    path = saved(frame, tmp_path / "x.gpkg")
    ran = check(desk, path.rename(tmp_path / "x.geojson"))
    assert ran.code == 0, ran.said
    assert not ran.lines("Warning")
