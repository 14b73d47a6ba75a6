"""A fifth city from files alone, as docs/menambah.md tells a stranger: one YAML and its files, no code.

Kota Rimba (99.03), made up: 2 kecamatan, 4 kelurahan of 2 by 2 km in the plane of DGN95 / TM-3 zone 48.2 (EPSG:23834), which is not
the city's map_crs. Its boundary file is a GeoPackage with names instead of codes; one kelurahan stands there in an old spelling
(known by an alias), a Melur is in both kecamatan, and a forest belongs to nobody.
"""

import geopandas as gpd
import pytest
import shapely
from shapely.geometry import box

from store import open_edition

CITY = """bps_code: "9903"
name: Kota Rimba
province: Provinsi Contoh
order: 5
level_names:
  kota: {id: "Kota", en: "City"}
  kecamatan: {id: "Kecamatan", en: "District"}
  kelurahan: {id: "Kelurahan", en: "Kelurahan"}
expected_areas: {kota: 1, kecamatan: 2, kelurahan: 4}
map_crs: EPSG:32748
start_map_kpi: registered_voters_count
facts: [registered_voters_count]
"""
CODES = """level,code_kemendagri,code_bps,name,name_bps,parent_code,match,note,source
kota,99.03,9903,Kota Rimba,Kota Rimba,,,,Kepmendagri (rekaan)
kecamatan,99.03.01,9903010,Rimba Hulu,Rimba Hulu,99.03,,,Kepmendagri (rekaan)
kecamatan,99.03.02,9903020,Rimba Hilir,Rimba Hilir,99.03,,,Kepmendagri (rekaan)
kelurahan,99.03.01.1001,9903010001,Melur,Melur,99.03.01,,,Kepmendagri (rekaan)
kelurahan,99.03.01.1002,9903010002,Cempaka Putih,Cempaka Putih,99.03.01,,,Kepmendagri (rekaan)
kelurahan,99.03.02.1001,9903020001,Melur,Melur,99.03.02,,,Kepmendagri (rekaan)
kelurahan,99.03.02.1002,9903020002,Seroja,Seroja,99.03.02,,,Kepmendagri (rekaan)
kelurahan,,,Hutan Kota,Hutan Kota,99.03.02,,,Bukan kelurahan
"""
ALIASES = """code_kemendagri,level,name,alias,source,verified
99.03.01.1002,kelurahan,Cempaka Putih,Tjempaka Poetih,Peta lama,yes
"""
VOTERS = """level,code_kemendagri,name,value,unit,year,source_title,source_address,confidence,note,citation,remark
kelurahan,99.03.01.1001,Melur,100,pemilih,2014,Contoh,,rekaan,,Berkas contoh,
kelurahan,99.03.01.1002,Cempaka Putih,200,pemilih,2014,Contoh,,rekaan,,Berkas contoh,
kelurahan,99.03.02.1001,Melur,400,pemilih,2014,Contoh,,rekaan,,Berkas contoh,
kelurahan,9903020002,Seroja,800,pemilih,2014,Contoh,,rekaan,,Berkas contoh,
"""
X, Y, KM = 250_000, 1_280_000, 1000
SHAPES = [  # (name, kecamatan, place in the grid of 2 km)
    ("KEL. MELUR", "KEC. RIMBA HULU", (0, 1)),
    ("Tjempaka Poetih", "Rimba-Hulu", (1, 1)),
    ("Melur", "Rimba Hilir", (0, 0)),
    ("Seroja", "Rimba Hilir", (1, 0)),
    ("Hutan Kota", "Rimba Hilir", (2, 0)),
]


def boundary() -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(
        {"DESA": [s[0] for s in SHAPES], "KECAMATAN": [s[1] for s in SHAPES]},
        geometry=[
            box(X + 2 * KM * i, Y + 2 * KM * j, X + 2 * KM * (i + 1), Y + 2 * KM * (j + 1)) for _, _, (i, j) in SHAPES
        ],
        crs="EPSG:23834",
    )


def deliver(desk, source: str, name: str, content: str) -> None:
    folder = desk.raw / source / "99.03"
    folder.mkdir(parents=True)
    (folder / name).write_text(content, encoding="utf-8")


@pytest.fixture
def desk(quick_desk):
    """The desk of the made-up city with the files of Kota Rimba laid beside it."""
    (quick_desk.catalogue / "cities" / "99.03.yml").write_text(CITY, encoding="utf-8")
    deliver(quick_desk, "area_codes", "kode.csv", CODES)
    deliver(quick_desk, "area_aliases", "ejaan.csv", ALIASES)
    deliver(quick_desk, "registered_voters", "pemilih.csv", VOTERS)
    (quick_desk.raw / "area_outlines" / "99.03").mkdir()
    boundary().to_file(quick_desk.raw / "area_outlines" / "99.03" / "batas kelurahan 2026.gpkg", layer="batas")
    return quick_desk


def codes(desk, old: str, new: str) -> None:
    path = desk.raw / "area_codes" / "99.03" / "kode.csv"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_the_city_stands_beside_the_others(desk):
    ran = desk.build()
    assert ran.code == 0, ran.said
    assert ran.lines(
        "ringkasan:", "5 bentuk masuk = 5 digambar (termasuk 1 lahan tanpa kode) + 0 tersisih", "0 dari 4 kelurahan"
    )
    found = desk.rows(
        "select area_code, value from mart.kpi_value where kpi_id = 'registered_voters_count' and city_code = '99.03'",
        file="public",
    )
    assert dict(found) == {
        "99.03": 1500, "99.03.01": 300, "99.03.02": 1200, "99.03.01.1001": 100, "99.03.01.1002": 200, "99.03.02.1001": 400, "99.03.02.1002": 800,
    }  # fmt: skip
    edition = open_edition(desk.warehouse, "public")
    assert set(edition.cities) == {"99.01", "99.03"}
    assert [row["area_code"] for row in edition.rows("neighbours", area="99.03.01.1001")] == [
        "99.03.01.1002",
        "99.03.02.1001",
    ]


