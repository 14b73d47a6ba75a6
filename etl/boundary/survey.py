"""One city's boundary files from reading to report: what is drawn, what is set aside, what the coverage looks like."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

import geopandas as gpd
import pandas as pd

from catalogue import City, Source
from catalogue.models import Boundary
from etl.boundary.checking import FRAGMENT_M2, SMALLEST_M2, THINNEST_M, check_coverage, in_metres
from etl.boundary.columns import Columns, found_columns
from etl.boundary.known import Known, normalised, shown
from etl.boundary.matching import findings_of, guesses, match, rows_of
from etl.boundary.placing import WGS84, place
from etl.boundary.reading import Layer, read_layer
from etl.boundary.report import Finding
from etl.boundary.shapes import Row, check_stated
from etl.faults import BuildError, FileFault, SetAside

PROBABLE_M2 = 10_000  # a gap of this size may be the place of a kelurahan that is missing
LISTED = 60  # sentences in the message of a build that stops


@dataclass
class Survey:
    """What a city's boundary files gave. `drawn` has `area_code`, `area_name`, `parent_code`, `stated_km2`, `geometry` in EPSG:4326."""

    city: City
    drawn: gpd.GeoDataFrame | None = None
    findings: list[Finding] = field(default_factory=list)
    set_aside: list[SetAside] = field(default_factory=list)
    files: list[tuple[str, str, int]] = field(default_factory=list)  # (name, SHA-256, shapes in)
    missing: list[str] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        """Nothing set aside, missing, gaping or overlapping; remarks do not count."""
        return all(finding.weight == "catatan" for finding in self.findings)


def declared_reading(source: Source, city: City, **more) -> Boundary:
    """What is declared about the file: the city's keys before the source's, `more` (of the command line) before both."""
    said = {**_said(source.boundary), **_said(city.boundary), **{k: v for k, v in more.items() if v is not None}}
    return Boundary.model_validate(said)


def survey(source: Source, known: Known, files: Iterable[tuple[Path, str]], declared: Boundary) -> Survey:
    """Read, match and check the files of one city. Raises `FileFault` when one of them cannot be this city's map."""
    result, seen, read = Survey(known.city), {}, []
    for path, name in files:
        layer = read_layer(path, name, declared)
        frame, near = place(layer, known.city, known.cities, declared)
        found = found_columns(frame, known, source, declared, name)
        rows = rows_of(name, frame, near, found)
        match(rows, found, known, _measure(frame, known.city) if declared.repair else None, seen)
        check_stated(rows, frame, found, name)
        _check_city(rows, found, known, name)
        _check_second_file(rows, name)
        read.append((layer, frame, found, rows))
        result.files += [(name, layer.sha256, len(rows)), *((part, sha, 0) for part, sha in layer.parts)]
    named = {row.code for *_, rows in read for row in rows}
    missing = [area for code, area in known.kelurahan.items() if code not in named]
    guess = guesses([row for *_, rows in read for row in rows], known, missing)
    for layer, _frame, found, rows in read:
        _remember(result, layer, found, rows, source, known, guess)
    _report_missing(result, known, guess, [row for *_, rows in read for row in rows], read)
    _draw_up(result, known, read)
    return result


def check_losses(source: Source, result: Survey) -> None:
    """Raise `BuildError` when more than `max_set_aside_pct` of the shapes, or of the city's kelurahan, are not drawn."""
    rows = sum(count for *_, count in result.files)
    expected = max(result.city.expected_areas.get("kelurahan", 0), 1)
    limit, lost, missing = source.max_set_aside_pct, 100 * len(result.set_aside), 100 * len(result.missing)
    if lost <= limit * rows and missing <= limit * expected:
        return
    order = sorted(result.findings, key=lambda f: f.weight != "tersisih")
    lines = [f.line_of_text() for f in order if f.weight != "catatan"]
    more = [f"... {len(lines) - LISTED} lagi"] if len(lines) > LISTED else []
    raise BuildError(
        "\n".join([
            *lines[:LISTED], *more,
            f"catalogue/sources/{source.id}.yml:max_set_aside_pct:: {result.city.name}: {len(result.set_aside)} dari {rows} bentuk "
            f"tersisih, {len(result.missing)} dari {expected} kelurahan tanpa gambar, batasnya {limit:g}%; perbaiki berkasnya",
        ])
    )  # fmt: skip


