"""Opens a boundary file: GeoPackage, Shapefile (plain or zipped), GeoJSON, FlatGeobuf, KML, GML, MapInfo. Judges no row."""

import hashlib
import re
import warnings
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

import geopandas as gpd
import pyogrio
import shapely

from catalogue.models import Boundary
from etl.faults import FileFault
from etl.files import received_bytes

ENDINGS = (".geojson", ".json", ".gpkg", ".fgb", ".shp", ".zip", ".kml", ".gml", ".tab", ".mif")
POLYGONS = ("Polygon", "MultiPolygon", "CurvePolygon", "MultiSurface", "Surface", "PolyhedralSurface", "TIN")
UNSAID = ("Unknown", "Geometry", "GeometryCollection")  # a layer that may hold polygons
SHAPEFILE_PARTS = (".dbf", ".shx", ".prj", ".cpg", ".qpj", ".qmd", ".sbn", ".sbx", ".qix", ".shp.xml")
COMPANIONS = {  # files that are read together with, or belong to, the one file that is named
    ".shp": SHAPEFILE_PARTS,
    ".tab": (".dat", ".map", ".id", ".ind"),
    ".mif": (".mid",),
    ".gml": (".xsd", ".gfs"),
    ".gpkg": (".gpkg-wal", ".gpkg-shm", ".gpkg-journal", ".qmd"),
}
PLACE_IN_FILE = re.compile(r"line (\d+),? (?:at offset|character) (\d+)")
CRS_MEMBER = re.compile(rb'"crs"\s*:\s*\{')  # GeoJSON before RFC 7946 could name its coordinate system


@dataclass
class Layer:
    """One layer as received: shapes without height, in file order; `frame.crs` is None when the file does not say."""

    shown: str
    frame: gpd.GeoDataFrame
    sha256: str
    parts: list[tuple[str, str]]  # (name, SHA-256) of the files read together with it
    notes: list[str] = field(default_factory=list)
    crs_is_default: bool = False  # GeoJSON that names none: WGS84 by RFC 7946, unless it is declared otherwise


def companions(paths: list[Path]) -> set[Path]:
    """Of the files in a folder those that belong to another one of them."""
    found = set()
    for path in paths:
        for ending in COMPANIONS.get(path.suffix.lower(), ()):
            name = f"{path.stem}{ending}".casefold()
            found |= {p for p in paths if p.name.casefold() == name}
    return found


def read_layer(path: Path, shown: str, declared: Boundary) -> Layer:
    """Read the polygon layer of a file. Raises `FileFault` when there is none, or more than one and none declared."""
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        raise FileFault(shown, _other_kind(ending))
    content = received_bytes(path, shown)
    if not content.strip():
        raise FileFault(shown, "berkas kosong; kirim ulang berkas batas wilayah", 1)
    address, layer, notes = _chosen_layer(path, shown, declared)
    try:
        with warnings.catch_warnings():  # what GDAL mutters about winding order and odd names changes no shape
            warnings.simplefilter("ignore")
            frame = pyogrio.read_dataframe(address, layer=layer, on_invalid="ignore")
    except Exception as fault:  # pyogrio raises its own family per driver; the sentence is what the analyst needs
        raise _unreadable(fault, shown) from fault
    if not isinstance(frame, gpd.GeoDataFrame):
        raise FileFault(shown, "tidak berisi bentuk wilayah (geometri); kirim ulang berkas batas wilayah", 1)
    if frame.empty:
        raise FileFault(shown, f"lapisan '{layer}' tidak berisi satu wilayah pun; kirim ulang berkasnya", 1)
    frame = frame.set_geometry(shapely.force_2d(frame.geometry.array), crs=frame.crs)
    if frame.crs is not None and not (frame.crs.is_geographic or frame.crs.is_projected):
        frame = frame.set_crs(None, allow_override=True)  # "undefined" engineering systems of GeoPackage
    beside = [p for p in sorted(path.parent.iterdir()) if p in companions([path, *path.parent.iterdir()])]
    parts = [
        (shown.removesuffix(path.name) + p.name, _sha256(p.read_bytes()))
        for p in beside
        if p.suffix.lower() in (".dbf", ".shx", ".prj", ".cpg", ".dat", ".map", ".id", ".mid")
        and p.stem.casefold() == path.stem.casefold()
    ]
    is_json = content.lstrip()[:1] == b"{"
    return Layer(shown, frame, _sha256(content), parts, notes, is_json and not CRS_MEMBER.search(content))


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _chosen_layer(path: Path, shown: str, declared: Boundary) -> tuple[str, str, list[str]]:
    """(address for GDAL, layer name, notes): the declared layer, or the only one of polygons."""
    layers = [
        (address, name, kind or "") for address in _addresses(path, shown) for name, kind in _layers(address, shown)
    ]
    if declared.layer is not None:
        for address, name, _ in layers:
            if name == declared.layer:
                return address, name, []
        names = ", ".join(name for _, name, _ in layers)
        raise FileFault(
            shown, f"lapisan '{declared.layer}' yang dinyatakan tidak ada (yang ada: {names}); betulkan layer"
        )
    usable = [found for found in layers if found[2].split(" ")[0].removesuffix("Z") in POLYGONS]
    usable = usable or [found for found in layers if found[2].split(" ")[0] in UNSAID]
    if not usable:
        what = ", ".join(f"{name} ({kind or 'tanpa geometri'})" for _, name, kind in layers) or "tidak ada lapisan"
        raise FileFault(shown, f"tidak ada lapisan poligon ({what}); kirim ulang berkas batas wilayah", 1)
    if len(usable) > 1:
        names = ", ".join(name for _, name, _ in usable)
        raise FileFault(
            shown,
            f"ada {len(usable)} lapisan poligon ({names}); nyatakan yang dipakai: layer di boundary pada "
            "catalogue/cities/<kode>.yml, atau --layer",
        )
    address, name, _ = usable[0]
    said = [f"dari {len(layers)} lapisan dipakai '{name}', satu-satunya lapisan poligon"] if len(layers) > 1 else []
    return address, name, said


