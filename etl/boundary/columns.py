"""Finds by their content the columns of a boundary file that say which area a shape is. What is declared goes first.

A column is taken by how many of its cells are codes or names of this very city, never by its title alone: `code` may be a
running number, and the code may stand in `KDEPUM`. The title only decides between columns that fit equally well.
"""

import math
import re
from dataclasses import dataclass, field

import geopandas as gpd

from catalogue import Source
from catalogue.models import Boundary
from etl.boundary.known import Known, normalised
from etl.faults import FileFault

SYSTEMS = {"kemendagri": "Kemendagri", "bps": "BPS", "undotted": "Kemendagri tanpa titik"}
PARTS = (  # the code in four columns, as BPS and BIG hand it out, often as numbers that lost their zeros
    ("kdprov", "kdkab", "kdkec", "kddesa"),
    ("prov_no", "kab_no", "kec_no", "desa_no"),
    ("provno", "kabkotno", "kecno", "desano"),
)
CODE = re.compile(r"\d{2}\.\d{2}(\.\d{2}(\.\d{4})?)?|\d{4}|\d{7}|\d{10}")
WIDTHS = {"bps": (2, 2, 3, 3), "undotted": (2, 2, 2, 4)}


@dataclass
class Columns:
    """Cells of the file as text, one list per role; an empty list where the file has no such column."""

    titles: dict[str, str]  # role -> title, as shown to the analyst
    code: list[str] = field(default_factory=list)
    code_system: str = "kemendagri"  # of a code without dots: bps or undotted; one with dots is always Kemendagri's
    other_code: list[str] = field(default_factory=list)  # the same areas in BPS's codes, beside Kemendagri's
    name: list[str] = field(default_factory=list)
    kecamatan: list[str] = field(default_factory=list)
    km2: list = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def text_of(received) -> str:
    """A cell as text: a whole number that a spreadsheet or shapefile made a decimal loses its `.0`, nothing else changes."""
    if received is None or (isinstance(received, float) and math.isnan(received)) or received != received:
        return ""
    if isinstance(received, float) and received.is_integer():
        return str(int(received))
    return str(received).strip()


def found_columns(frame: gpd.GeoDataFrame, known: Known, source: Source, declared: Boundary, shown: str) -> Columns:
    """Choose the columns. Raises `FileFault` when a declared one is missing, or nothing says which area is which."""
    attributes = frame.drop(columns=frame.geometry.name)
    cells = {str(title): [text_of(v) for v in attributes[title]] for title in attributes.columns}
    first = {role: column.from_.casefold() for role, column in source.columns.items()}
    wanted = _declared(cells, declared, shown)
    found = Columns({})
    _find_code(found, cells, known, wanted.get("code"), first.get("area_code", ""), declared.code_system)
    _find_name(found, cells, known, wanted.get("name"), first.get("area_name", ""))
    _find_kecamatan(found, cells, known, wanted.get("kecamatan"), first.get("parent_code", ""))
    km2 = wanted.get("area_km2") or next((t for t in cells if t.casefold() == first.get("polygon_km2")), None)
    if km2:
        found.titles["km2"], found.km2 = km2, list(attributes[km2])
    if not found.code and not found.name:
        raise FileFault(shown, _nothing_found(cells, known), 1)
    return found


def _nothing_found(cells: dict[str, list[str]], known: Known) -> str:
    for title, texts in cells.items():
        if texts and all(
            known.kecamatan_written(text) or text in (known.city.code, known.city.bps_code) for text in texts
        ):
            return (
                f"berkas ini berisi batas kecamatan atau kota (kolom '{title}'); kirim batas kelurahan, batas di atasnya digabung "
                "sendiri dari situ"
            )
    titles = ", ".join(list(cells)[:12]) or "tanpa kolom"
    return (
        f"tidak ada kolom berisi kode atau nama kelurahan {known.city.name} (kolomnya: {titles}); tambahkan kolom kode "
        f"Kemendagri, atau nyatakan columns di boundary pada catalogue/cities/{known.city.code}.yml"
    )


def _declared(cells: dict[str, list[str]], declared: Boundary, shown: str) -> dict[str, str]:
    by_title = {title.casefold(): title for title in cells}
    for role, title in declared.columns.items():
        if title.casefold() not in by_title:
            raise FileFault(
                shown,
                f"kolom yang dinyatakan untuk {role} tidak ada (kolomnya: {', '.join(list(cells)[:12])}); betulkan columns di boundary",
                1,
                title,
            )
    return {role: by_title[title.casefold()] for role, title in declared.columns.items()}


