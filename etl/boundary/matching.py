"""Which area each shape is: by code, else by name within its kecamatan. What cannot be told is set aside with the best guess.

A code that is not in the list is never replaced by a name: two statements that contradict each other are shown, not settled.
"""

from catalogue import Source
from etl.boundary.columns import Columns
from etl.boundary.known import Area, Known, normalised, shown
from etl.boundary.report import Finding, m2, of_set_aside
from etl.boundary.shapes import Row, check_shape, read_stated_area
from etl.faults import SetAside

KELURAHAN_LENGTH = 13
PARENT_LENGTH = 8
NEARLY_THE_SAME = 0.85  # of a name that is taken already: only a slip of the pen is worth a guess


def rows_of(file: str, frame, near, found: Columns) -> list[Row]:
    """The shapes of one file with the cells that matter."""
    count = len(frame)
    cells = [texts or [""] * count for texts in (found.code, found.other_code, found.name, found.kecamatan)]
    km2 = found.km2 or [None] * count
    return [
        Row(file, i + 1, shape, bool(near[i]), *(texts[i] for texts in cells), km2[i])
        for i, shape in enumerate(frame.geometry.array)
    ]


def match(rows: list[Row], found: Columns, known: Known, repair, seen: dict[str, Row]) -> None:
    """Give every row its area or its fault. `seen` are the areas already taken, also by other files of the city.

    `repair` is None, or measures a shape in square metres where `repair: make_valid` is declared.
    """
    for row in rows:
        if row.given:
            _by_code(row, found, known)
        else:
            _by_name(row, bool(found.code), known)
        check_shape(row, repair)
        read_stated_area(row)
    _take([row for row in rows if row.given], seen)  # codes go before names
    _take([row for row in rows if not row.given], seen)


def _by_code(row: Row, found: Columns, known: Known) -> None:
    system = "kemendagri" if "." in row.given else found.code_system
    row.code = known.by_code[system].get(row.given)
    if row.code is None:
        other = known.city_of(row.given)
        if other and system != "undotted":
            row.lost("area_other_city", "code", row.given, f"kode {other}")
        elif any(row.given == area.bps for area in known.ground):
            row.parent = next(area.parent for area in known.ground if area.bps == row.given)
        else:
            second = known.by_code["bps"].get(row.other)
            row.lost(
                "area_unknown",
                "code",
                row.given,
                f"kode BPS {row.other} di baris ini milik {shown(known.kelurahan[second])}"
                if second in known.kelurahan
                else "",
            )
        return
    if len(row.code) != KELURAHAN_LENGTH:
        row.lost("outline_not_kelurahan", "code", row.given)
        return
    row.parent = row.code[:PARENT_LENGTH]
    second = known.by_code["bps"].get(row.other) if row.other else None
    if second and second != row.code:
        row.lost(
            "outline_codes_differ",
            "code",
            row.given,
            f"kolom lain berisi kode BPS {row.other}, yaitu {shown(known.kelurahan[second]) if second in known.kelurahan else second}",
        )
    written = known.kecamatan_written(row.kecamatan) if row.kecamatan else None
    if row.kecamatan and written is None:
        row.notes.append(
            (
                "kecamatan_unknown",
                "kecamatan",
                f"kecamatan '{row.kecamatan}' tidak ada di daftar; kodenya yang dipakai",
                None,
            )
        )
    elif written and written != row.parent:
        row.lost("outline_parent", "kecamatan", row.given, f"tertulis {shown(known.kecamatan[written])}")
    _compare_name(row, known)


def _compare_name(row: Row, known: Known) -> None:
    """A name of another area contradicts the code: the row is set aside. A name nobody bears is only told."""
    area = known.kelurahan[row.code]
    if not row.name or normalised(row.name) in area.names:
        return
    same = known.kelurahan_named(row.name, None)
    if same:
        whose = " dan ".join(shown(a) for a in same)
        row.lost("outline_code_name", "code", row.given, f"kodenya {shown(area)}, namanya '{row.name}' milik {whose}")
    elif not row.fault:
        row.notes.append(
            (
                "name_differs",
                "name",
                f"kode {row.code} di daftar bernama {area.name}, di berkas '{row.name}'; kodenya yang dipakai, periksa mana yang benar",
                None,
            )
        )


