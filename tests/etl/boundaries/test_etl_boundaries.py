"""A boundary file in any format and system, matched by code or name; see tests/boundary.py for the made-up city."""

import geopandas as gpd
import pytest
import shapely
from boundary import (
    ALL,
    ANGGREK,
    KENANGA,
    MARANG,
    MELATI,
    NOISE,
    check,
    deliver,
    drawn,
    named,
    saved,
    zipped,
)

pytestmark = pytest.mark.filterwarnings(NOISE)


FORMATS = {
    "geopackage": lambda frame, folder: saved(frame, folder / "x.gpkg"),
    "flatgeobuf": lambda frame, folder: saved(frame, folder / "x.fgb"),
    "zipped shapefile": lambda frame, folder: zipped(frame, folder / "x.zip"),
    "geojson with a crs member": lambda frame, folder: saved(frame, folder / "x.geojson"),
    "geojson in degrees": lambda frame, folder: saved(
        frame.to_crs("EPSG:4326"), folder / "x.GeoJSON", driver="GeoJSON"
    ),
    "dgn95": lambda frame, folder: saved(frame.to_crs("EPSG:23834"), folder / "x.gpkg"),
    "mapinfo": lambda frame, folder: saved(frame, folder / "x.tab", driver="MapInfo File"),
    "with height": lambda frame, folder: saved(
        frame.set_geometry(shapely.force_3d(frame.geometry.array, 12.5)), folder / "x.gpkg"
    ),
}


@pytest.mark.parametrize("kind", FORMATS)
def test_any_format_and_system_gives_the_same_city(desk, frame, tmp_path, kind):
    """Stated areas are left out, so that the shape itself is measured: Anggrek is 2.226 by 1.106 km."""
    path = FORMATS[kind](frame.drop(columns="area_km2"), tmp_path)
    ran = check(desk, path)
    assert (ran.code, ran.lines("bersih; dapat dipakai") != []) == (0, True), ran.said
    assert ran.lines("5 bentuk masuk = 5 digambar + 0 tersisih", "0 celah, 0 tumpang tindih")
    if kind == "mapinfo":
        return  # its companions would have to be moved along
    assert deliver(desk, path).code == 0
    assert drawn(desk) == ALL
    (km2,) = desk.rows("select polygon_km2 from mart.area where area_code = ?", [ANGGREK])[0]
    assert km2 == pytest.approx(2.226 * 1.106, rel=0.002)


def test_the_only_layer_of_polygons_is_taken_and_told(desk, frame, tmp_path):
    path = saved(frame, tmp_path / "x.gpkg", layer="kelurahan")
    frame.set_geometry(frame.centroid).to_file(path, layer="kantor")
    ran = check(desk, path)
    assert ran.code == 0
    assert ran.lines("catatan: x.gpkg:1::", "dari 2 lapisan dipakai 'kelurahan'")


def test_of_two_layers_of_polygons_one_must_be_named(desk, frame, tmp_path):
    path = saved(frame, tmp_path / "x.gpkg", layer="lama")
    frame.iloc[:4].to_file(path, layer="baru")
    ran = check(desk, path)
    assert ran.code == 1
    assert ran.lines("x.gpkg::: ada 2 lapisan poligon (lama, baru)", "layer")
    assert check(desk, path, "--layer", "lama").code == 0
    assert check(desk, path, "--layer", "baru").lines("4 bentuk masuk", "1 dari 5 kelurahan tanpa gambar")
    ran = check(desk, path, "--layer", "tiada")
    assert ran.code == 1 and ran.lines("lapisan 'tiada' yang dinyatakan tidak ada (yang ada: lama, baru)")
    desk.declare("cities/99.01.yml", "order: 1\n", "order: 1\nboundary: {layer: lama}\n")
    assert check(desk, path).code == 0


