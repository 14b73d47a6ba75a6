"""Outlines: drawn once on a whole-number canvas with shared borders; a file that cannot be a map is refused in one sentence."""

import json
import re

import geopandas as gpd
import pytest
from shapely.geometry import Point, Polygon, mapping, shape

OUTLINES = "raw/area_outlines/99.01/outlines.geojson"
MELATI, MAWAR, ANGGREK = "99.01.01.1001", "99.01.01.1002", "99.01.02.1001"


@pytest.fixture
def desk(quick_desk):
    return quick_desk


def features(desk) -> list[dict]:
    return json.loads(desk.file("area_outlines").read_text(encoding="utf-8"))["features"]


def write(desk, found: list[dict], **more) -> None:
    desk.file("area_outlines").write_text(
        json.dumps({"type": "FeatureCollection", "features": found, **more}), encoding="utf-8"
    )


def points(path: str) -> list[tuple[int, int]]:
    """Corners of a relative path with one ring: `M10 20l5 0 0-5z`."""
    start, steps = re.fullmatch(r"M(-?\d+ -?\d+)l([-\d ]+)z", path).groups()
    x, y = map(int, start.split())
    numbers = [int(n) for n in re.findall(r"-?\d+", steps)]
    corners = [(x, y)]
    for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
        x, y = x + dx, y + dy
        corners.append((x, y))
    return corners


def test_the_map_of_the_made_up_city(desk):
    """Six units wide make a canvas of 1000, so a unit is 166.67 and the columns of the lower row stand at 0, 333, 667, 1000."""
    drawn = dict(desk.rows("select area_code, path from mart.area_outline"))
    assert len(drawn) == 8  # 5 kelurahan, 2 kecamatan, 1 kota
    lower = {x for x, _ in points(drawn[ANGGREK])} | {x for x, _ in points(drawn["99.01.02.1002"])}
    assert {round(x / 5) for x in lower} == {0, round(333 / 5), 100, round(667 / 5)}
    assert {x for x, _ in points(drawn["99.01"])} >= {0, 1000}
    # Melati's lower border is cut where Anggrek and Kenanga meet, so that the two layers share the very same points
    shared = set(points(drawn[MELATI])) & set(points(drawn[ANGGREK]))
    assert len(shared) == 2


def test_neighbours_share_a_line_not_a_point(desk):
    found = {}
    for area, neighbour in desk.rows(
        "select area_code, neighbour_code from mart.area_neighbour where length(area_code) = 13"
    ):
        found.setdefault(area, set()).add(neighbour)
    # above: Melati 0-3, Mawar 3-6; below: Anggrek 0-2, Kenanga 2-4, Marang 4-6
    assert found[MELATI] == {MAWAR, ANGGREK, "99.01.02.1002"}
    assert found[ANGGREK] == {MELATI, "99.01.02.1002"}  # not Mawar, and Marang lies beyond Kenanga
    assert found["99.01.02.1003"] == {MAWAR, "99.01.02.1002"}


def test_areas_that_meet_in_a_corner_are_no_neighbours(desk):
    """The upper border moved to where Anggrek and Kenanga meet: four areas in one point, 107.02 -1.99."""
    found = features(desk)
    x0, x1, y0, y1 = 107.0, 107.02, -1.99, -1.98
    found[0]["geometry"] = mapping(Polygon([(x0, y0), (x1, y0), (x1, y1), (x0, y1)]))
    found[1]["geometry"] = mapping(Polygon([(x1, y0), (107.04, y0), (107.06, y0), (107.06, y1), (x1, y1)]))
    found[3]["geometry"] = mapping(Polygon([(x1, -2.0), (107.04, -2.0), (107.04, y0), (x1, y0)]))
    write(desk, found)
    assert desk.build().code == 0
    found = {
        area for (area,) in desk.rows("select neighbour_code from mart.area_neighbour where area_code = ?", [MELATI])
    }
    assert found == {MAWAR, ANGGREK}  # not Kenanga, across the corner


def test_kecamatan_and_kota_are_dissolved_from_their_kelurahan(desk):
    geometry = {
        code: shape(json.loads(text)) for code, text in desk.rows("select area_code, geojson from mart.area_outline")
    }
    assert geometry["99.01.01"].equals(geometry[MELATI].union(geometry[MAWAR]))
    assert geometry["99.01"].area == pytest.approx(0.06 * 0.02)
    assert all(shape.exterior.is_ccw for shape in geometry.values())
    areas = dict(desk.rows("select area_code, polygon_km2 from mart.area_outline"))
    assert (areas["99.01.01"], areas["99.01"]) == (6, 12)  # the stated areas: 2 + 4, and 1 + 2 + 3 more


