"""Planted faults in a boundary file, each named in its sentence; see tests/boundary.py for the made-up city."""

import json
import math

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from boundary import ALL, ANGGREK, KENANGA, MARANG, MAWAR, MELATI, NOISE, check, deliver, drawn, saved
from desk import run
from shapely.affinity import translate
from shapely.geometry import Polygon, box

pytestmark = pytest.mark.filterwarnings(NOISE)


def bow_tie(frame):
    west, south, east, north = frame.geometry[2].bounds
    frame.loc[2, "geometry"] = Polygon([(west, south), (east, north), (east, south), (west, north)])
    return frame


def twice(frame):
    return pd.concat([frame, frame.iloc[[1]]], ignore_index=True)


def surplus(frame):
    more = {
        "code": None,
        "code_bps": None,
        "name": "Kawasan",
        "kecamatan": "Selatan",
        "geometry": translate(frame.geometry[4], 2300, 0),
    }
    return pd.concat([frame, gpd.GeoDataFrame([more], crs=frame.crs)], ignore_index=True)


def corner_of(frame, shape: Polygon):
    """The corner of Kenanga that touches Anggrek and Melati (107.02 -1.99) moved: the lower border no longer meets."""
    frame.loc[3, "geometry"] = shape
    return frame


def shifted(metres: float):
    """Marang, at the lower right, moved eastwards."""

    def shift(frame):
        frame.loc[4, "geometry"] = translate(frame.geometry[4], metres, 0)
        return frame

    return shift


PLANTED = {
    # name -> (what is done to the file in metres, words of one line each)
    "self-crossing ring": (bow_tie, [["tersisih: x.gpkg:3:code:", ANGGREK, "bukan poligon yang sah", "garis memotong dirinya di"], [f"Anggrek ({ANGGREK})", "barisnya tersisih (baris 3)"]]),
    "duplicate area": (twice, [["tersisih: x.gpkg:6:code:", f"wilayah {MAWAR} sudah ada di baris 2, bentuknya sama persis"]]),
    "missing area": (lambda f: f.drop(index=1), [["cacat: x.gpkg:::", f"kelurahan Mawar ({MAWAR}) di kecamatan Utara tidak tergambar: tidak ada barisnya"]]),
    "unknown code": (lambda f: f.replace({"code": {KENANGA: "99.01.02.1009"}}), [["tersisih: x.gpkg:4:code:", "'99.01.02.1009' tidak ada di daftar", "kode BPS 9901020002 di baris ini", f"tebakan terdekat: Kenanga ({KENANGA})"]]),
    "codes that differ": (lambda f: f.replace({"code_bps": {"9901020002": "9901020003"}}), [["tersisih: x.gpkg:4:code:", "menunjuk wilayah lain", f"Ma'rang & Soka ({MARANG})"]]),
    # 500 by 200 m cut out of Kenanga's left border (which leans a little); a border of 1,106 m moved by 100, 2 and 1.5 m
    "gap": (lambda f: corner_of(f, f.geometry[3].difference(box(f.geometry[3].bounds[0], f.geometry[3].bounds[1] + 300, f.geometry[3].bounds[0] + 500, f.geometry[3].bounds[1] + 500))), [["cacat: x.gpkg:::", "celah 99.9", "di antara Anggrek dan Kenanga"]]),
    "overlap": (shifted(-100), [["cacat: x.gpkg:::", "Kenanga dan Ma'rang & Soka bertumpang tindih 110."]]),
    "sliver overlap": (shifted(-2), [["cacat: x.gpkg:::", "batas Kenanga dan Ma'rang & Soka bertumpuk tipis 2.2", "lebar sekitar 2,00 m"]]),
    "crack": (shifted(1.5), [["cacat: x.gpkg:::", "celah tipis 1.6", "lebar sekitar 1,50 m", "antara Kenanga", "Ma'rang & Soka"]]),
    "loose fragment": (lambda f: f.assign(geometry=[f.geometry[0].union(translate(box(0, 0, 20, 20), f.geometry[0].bounds[0] - 500, f.geometry[0].bounds[1])), *f.geometry[1:]]), [["catatan: x.gpkg:::", "Melati punya serpihan lepas 400 m², tidak menyentuh wilayah lain"]]),
    "surplus area": (surplus, [["catatan: x.gpkg:6:code:", "'Kawasan' tanpa kode", "lahan yang bukan kelurahan"]]),
    "far away": (lambda f: f.assign(geometry=[*f.geometry[:4], translate(f.geometry[4], 3_000_000, 0)]), [["tersisih: x.gpkg:5:code:", MARANG, "jauh di luar kotanya"]]),
    "stated area of another area": (lambda f: f.assign(area_km2=[2, 4, 1, 2, 300]), [["tersisih: x.gpkg:5:area_km2:", "tertulis 300 km²"]]),
}  # fmt: skip