def _said(declared: Boundary) -> dict:
    return declared.model_dump(exclude_none=True, exclude_defaults=True)


def _measure(frame: gpd.GeoDataFrame, city: City):
    return lambda shape: float(in_metres(gpd.GeoDataFrame(geometry=[shape], crs=frame.crs), city).area.iloc[0])


def _check_city(rows: list[Row], found: Columns, known: Known, name: str) -> None:
    """Raise `FileFault` when fewer than half of the shapes are of this city: it is another one's file, or another level's."""
    matched = sum(row.code in known.kelurahan for row in rows)
    told = sum(_is_ambiguous(row) for row in rows)  # its names, though not enough
    ground = sum(row.fault is None and row.code is None for row in rows)
    if matched + told and 2 * (matched + told + ground) >= len(rows):
        return
    foreign = [(row, known.city_of(row.given)) for row in rows if row.given]
    others = [other for _, other in foreign if other]
    if 2 * len(others) >= len(rows):
        most = max(sorted(set(others)), key=others.count)
        example = next(row.given for row, other in foreign if other == most)
        raise FileFault(
            name,
            f"kode wilayahnya ('{example}', ...) milik {most}, bukan {known.city.name} ({known.city.code}): {len(others)} dari "
            f"{len(rows)}; pindahkan berkasnya ke folder kotanya",
            1,
            found.titles.get("code", ""),
        )
    coarse = [row for row in rows if row.fault and row.fault[0] == "outline_not_kelurahan"]
    if 2 * len(coarse) >= len(rows) or (not matched and _are_kecamatan(found, rows, known)):
        raise FileFault(
            name,
            "berkas ini berisi batas kecamatan atau kota; kirim batas kelurahan, batas di atasnya digabung sendiri dari situ",
            1,
            found.titles.get("code", found.titles.get("kecamatan", "")),
        )
    examples = ", ".join(f"'{row.given or row.name}'" for row in rows if row.code is None)[:120]
    raise FileFault(
        name,
        f"hanya {matched} dari {len(rows)} wilayahnya cocok dengan daftar {known.city.name} ({known.city.code}); tidak cocok: "
        f"{examples}; periksa apakah ini berkas kota itu, atau nyatakan columns di boundary pada catalogue/cities/{known.city.code}.yml",
        1,
        found.titles.get("code", found.titles.get("name", "")),
    )


def _are_kecamatan(found: Columns, rows: list[Row], known: Known) -> bool:
    written = [known.kecamatan_written(row.kecamatan) or known.kecamatan_written(row.name) for row in rows]
    return len(rows) <= len(known.kecamatan) and len(set(written) - {None}) == len(rows)


def _check_second_file(rows: list[Row], name: str) -> None:
    twice = [row.twin.file for row in rows if row.twin is not None and row.twin.file != name]
    if 2 * len(twice) > len(rows):
        other = twice[0]
        raise FileFault(
            name, f"{len(twice)} dari {len(rows)} wilayahnya sudah ada di {other}; tinggalkan satu berkas saja", 1
        )


def _remember(result: Survey, layer: Layer, found: Columns, rows, source, known: Known, guess) -> None:
    for note in [*layer.notes, *found.notes]:
        result.findings.append(Finding(known.city.code, layer.shown, 1, "", "read_as", note))
    findings, set_aside = findings_of(rows, found, source, known, guess)
    result.findings += findings
    result.set_aside += set_aside