def test_its_map_has_the_forest_and_the_right_places(desk):
    """Four squares of 4 km2 in a plane whose scale is close to one, and the forest for its kecamatan: 8 and 12 km2."""
    assert desk.build().code == 0
    km2 = dict(desk.rows("select area_code, polygon_km2 from mart.area where city_code = '99.03'"))
    assert {code: round(size, 2) for code, size in km2.items()} == {
        "99.03": 20.0, "99.03.01": 8.0, "99.03.02": 12.0, "99.03.01.1001": 4.0, "99.03.01.1002": 4.0, "99.03.02.1001": 4.0, "99.03.02.1002": 4.0,
    }  # fmt: skip
    ground = desk.rows(
        "select outline_name, parent_code from mart.area_outline where city_code = '99.03' and area_code is null"
    )
    assert ground == [("Hutan Kota", "99.03.02")]
    shape = dict(
        desk.rows(
            "select area_code, geojson from mart.area_outline where city_code = '99.03' and area_level = 'kelurahan'"
        )
    )
    upper, lower = (shapely.from_geojson(shape[code]) for code in ("99.03.01.1001", "99.03.02.1001"))
    assert shapely.coverage_is_valid([upper, lower])
    assert upper.intersection(lower).length == pytest.approx(0.018, rel=0.01)  # 2 km of one border


SPOILT = {
    # name -> (what a stranger gets wrong, words)
    "another number of kelurahan": (lambda d: d.declare("cities/99.03.yml", "kelurahan: 4", "kelurahan: 5"), ["raw/area_codes/99.03:::", "4 kelurahan di berkas, 5 dinyatakan di catalogue/cities/99.03.yml", "betulkan expected_areas"]),
    "a level forgotten": (lambda d: d.declare("cities/99.03.yml", "expected_areas: {kota: 1, kecamatan: 2, kelurahan: 4}", "expected_areas: {kelurahan: 4}"), ["cities/99.03.yml", "expected_areas perlu kota, kecamatan, kelurahan"]),
    "words of a level forgotten": (lambda d: d.declare("cities/99.03.yml", '  kecamatan: {id: "Kecamatan", en: "District"}\n', ""), ["cities/99.03.yml", "level_names perlu kota, kecamatan, kelurahan"]),
    "an unknown projection": (lambda d: d.declare("cities/99.03.yml", "EPSG:32748", "EPSG:99999"), ["catalogue/cities/99.03.yml::map_crs:", "'EPSG:99999' tidak dikenal"]),
    "degrees for a map": (lambda d: d.declare("cities/99.03.yml", "EPSG:32748", "EPSG:4326"), ["catalogue/cities/99.03.yml::map_crs:", "'EPSG:4326' bukan proyeksi dalam meter"]),
    "the projection of another place": (lambda d: d.declare("cities/99.03.yml", "EPSG:32748", "EPSG:32754"), ["batas kelurahan 2026.gpkg:1::", "luar Kota Rimba menurut map_crs EPSG:32754"]),
    "extent with its axes swapped": (lambda d: d.declare("cities/99.03.yml", "order: 5", "order: 5\nextent: [-2.1, 106.0, -1.9, 106.5]"), ["cities/99.03.yml", "extent ditulis [barat, selatan, timur, utara]"]),
    "a key of boundary that is not one": (lambda d: d.declare("cities/99.03.yml", "order: 5", "order: 5\nboundary: {lapisan: batas}"), ["cities/99.03.yml", "boundary.lapisan"]),
    "no alias": (lambda d: (d.raw / "area_aliases" / "99.03" / "ejaan.csv").unlink(), ["batas kelurahan 2026.gpkg:2:DESA:", "'Tjempaka Poetih'", "tebakan terdekat: Cempaka Putih (99.03.01.1002)"]),
    "the forest not in the list": (lambda d: codes(d, "kelurahan,,,Hutan Kota,Hutan Kota,99.03.02,,,Bukan kelurahan\n", ""), ["batas kelurahan 2026.gpkg:5:DESA:", "'Hutan Kota' tidak ada di daftar area_codes", "tanpa code_kemendagri"]),
    "the codes of another city": (lambda d: codes(d, "kelurahan,99.03.02.1002", "kelurahan,99.04.02.1002"), ["raw/area_codes/99.03/kode.csv:8:code_kemendagri:", "bukan bagian kota 99.03"]),
    "no kecamatan column": (lambda d: boundary()[["DESA", "geometry"]].to_file(d.raw / "area_outlines" / "99.03" / "batas kelurahan 2026.gpkg", layer="batas"), ["batas kelurahan 2026.gpkg:1:DESA:", "'KEL. MELUR' dipakai lebih dari satu kelurahan", "ada di Rimba Hulu, Rimba Hilir"]),
}  # fmt: skip


@pytest.mark.parametrize("fault", SPOILT)
def test_what_a_stranger_gets_wrong_is_said(desk, fault):
    spoil, words = SPOILT[fault]
    before = desk.served()
    spoil(desk)
    ran = desk.build("--city", "99.03")
    assert ran.code == 1, ran.said
    assert ran.lines(*words), ran.said
    assert desk.served() == before