@pytest.mark.parametrize("fault", PLANTED)
def test_a_planted_fault_is_named(desk, frame, tmp_path, fault):
    spoil, lines = PLANTED[fault]
    ran = check(desk, saved(spoil(frame), tmp_path / "x.gpkg"))
    assert ran.code == (0 if lines[0][0].startswith("catatan") else 1), ran.said
    for words in lines:
        assert ran.lines(*words), ran.said


def test_a_gap_is_guessed_to_be_a_missing_kelurahans_place_only_where_it_can_be(desk, frame, tmp_path):
    """A notch of 100,000 m² between Anggrek and Kenanga (both Selatan), a hole of 40,000 m² within Anggrek."""
    west, south, _, _ = frame.geometry[3].bounds
    frame.loc[3, "geometry"] = frame.geometry[3].difference(box(west, south + 300, west + 500, south + 500))
    frame.loc[2, "geometry"] = frame.geometry[2].difference(box(west - 1500, south + 300, west - 1300, south + 500))
    for row, guess in ((4, f"(mungkin tempat Ma'rang & Soka ({MARANG}))"), (1, None)):  # Mawar is of Utara
        ran = check(desk, saved(frame.drop(index=row), tmp_path / f"x{row}.gpkg"))
        (notch,) = ran.lines("celah 99.9", "di antara Anggrek dan Kenanga")
        (hole,) = ran.lines("celah 40.000 m²", "di antara Anggrek;")
        assert "mungkin" not in hole
        assert guess in notch if guess else "mungkin" not in notch


def test_nothing_smaller_than_the_stated_tolerance_is_reported(desk, frame, tmp_path):
    """Marang moved by 4 cm: a crack and no overlap wider than 5 cm."""
    for metres in (0.04, -0.04):
        ran = check(desk, saved(shifted(metres)(frame.copy()), tmp_path / f"x{metres}.gpkg"))
        assert ran.code == 0 and ran.lines(
            "0 celah, 0 tumpang tindih, 0 batas tipis", "diabaikan: di bawah 1 m² atau lebih tipis dari 5 cm"
        )


@pytest.mark.parametrize(("metres", "size"), [(6, "celah 6."), (20, "celah 22.")])
def test_a_gap_that_opens_to_the_outside_is_named_with_its_two_sides(desk, frame, tmp_path, metres, size):
    """1,106 m long. Wider than a border drawn twice it may be a river's mouth: told, and the file is not called clean."""
    ran = check(desk, saved(shifted(metres)(frame), tmp_path / "x.gpkg"))
    assert ran.code == 0
    assert ran.lines("catatan: x.gpkg:::", size, "antara Kenanga dan Ma'rang & Soka terbuka ke luar kota")
    assert ran.lines("x.gpkg: tanpa cacat, tetapi periksa celah terbukanya")