def test_without_a_stated_area_the_drawn_one_is_measured(desk):
    """Anggrek is 0.02 by 0.01 degrees near the equator: 2.226 km by 1.106 km."""
    found = features(desk)
    found[2]["properties"]["area_km2"] = None
    write(desk, found)
    assert desk.build().code == 0
    (area,) = desk.rows("select polygon_km2 from mart.area where area_code = ?", [ANGGREK])[0]
    assert area == pytest.approx(2.226 * 1.106, rel=0.002)


def test_another_coordinate_system_and_format_give_the_same_map(desk):
    query = "select area_code, path from mart.area_outline where area_level = 'kelurahan'"
    before = {area: set(points(drawn)) for area, drawn in desk.rows(query)}
    path = desk.file("area_outlines")
    frame = gpd.read_file(path).to_crs("EPSG:32748")
    path.unlink()
    frame.to_file(path.with_suffix(".shp"))  # five files, read as one; titles are cut to ten letters
    ran = desk.build()
    assert ran.code == 0, ran.said
    assert {area: set(points(drawn)) for area, drawn in desk.rows(query)} == before
    account = {
        i["path"].rpartition(".")[2]: i["rows_in"]
        for i in json.loads(desk.rows("select manifest from meta.edition")[0][0])["inputs"]
        if i["source_id"] == "area_outlines"
    }
    assert account == {"shp": 5, "cpg": 0, "dbf": 0, "prj": 0, "shx": 0}  # each with its hash, the shapes counted once


def test_bps_codes_in_an_outline_file(desk):
    found = features(desk)
    for feature in found:
        feature["properties"]["code"] = feature["properties"]["code_bps"]
        feature["properties"]["kecamatan_code"] = None
    write(desk, found)
    assert desk.build().code == 0
    assert (
        len(
            desk.rows(
                "select area_code from mart.area_outline where area_level = 'kelurahan' and area_code is not null"
            )
        )
        == 5
    )


def test_ground_without_a_code_is_drawn_for_its_kecamatan(desk):
    """A sixth shape, nobody's kelurahan: it belongs to Selatan's outline and area and gets no figure."""
    found = features(desk)
    ring = Polygon([(107.06, -2.0), (107.07, -2.0), (107.07, -1.99), (107.06, -1.99)])
    nobody = {
        "code": None,
        "name": "Industri",
        "kecamatan_code": "99.01.02",
        "area_km2": 1.5,
        "code_bps": "",
        "kecamatan": "",
    }
    write(desk, [*found, {"type": "Feature", "properties": nobody, "geometry": mapping(ring)}])
    assert desk.build().code == 0
    drawn = desk.rows("select outline_name, parent_code, polygon_km2 from mart.area_outline where area_code is null")
    assert drawn == [("Industri", "99.01.02", 1.5)]
    assert desk.rows("select polygon_km2 from mart.area_outline where area_code = '99.01.02'") == [
        (7.5,)
    ]  # 1+2+3 and 1.5
    assert desk.rows("select count(*) from mart.area") == [(8,)]


def bow_tie(feature):
    feature["geometry"] = mapping(Polygon([(107.0, -2.0), (107.02, -1.99), (107.02, -2.0), (107.0, -1.99)]))


def swapped(feature):
    feature["geometry"]["coordinates"] = [[[lat, lon] for lon, lat in feature["geometry"]["coordinates"][0]]]


def put(name, value):
    return lambda feature: feature["properties"].__setitem__(name, value)


SPOILT = {
    # name -> (what is done to Anggrek, the third feature; where; words)
    "a ring that crosses itself": (bow_tie, "3:code: ", [ANGGREK, "bukan poligon yang sah"]),
    "a point for an area": (lambda f: f.update(geometry=mapping(Point(107.0, -2.0))), "3:code: ", [ANGGREK, "poligon"]),
    "no shape at all": (lambda f: f.update(geometry=None), "3:code: ", [ANGGREK, "poligon"]),
    "swapped axes": (swapped, "3:code: ", [ANGGREK, "jauh di luar kotanya", "urutan bujur-lintang"]),
    "an unknown code": (put("code", "99.01.02.1009"), "3:code: ", ["99.01.02.1009", "tidak ada di daftar"]),
    "the code of another": (put("code", MELATI), "3:code: ", [MELATI, "hapus salah satu"]),
    "the code of a kecamatan": (put("code", "99.01.02"), "3:code: ", ["99.01.02", "bukan kode kelurahan"]),
    "another kecamatan than its code says": (put("kecamatan_code", "99.01.01"), "3:kecamatan_code: ", [ANGGREK, "tidak cocok"]),
    "an area in words": (put("area_km2", "dua"), "3:area_km2: ", [ANGGREK, "bukan angka"]),
    "an area below zero": (put("area_km2", -1), "3:area_km2: ", [ANGGREK, "bukan angka"]),
}  # fmt: skip