WAYS = {
    # name -> columns of the file
    "kemendagri without dots, as a number": lambda f: {"KODE": [int(c.replace(".", "")) for c in f.code]},
    "kemendagri with dots": lambda f: {"KDEPUM": list(f.code)},
    "bps as text": lambda f: {"IDDESA": list(f.code_bps)},
    "bps as a decimal": lambda f: {"IDDESA": [float(c) for c in f.code_bps]},
    "bps in groups": lambda f: {"IDDESA": [f"{c[:2]}.{c[2:4]}.{c[4:7]}.{c[7:]}" for c in f.code_bps]},
    "bps in four numbers that lost their zeros": lambda f: {
        title: [int(c[a:b]) for c in f.code_bps] for title, a, b in (("kdprov", 0, 2), ("kdkab", 2, 4), ("kdkec", 4, 7), ("kddesa", 7, 10))
    },
    "names within kecamatan": lambda f: {"WADMKD": [f"KEL. {n.upper()}" for n in f.name], "WADMKC": [f"Kec. {k}" for k in f.kecamatan]},
    "names alone": lambda f: {"NAMOBJ": ["Me-Lati", "mawar ", "ANGGREK", "Kelurahan Kenanga", "MARANG SOKA"]},
    "names beside a running number": lambda f: {"code": [1, 2, 3, 4, 5], "nama": [n.lower() for n in f.name]},
}  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
def test_areas_are_found_by_what_is_in_the_columns(desk, frame, tmp_path, way):
    given = frame.rename(columns={"name": "nm"})
    given["name"] = given.nm
    path = saved(gpd.GeoDataFrame(WAYS[way](given), geometry=frame.geometry, crs=frame.crs), tmp_path / "x.gpkg")
    assert deliver(desk, path).code == 0
    found = desk.rows(
        "select area_code, label_x, label_y from mart.area_outline where area_level = 'kelurahan' order by all"
    )
    assert [code for code, *_ in found] == ALL
    # on a canvas of 1000 for six units: Melati in the upper left half, Marang in the lower right third
    places = {code: (x, y) for code, x, y in found}
    assert places[MELATI][0] < 500 and places[MELATI][1] < 167 and places[MARANG][0] > 667 and places[MARANG][1] > 167


def test_an_alias_names_its_area(desk, frame, tmp_path):
    given = named(frame, DESA="name", KECAMATAN="kecamatan")
    given.loc[3, "DESA"] = "Bunga Wangi"
    path = saved(given, tmp_path / "x.gpkg")
    ran = check(desk, path)
    assert ran.lines(
        "tersisih: x.gpkg:4:DESA: nama 'Bunga Wangi'", f"tebakan terdekat: Kenanga ({KENANGA}), satu-satunya"
    )
    assert ran.lines("cacat:", f"Kenanga ({KENANGA}) di kecamatan Selatan tidak tergambar", "mungkin baris 4")
    alias = desk.file("area_aliases")
    alias.write_text(
        alias.read_text(encoding="utf-8") + f"{KENANGA},kelurahan,Kenanga,Bunga Wangi,rekaan,yes\n", encoding="utf-8"
    )
    assert check(desk, path).code == 0


def test_a_name_in_two_kecamatan_needs_its_kecamatan(desk, frame, tmp_path):
    """Kenanga renamed Mawar: a Mawar in Utara and one in Selatan."""
    desk.replace("area_codes", "9901020002,Kenanga,Kenanga", "9901020002,Mawar,Mawar")
    frame.loc[3, "name"] = "Mawar"
    ran = check(desk, saved(named(frame, DESA="name"), tmp_path / "x.gpkg"))
    assert ran.code == 1
    for row in (2, 4):
        assert ran.lines(
            f"tersisih: x.gpkg:{row}:DESA: nama 'Mawar' dipakai lebih dari satu kelurahan", "ada di Utara, Selatan)"
        )
    assert len(ran.lines("cacat:", "namanya ada di lebih dari satu kecamatan (baris 2, 4)")) == 2
    assert check(desk, saved(named(frame, DESA="name", KEC="kecamatan"), tmp_path / "y.gpkg")).code == 0


def test_a_name_of_another_kecamatan_is_not_taken(desk, frame, tmp_path):
    given = named(frame, DESA="name", KEC="kecamatan")
    given.loc[2, "DESA"] = "Melati"
    ran = check(desk, saved(given, tmp_path / "x.gpkg"))
    assert ran.lines(
        "tersisih: x.gpkg:3:DESA: nama 'Melati'",
        f"nama itu ada di kecamatan lain: Melati ({MELATI})",
        f"Anggrek ({ANGGREK})",
    )