def test_the_report_is_in_the_edition_and_rows_add_up(desk, frame, tmp_path):
    """One bow-tie, one area twice, one overlap: 6 in = 4 drawn + 2 set aside; the edition keeps all of it, the public one no file name."""
    desk.allow_loss("area_outlines")
    ran = deliver(desk, saved(twice(bow_tie(shifted(-100)(frame))), tmp_path / "batas.gpkg"))
    assert ran.code == 0, ran.said
    assert drawn(desk) == [MELATI, MAWAR, KENANGA, MARANG]
    rows = desk.rows(
        "select finding, weight, row_no, area_name, neighbour_names from mart.boundary_report where weight <> 'catatan' order by all"
    )
    assert rows == [
        ("duplicate_key", "tersisih", 6, "Mawar", None),
        ("missing", "cacat", None, "Anggrek", None),
        ("outline_invalid", "tersisih", 3, "Anggrek", None),
        ("overlap", "cacat", None, None, "Kenanga; Ma'rang & Soka"),
        # the grid leans by 0.4 % in this plane, so that moved 100 m along Mawar's border Marang leaves it by 0.4 m
        ("sliver_gap", "cacat", None, None, "Ma'rang & Soka; Mawar"),
    ]
    assert desk.rows("select line, reason_code from meta.set_aside order by all") == [
        (3, "outline_invalid"),
        (6, "duplicate_key"),
    ]
    (account,) = [
        i
        for i in json.loads(desk.rows("select manifest from meta.edition")[0][0])["inputs"]
        if i["source_id"] == "area_outlines"
    ]
    assert (account["rows_in"], account["loaded"], account["set_aside"]) == (6, 4, 2)
    public = desk.rows("select file_name, sentence from mart.boundary_report", file="public")
    assert len(public) == len(desk.rows("select 1 from mart.boundary_report"))
    assert not any(name or "batas.gpkg" in sentence for name, sentence in public)


def test_a_declared_repair_mends_and_says_by_how_much(desk, frame, tmp_path):
    """The bow-tie of Anggrek, 2,223 by 1,106 m, is two triangles of a quarter each: half of 2.46 km2, where the crossing ring counted nothing."""
    path = saved(bow_tie(frame), tmp_path / "x.gpkg")
    desk.declare("cities/99.01.yml", "order: 1\n", "order: 1\nboundary: {repair: make_valid}\n")
    ran = check(desk, path)
    assert ran.lines("catatan: x.gpkg:3:code:", "dibetulkan dengan make_valid", "luas berubah +1.2")
    assert ran.lines("5 digambar + 0 tersisih")


def test_two_files_of_the_same_city_are_one_too_many(desk, frame):
    before = desk.served()
    frame.to_file(desk.raw / "area_outlines" / "99.01" / "baru.gpkg")
    ran = desk.build()
    assert ran.code == 1
    assert ran.lines(
        "outlines.geojson:1::", "5 dari 5 wilayahnya sudah ada di raw/area_outlines/99.01/baru.gpkg", "satu berkas saja"
    )
    assert desk.served() == before


def test_a_city_in_two_files_is_put_together(desk, frame):
    folder = desk.raw / "area_outlines" / "99.01"
    (folder / "outlines.geojson").unlink()
    frame.iloc[:2].to_file(folder / "utara.gpkg")
    frame.iloc[2:].to_crs("EPSG:4326").to_file(folder / "selatan.geojson")
    ran = desk.build()
    assert ran.code == 0, ran.said
    assert drawn(desk) == ALL
    assert ran.lines("ringkasan:", "5 bentuk masuk = 5 digambar")


def test_a_declared_column_that_is_not_there(desk, frame, tmp_path):
    desk.declare("cities/99.01.yml", "order: 1\n", "order: 1\nboundary: {columns: {code: KDEPUM}}\n")
    ran = check(desk, saved(frame, tmp_path / "x.gpkg"))
    assert ran.code == 1 and ran.lines("x.gpkg:1:KDEPUM: kolom yang dinyatakan untuk code tidak ada (kolomnya: code,")