def _find_code(found: Columns, cells, known: Known, wanted: str | None, usual: str, system: str | None) -> None:
    cells = {wanted: cells[wanted]} if wanted else {**cells, **_put_together(cells)}
    kelurahan = {name: {c for c, k in by.items() if len(k) == 13} for name, by in known.by_code.items()}
    fits = {}
    for title, texts in cells.items():
        matched = {name: sum(_plain(t) in codes for t in texts) for name, codes in kelurahan.items()}
        if system:
            matched = {name: matched[name] for name in (["bps"] if system == "bps" else ["kemendagri", "undotted"])}
        best = max(matched, key=matched.get)
        foreign = sum(known.city_of(_plain(t)) is not None for t in texts)
        fits[title] = (matched[best], foreign, title.casefold() == usual, best)
    fits = {title: fit for title, fit in fits.items() if any(cells[title])}
    if not fits:
        return
    title = max(fits, key=lambda t: _fitness(fits[t], len(cells[t])))
    matched, foreign, is_usual, best = fits[title]
    if not wanted and not matched:  # codes of another city, or the column that usually holds them, spoilt throughout
        title = max(fits, key=lambda t: (fits[t][1], fits[t][2]))
        matched, foreign, is_usual, best = fits[title]
        shaped = sum(bool(CODE.fullmatch(_plain(text))) for text in cells[title])
        if 2 * max(foreign, shaped if is_usual else 0) < len(cells[title]):
            return
    found.titles["code"], found.code = title, [_plain(t) for t in cells[title]]
    found.code_system = "undotted" if best == "undotted" or system == "kemendagri" else "bps"
    if matched and (title.casefold() != usual or best != "kemendagri"):
        found.notes.append(f"kode wilayah dibaca dari kolom '{title}' sebagai kode {SYSTEMS[best]}: {matched} cocok")
    if best == "kemendagri":
        pairs = [t for t in fits if t != title and fits[t][3] == "bps" and fits[t][0] * 2 > len(cells[t])]
        if pairs:
            found.titles["other_code"], found.other_code = pairs[0], [_plain(t) for t in cells[pairs[0]]]


def _fitness(fit: tuple[int, int, bool, str], rows: int) -> tuple:
    """A column that says most areas in Kemendagri's codes goes before one in BPS's, though a cell of it be wrong."""
    matched, foreign, is_usual, system = fit
    is_most = 2 * matched >= rows
    return is_most, is_most and system == "kemendagri", matched, is_usual, foreign


def _plain(text: str) -> str:
    """BPS codes are also written in groups (12.74.030.001)."""
    groups = text.split(".")
    return "".join(groups) if [len(g) for g in groups] in ([2, 2, 3], [2, 2, 3, 3]) else text


def _put_together(cells: dict[str, list[str]]) -> dict[str, list[str]]:
    """Codes that stand in four columns, each part filled up with the zeros a number loses."""
    by_title = {title.casefold(): title for title in cells}
    made = {}
    for quartet in PARTS:
        if all(title in by_title for title in quartet):
            columns = [cells[by_title[title]] for title in quartet]
            for widths in WIDTHS.values():
                joined = [
                    "".join(p.zfill(w) for p, w in zip(parts, widths, strict=True)) if all(parts) else ""
                    for parts in zip(*columns, strict=True)
                ]
                made[f"{'+'.join(by_title[t] for t in quartet)} ({'-'.join(map(str, widths))})"] = joined
    return made


def _find_name(found: Columns, cells, known: Known, wanted: str | None, usual: str) -> None:
    names = {n for area in (*known.kelurahan.values(), *known.ground) for n in area.names}
    fits = {t: len({normalised(v) for v in texts} & names) for t, texts in cells.items()}
    title = wanted or max(fits, key=lambda t: (fits[t], t.casefold() == usual), default=None)
    if title is not None and (wanted or fits[title]):
        found.titles["name"], found.name = title, cells[title]


def _find_kecamatan(found: Columns, cells, known: Known, wanted: str | None, usual: str) -> None:
    fits = {}
    for title, texts in cells.items():
        if title not in (found.titles.get("name"), found.titles.get("code")):
            filled = [t for t in texts if t]
            fits[title] = (
                sum(known.kecamatan_written(_plain(t)) is not None for t in filled) / len(filled) if filled else 0
            )
    title = wanted or max(fits, key=lambda t: (fits[t] >= 0.5, t.casefold() == usual, fits[t]), default=None)
    if title is not None and (wanted or fits[title] >= 0.5):
        found.titles["kecamatan"], found.kecamatan = title, [_plain(t) for t in cells[title]]