def test_a_code_and_a_name_that_disagree_set_the_row_aside(desk, frame, tmp_path):
    """The labels of Anggrek and Kenanga are exchanged: neither statement is believed, both areas are named."""
    frame.loc[[2, 3], "name"] = ["Kenanga", "Anggrek"]
    ran = check(desk, saved(named(frame, KODE="code", NAMA="name"), tmp_path / "x.gpkg"))
    assert ran.code == 1
    assert ran.lines(
        f"tersisih: x.gpkg:3:KODE: kode '{ANGGREK}' dan namanya menunjuk dua wilayah",
        f"kodenya Anggrek ({ANGGREK}), namanya 'Kenanga' milik Kenanga ({KENANGA})",
        "betulkan kode atau namanya",
    )
    assert ran.lines(f"tersisih: x.gpkg:4:KODE: kode '{KENANGA}'", f"namanya 'Anggrek' milik Anggrek ({ANGGREK})")
    assert ran.lines("5 bentuk masuk = 3 digambar + 2 tersisih")


def test_a_name_nobody_bears_is_told_and_its_code_used(desk, frame, tmp_path):
    frame.loc[2, "name"] = "Anggrek Raya"
    ran = check(desk, saved(named(frame, KODE="code", NAMA="name"), tmp_path / "x.gpkg"))
    assert ran.code == 0
    assert ran.lines("catatan: x.gpkg:3:NAMA:", "di daftar bernama Anggrek, di berkas 'Anggrek Raya'")


@pytest.mark.parametrize("columns", [{"KODE": "code"}, {"KODE": "code", "NAMA": "name"}, {"NAMA": "name"}])
def test_shapes_exchanged_are_held_against_the_outlines_the_city_has(desk, frame, tmp_path, columns):
    """Anggrek and Kenanga lie on each other's place; every row agrees with itself, so only the outlines in `raw` can tell."""
    frame.loc[[2, 3], "geometry"] = [frame.geometry[3], frame.geometry[2]]
    path = saved(named(frame, **columns), tmp_path / "x.gpkg")
    ran = check(desk, path)
    assert ran.code == 1
    (sentence,) = ran.lines("cacat: x.gpkg:::", "tampaknya tertukar")
    assert f"Anggrek ({ANGGREK}) dan Kenanga ({KENANGA})" in sentence and "tukar kode dan namanya" in sentence
    assert ran.lines("build akan menerimanya dengan catatan di atas")
    built = deliver(desk, path)  # the build holds it against the edition that is served, and does not stop
    assert built.code == 0
    assert built.lines(
        "peringatan: raw/area_outlines/99.01/x.gpkg:::", "tampaknya tertukar", "edisi yang sedang tayang"
    )
    assert not desk.build().lines("tampaknya tertukar")  # now it is what is served


def test_a_border_that_moved_and_an_area_that_took_its_neighbour_in_are_not_exchanged(desk, frame, tmp_path):
    """Anggrek (2.2 km wide) loses its right half to Kenanga; Melati (3.3 km) takes Mawar's ground, whose row stands elsewhere."""
    west, south, east, north = frame.geometry[2].bounds
    half = shapely.box(west, south, (west + east) / 2, north)
    right = frame.geometry[2].difference(half)
    frame.loc[2, "geometry"], frame.loc[3, "geometry"] = (
        frame.geometry[2].intersection(half),
        frame.geometry[3].union(right),
    )
    frame.loc[1, "geometry"] = frame.geometry[0].union(frame.geometry[1])
    ran = check(desk, saved(named(frame.drop(index=0), KODE="code"), tmp_path / "x.gpkg"))
    assert not ran.lines("tertukar") and not ran.lines("garis batasnya sendiri"), ran.said


def test_of_two_rows_of_one_code_the_one_whose_name_fits_is_used(desk, frame, tmp_path):
    """Melati's row bears Anggrek's code: Anggrek's own row keeps it, though it comes later."""
    frame.loc[0, "code"] = ANGGREK
    ran = check(desk, saved(named(frame, KODE="code", NAMA="name"), tmp_path / "x.gpkg"))
    assert ran.lines(
        "tersisih: x.gpkg:1:KODE:", f"wilayah {ANGGREK} sudah ada di baris 3, bentuknya lain, di sini bernama 'Melati'"
    )
    assert ran.lines("cacat:", f"Melati ({MELATI})", "tidak tergambar")