def _by_name(row: Row, has_codes: bool, known: Known) -> None:
    """A row without a code. In a file that has codes it may be ground that is nobody's kelurahan."""
    parent = known.kecamatan_written(row.kecamatan) if row.kecamatan else None
    if row.kecamatan and parent is None:
        guess = known.best_guess(row.kecamatan, list(known.kecamatan.values()))
        row.lost("outline_kecamatan_unknown", "kecamatan", row.kecamatan, f"mungkin {guess}" if guess else "")
        return
    matches = known.kelurahan_named(row.name, parent) if row.name else []
    ground = known.ground_named(row.name, parent) if row.name else []
    if len(matches) == 1:
        row.code, row.parent = matches[0].code, matches[0].parent
        if has_codes:
            row.notes.append(
                ("named", "name", f"tanpa kode; dicocokkan lewat nama '{row.name}' dengan {shown(matches[0])}", None)
            )
    elif len(matches) > 1:
        places = ", ".join(known.kecamatan[a.parent].name for a in matches if a.parent in known.kecamatan)
        row.lost("outline_name_ambiguous", "name", row.name, f"ada di {places}")
    elif len(ground) == 1:
        row.parent = ground[0].parent
    elif has_codes:
        row.parent = parent
        row.notes.append(
            (
                "surplus",
                "code",
                f"'{row.name or 'tanpa nama'}' tanpa kode: digambar sebagai lahan yang bukan kelurahan, tanpa angka",
                None,
            )
        )
    elif not row.name:
        row.lost("outline_unnamed", "name", "")
    else:
        elsewhere = known.kelurahan_named(row.name, None)
        where = ", ".join(shown(a) for a in elsewhere)
        row.lost("outline_name_unknown", "name", row.name, f"nama itu ada di kecamatan lain: {where}" if where else "")


def _take(rows: list[Row], seen: dict[str, Row]) -> None:
    """Of several rows of one area the first is used; one that contradicts itself (name, second code) comes after the others."""
    doubtful = [row for row in rows if _contradicts(row) or any(kind == "name_differs" for kind, *_ in row.notes)]
    for row in [*(r for r in rows if r not in doubtful), *doubtful]:
        contradicts = _contradicts(row)
        if row.code is None or (row.fault and not contradicts):
            continue
        first = seen.setdefault(row.code, row) if not contradicts else seen.get(row.code, row)
        if first is not row:
            row.twin = first
            row.fault = (
                "duplicate_key",
                "code" if row.given else "name",
                row.given or row.name,
                _about_twins(row, first),
            )


def _contradicts(row: Row) -> bool:
    return row.fault is not None and row.fault[0] in ("outline_codes_differ", "outline_code_name")


def _about_twins(row: Row, first: Row) -> str:
    same = first.geometry is not None and row.geometry is not None and first.geometry.equals(row.geometry)
    name = f", di sini bernama '{row.name}'" if normalised(row.name) != normalised(first.name) else ""
    more = f"; {row.fault[3]}" if row.fault else ""
    shape = "bentuknya sama persis" if same else "bentuknya lain"
    where = f"baris {first.line}" if first.file == row.file else f"berkas lain baris {first.line}"
    return f"wilayah {row.code} sudah ada di {where}, {shape}{name}{more}"


def guesses(rows: list[Row], known: Known, missing: list[Area]) -> dict[int, str]:
    """Best guess for rows that matched nothing, by the row's identity: the most alike name among areas without a shape,
    first in its kecamatan; or the only one that is left there."""
    found = {}
    for row in rows:
        if row.code is not None or (row.fault is None and not any(kind == "surplus" for kind, *_ in row.notes)):
            continue
        if row.fault and row.fault[0] == "outline_name_ambiguous":
            continue  # its sentence names them all
        parent = known.kecamatan_written(row.kecamatan) if row.kecamatan else None
        near = [a for a in missing if parent is None or a.parent == parent]
        guess = known.best_guess(row.name, near) or known.best_guess(row.name, missing, NEARLY_THE_SAME)
        if not guess and len(near) == 1:
            guess = f"{shown(near[0])}, satu-satunya yang belum ada bentuknya" + (" di kecamatan itu" if parent else "")
        if not guess and row.name:
            drawn = known.best_guess(row.name, list(known.kelurahan.values()), NEARLY_THE_SAME)
            guess = f"{drawn}, yang sudah ada bentuknya" if drawn else ""
        if guess:
            found[id(row)] = guess
    return found


def findings_of(rows: list[Row], found: Columns, source: Source, known: Known, guess: dict[int, str]):
    """(findings, set aside) of the rows of one file."""
    findings, set_aside = [], []
    for row in rows:
        name = known.kelurahan[row.code].name if row.code in known.kelurahan else row.name or None
        best = guess.get(id(row))
        if row.fault:
            reason, role, value, detail = row.fault
            details = "; ".join(d for d in (detail, f"tebakan terdekat: {best}" if best else "") if d)
            fault = SetAside(
                source.id, known.city.code, row.file, row.line, found.titles.get(role, ""), reason, value, details
            )
            set_aside.append(fault)
            findings.append(of_set_aside(fault, name, best))
        for kind, role, sentence, size in row.notes:
            if kind == "repaired":
                sentence += f" (luas berubah {'-' if size < 0 else '+'}{m2(abs(size))})"
            if kind == "surplus" and best:
                sentence += f"; bila sebenarnya kelurahan, mungkin {best}"
            findings.append(
                Finding(
                    known.city.code,
                    row.file,
                    row.line,
                    found.titles.get(role, ""),
                    kind,
                    sentence,
                    row.code,
                    name,
                    None,
                    size,
                    best,
                )
            )
    return findings, set_aside