def test_a_city_that_is_not_declared_and_a_file_that_is_not_there(desk, tmp_path):
    ran = check(desk, tmp_path / "x.gpkg", city="99.09")
    assert ran.code == 2 and ran.lines("--city 99.09: kota ini tidak dinyatakan")
    ran = check(desk, tmp_path / "x.gpkg")
    assert ran.code == 1 and ran.lines("x.gpkg::: berkas ini tidak ada")
    assert run(["boundaries", "x.gpkg"]).code == 2


def wavy(start: tuple[float, float], end: tuple[float, float], corners: int = 1500) -> list[tuple[float, float]]:
    """A border of many corners in long bends with short jags, the same seen from both sides."""
    (x0, y0), (x1, y1) = start, end
    steps = [i / corners for i in range(corners + 1)]
    swing = [400 * math.sin(i / 200) + 15 * (i * 7919 % 13 - 6) if 0 < i < corners else 0 for i in range(corners + 1)]
    across = (-(y1 - y0), x1 - x0)
    length = (across[0] ** 2 + across[1] ** 2) ** 0.5
    return [
        (x0 + t * (x1 - x0) + s * across[0] / length, y0 + t * (y1 - y0) + s * across[1] / length)
        for t, s in zip(steps, swing, strict=True)
    ]


def two_halves(border: list[tuple[float, float]]) -> list[Polygon]:
    """West and east of a border from (500000, 9780000) up to (500000, 9784000)."""
    south, north = 9_780_000, 9_784_000
    west = Polygon([*border, (495_000, north), (495_000, south)])
    # the eastern ring begins amid the border, so that simplifying each by itself keeps other corners
    return [west, Polygon([*border[1333:], (505_000, north), (505_000, south), *border[:1333]])]


def test_a_simplified_border_is_still_one_border(desk, tmp_path):
    """Melati and Mawar along a border of 4,001 corners: it gets lighter and no ground opens or is drawn twice."""
    border = wavy((500_000, 9_780_000), (500_000, 9_784_000), 4000)
    path = saved(
        gpd.GeoDataFrame({"code": [MELATI, MAWAR]}, geometry=two_halves(border), crs="EPSG:32748"), tmp_path / "x.gpkg"
    )
    desk.allow_loss("area_outlines")
    ran = deliver(desk, path)
    assert ran.code == 0, ran.said
    assert ran.lines(
        "catatan:", "disederhanakan untuk peta", "8008 titik menjadi"
    )  # 4,001 corners and 2 of the box, the ring closed
    west, east = (
        shapely.from_geojson(text)
        for (text,) in desk.rows(
            "select geojson from mart.area_outline where area_level = 'kelurahan' order by area_code"
        )
    )
    assert shapely.get_num_coordinates(west) < 1500
    assert west.intersection(east).area == 0
    assert west.union(east).area == pytest.approx(west.area + east.area, rel=1e-12)
    assert not shapely.get_rings(west.union(east))[1:].size  # one outer ring, no crack
    (km2,) = desk.rows("select sum(polygon_km2) from mart.area where area_level = 'kelurahan'")[0]
    assert km2 == pytest.approx(40 / 0.9996**2, rel=1e-4)  # 10 by 4 km in the plane of UTM, whose scale is 0.9996 here


def test_borders_that_do_not_meet_keep_every_corner(desk, tmp_path):
    """The eastern half lies 3 m over the western: neither is simplified, and the report says so."""
    border = wavy((500_000, 9_780_000), (500_000, 9_784_000), 4000)
    west, east = two_halves(border)
    path = saved(
        gpd.GeoDataFrame({"code": [MELATI, MAWAR]}, geometry=[west, translate(east, -3, 0)], crs="EPSG:32748"),
        tmp_path / "x.gpkg",
    )
    desk.allow_loss("area_outlines")
    ran = deliver(desk, path)
    assert ran.code == 0, ran.said
    assert ran.lines(
        "catatan:", "8008 titik menjadi 8008", "2 bentuk yang batasnya tidak bertemu digambar dengan semua titiknya"
    )