def _report_missing(result: Survey, known: Known, guess: dict[int, str], rows: list[Row], read) -> None:
    if not read:
        return
    lost = {row.code: row for row in rows if row.fault and row.code}
    drawn = {row.code for row in rows if not row.fault}
    for code, area in sorted(known.kelurahan.items()):
        if code in drawn:
            continue
        kecamatan = known.kecamatan[area.parent].name if area.parent in known.kecamatan else area.parent
        why = f"barisnya tersisih (baris {lost[code].line})" if code in lost else "tidak ada barisnya di berkas"
        maybe = [row.line for row in rows if guess.get(id(row), "").startswith(shown(area)) and code not in lost]
        why += f", mungkin baris {maybe[0]}" if maybe else ""
        alike = [row.line for row in rows if _is_ambiguous(row) and normalised(row.name) in area.names]
        if alike and code not in lost:
            why = f"namanya ada di lebih dari satu kecamatan (baris {', '.join(map(str, alike))})"
        result.missing.append(code)
        result.findings.append(
            Finding(
                known.city.code, read[0][0].shown, None, "", "missing",
                f"kelurahan {shown(area)} di kecamatan {kecamatan} tidak tergambar: {why}; angkanya tetap di tabel, "
                "bentuknya kosong di peta", code, area.name,
            )
        )  # fmt: skip


def _is_ambiguous(row: Row) -> bool:
    return row.fault is not None and row.fault[0] == "outline_name_ambiguous"


def _draw_up(result: Survey, known: Known, read) -> None:
    """Check the coverage of what is drawn and bring it to EPSG:4326."""
    frames = []
    for _layer, frame, _found, rows in read:
        kept = [row for row in rows if not row.fault]
        names = [known.kelurahan[r.code].name if r.code else r.name or "tanpa nama" for r in kept]
        table = {
            "area_code": [r.code for r in kept],
            "area_name": [r.name or None for r in kept],
            "shown_name": names,
            "parent_code": [r.parent for r in kept],
            "stated_km2": [r.stated_km2 for r in kept],
        }
        frames.append(gpd.GeoDataFrame(table, geometry=[r.geometry for r in kept], crs=frame.crs))
    if not frames:
        return
    own = frames[0] if len(frames) == 1 else pd.concat([f.to_crs(WGS84) for f in frames], ignore_index=True)
    coverage = check_coverage(own, known.city, read[0][0].shown)
    result.findings += [_with_place(finding, result, known) for finding in coverage]
    result.drawn = own.to_crs(WGS84).drop(columns="shown_name")
    result.findings.append(_summary(result, known, read))


def _with_place(finding: Finding, result: Survey, known: Known) -> Finding:
    """A large gap between several kelurahan is probably the place of one of their kecamatan that has no shape."""
    around = set(finding.neighbours.split("; ")) if finding.kind == "gap" and finding.size_m2 >= PROBABLE_M2 else set()
    parents = {area.parent for area in known.kelurahan.values() if area.name in around}
    near = [code for code in result.missing if known.kelurahan[code].parent in parents]
    if len(around) < 2 or not 0 < len(near) <= 3:
        return finding
    guess = ", ".join(shown(known.kelurahan[code]) for code in near)
    return replace(finding, guess=guess, sentence=f"{finding.sentence} (mungkin tempat {guess})")


def _summary(result: Survey, known: Known, read) -> Finding:
    rows = sum(count for *_, count in result.files)
    count = {
        kind: sum(f.kind == kind for f in result.findings)
        for kind in ("gap", "overlap", "sliver_gap", "sliver_overlap", "fragment")
    }
    ground = int(result.drawn.area_code.isna().sum())
    also = f" (termasuk {ground} lahan tanpa kode)" if ground else ""
    return Finding(
        known.city.code, read[0][0].shown, None, "", "summary",
        f"{rows} bentuk masuk = {len(result.drawn)} digambar{also} + {len(result.set_aside)} tersisih; {len(result.missing)} dari "
        f"{len(known.kelurahan)} kelurahan tanpa gambar; {count['gap']} celah, {count['overlap']} tumpang tindih, "
        f"{count['sliver_gap'] + count['sliver_overlap']} batas tipis (sliver), {count['fragment']} serpihan di bawah {FRAGMENT_M2:g} m² "
        f"(diabaikan: di bawah {SMALLEST_M2:g} m² atau lebih tipis dari {THINNEST_M * 100:g} cm)",
    )  # fmt: skip