@pytest.mark.parametrize("fault", SPOILT)
def test_a_spoilt_feature_stops_the_build(desk, fault):
    """One of five is more than may be lost (max_set_aside_pct 10): the sentence gives the number of the feature."""
    spoil, where, words = SPOILT[fault]
    before, found = desk.served(), features(desk)
    spoil(found[2])
    write(desk, found)
    ran = desk.build()
    assert ran.code == 1
    sentence, missed = ran.lines(f"{OUTLINES}:")
    assert sentence.startswith(f"{OUTLINES}:{where}"), sentence
    assert all(word in sentence for word in words), sentence
    assert f"Anggrek ({ANGGREK}) di kecamatan Selatan tidak tergambar" in missed
    assert ran.lines(
        "catalogue/sources/area_outlines.yml:max_set_aside_pct:", "1 dari 5 bentuk tersisih", "batasnya 10%"
    )
    assert desk.served() == before


def test_a_feature_without_code_and_name_leaves_a_hole_and_is_missed(desk):
    """It is drawn as ground that is nobody's, its kelurahan is missed by name, and the only one left is the guess."""
    found = features(desk)
    found[2]["properties"].update(code=None, code_bps=None, name=None)
    write(desk, found)
    ran = desk.build()
    assert ran.code == 1
    (sentence,) = ran.lines(f"{OUTLINES}:::", "tidak tergambar")
    assert f"Anggrek ({ANGGREK})" in sentence and "tidak ada barisnya" in sentence


WHOLE = {
    # name -> (content, new name, words)
    "no code anywhere": ('{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"x"},"geometry":{"type":"Polygon","coordinates":[[[107,-2],[107.1,-2],[107.1,-1.9],[107,-2]]]}}]}', None, ["geojson:1:: ", "tidak ada kolom berisi kode atau nama", "(kolomnya: name)"]),
    "empty": ("", None, ["berkas kosong"]),
    "no features": ('{"type":"FeatureCollection","features":[]}', None, ["outlines.geojson:"]),
    "no json": ("{", None, ["isinya bukan berkas batas wilayah"]),
    "a table": ("code,name\n1,x\n", "outlines.csv", ["jenis berkas .csv"]),
}  # fmt: skip


@pytest.mark.parametrize("fault", WHOLE)
def test_a_file_that_is_no_map_stops_the_build(desk, fault):
    content, name, words = WHOLE[fault]
    before, path = desk.served(), desk.file("area_outlines")
    path.write_text(content, encoding="utf-8")
    if name:
        path.rename(path.with_name(name))
    ran = desk.build()
    assert ran.code == 1
    (sentence,) = ran.lines("raw/area_outlines/99.01/")
    assert all(word in sentence for word in words), sentence
    assert desk.served() == before


def test_the_map_of_another_city_is_refused(real_desk):
    before = real_desk.served()
    path = real_desk.file("area_outlines", "12.76")
    path.unlink()
    path.write_bytes(real_desk.file("area_outlines", "12.72").read_bytes())
    ran = real_desk.build()
    assert ran.code == 1
    (sentence,) = ran.lines("raw/area_outlines/12.76/outlines.geojson:", "12.76")
    assert "Kota Tebing Tinggi" in sentence or "folder kotanya" in sentence
    assert real_desk.served() == before


def test_a_city_without_outlines_has_figures_and_no_map(desk):
    desk.file("area_outlines").unlink()
    ran = desk.build()
    assert ran.code == 0, ran.said
    assert desk.rows("select count(*) from mart.area_outline") == [(0,)]
    assert desk.rows(
        "select value from mart.kpi_value where kpi_id = 'registered_voters_count' and area_code = '99.01'"
    ) == [(773.0,)]


def test_an_islet_smaller_than_a_pixel_is_still_drawn(desk):
    """One kelurahan shrunk to a metre on a canvas of 37 m per unit."""
    found = features(desk)
    west, south, step = 107.01, -1.995, 0.00001
    found[2]["geometry"] = mapping(
        Polygon([(west, south), (west + step, south), (west + step, south + step), (west, south + step)])
    )
    found[2]["properties"]["area_km2"] = None  # the stated 1 km2 would contradict the metre
    write(desk, found)
    ran = desk.build()
    assert ran.code == 0, ran.said
    (path,) = desk.rows("select path from mart.area_outline where area_code = ?", [ANGGREK])[0]
    assert len(points(path)) >= 3