def _layers(address: str, shown: str) -> list[tuple[str, str | None]]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return [(name, kind) for name, kind in pyogrio.list_layers(address)]
    except Exception as fault:  # as above
        raise _unreadable(fault, shown) from fault


def _addresses(path: Path, shown: str) -> list[str]:
    """What GDAL opens: the file itself, or the boundary files inside a ZIP."""
    if path.suffix.lower() != ".zip":
        return [str(path)]
    try:
        with zipfile.ZipFile(path) as archive:
            members = [m for m in archive.infolist() if not m.is_dir() and not m.filename.startswith("__MACOSX/")]
    except zipfile.BadZipFile:
        raise FileFault(shown, "bukan ZIP yang utuh; kompres ulang lalu kirim kembali", 1) from None
    if any(member.flag_bits & 1 for member in members):
        raise FileFault(shown, "ZIP ini berkata sandi; kompres ulang tanpa kata sandi", 1)
    wanted = [
        m.filename for m in members if m.filename.lower().endswith(ENDINGS) and not m.filename.lower().endswith(".zip")
    ]
    if not wanted:
        names = ", ".join(m.filename for m in members[:5]) or "kosong"
        raise FileFault(
            shown,
            f"ZIP ini tidak memuat berkas batas wilayah ({names}); masukkan .shp dengan .dbf .shx .prj, atau satu .gpkg",
            1,
        )
    return [f"/vsizip/{path}/{name}" for name in wanted]


def _other_kind(ending: str) -> str:
    if ending in SHAPEFILE_PARTS:
        return f"bagian Shapefile ({ending}) tanpa .shp-nya; kirim .shp, .dbf, .shx dan .prj bersama, atau satu ZIP"
    return f"jenis berkas {ending or 'tanpa akhiran'} tidak dibaca; simpan sebagai salah satu: {' '.join(ENDINGS)}"


def _unreadable(fault: Exception, shown: str) -> FileFault:
    """GDAL's reason in the words of an analyst, with the place in the file where GDAL names one."""
    text = str(fault)
    if ".shx" in text:
        return FileFault(shown, "Shapefile tanpa .shx; kirim .shp, .dbf, .shx dan .prj bersama, atau satu ZIP", 1)
    place = PLACE_IN_FILE.search(text)
    if "not recognized" in text:
        what = "isinya bukan berkas batas wilayah seperti akhirannya (jenis lain, rusak, atau hanya diganti namanya)"
    elif place:
        what = "terpotong atau rusak di sini"
    else:
        what = "terpotong atau rusak, tidak dapat dibaca sampai habis"
    row, column = place.groups() if place else (1, "")
    return FileFault(shown, f"{what}; minta ulang, atau buka di QGIS lalu simpan sebagai GeoPackage", int(row), column)
