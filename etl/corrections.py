"""Declared corrections and printed percentages held against the rows as received."""

import duckdb

from catalogue import Source
from catalogue.models import KnownFault
from etl.faults import BuildError
from etl.files import ReceivedFile
from etl.stage import correction_terms, quoted


def check_corrections(
    con: duckdb.DuckDBPyConnection, source: Source, files: list[ReceivedFile], built: list[str]
) -> tuple[list[int], list[str]]:
    """Places of the corrections that stand on the delivered files, and warnings of those whose file was not delivered; about
    a city that is not among those `built` nothing is said.

    Raises `BuildError`, a sentence for each, when a row or its faulty text is no longer there.
    """
    standing, warnings, gone = [], [], []
    for i, fault in enumerate(source.known_faults):
        if not _is_delivered(source, fault, files):
            if fault.file and all(city in built for city in _cities(source, fault)):
                warnings.append(
                    f"catalogue/sources/{source.id}.yml:known_faults:{fault.column}: berkas '{fault.file}' tidak diserahkan; "
                    "koreksinya tidak dipakai, hapus bila berkas itu sudah diganti"
                )
            continue
        sentence = _gone(con, source, fault)
        if sentence:
            gone.append(
                f"catalogue/sources/{source.id}.yml:known_faults:{source.columns[fault.column].from_}: {sentence}"
            )
        else:
            standing.append(i)
    if gone:
        raise BuildError("\n".join(gone))
    return standing, warnings


def _is_delivered(source: Source, fault: KnownFault, files: list[ReceivedFile]) -> bool:
    """Whether the file a correction speaks of is among those of this build; a city that is not built is not asked."""
    cities = _cities(source, fault)
    return any(
        (not fault.file or file.name.endswith(f"/{fault.file}")) and (not cities or file.city_code in (None, cities[0]))
        for file in files
    )


def _cities(source: Source, fault: KnownFault) -> list[str]:
    """The city of the row a correction speaks of, and of the figures it stands beside."""
    named = [text for name, text in fault.match.items() if source.columns[name].type in ("area_code", "city_code")]
    return [code[:5] for code in (*named, *(beside.area for beside in fault.beside))]


def _gone(con: duckdb.DuckDBPyConnection, source: Source, fault: KnownFault) -> str | None:
    """What is wrong with a correction, or None while its row still says what it was declared for."""
    bound: dict[str, object] = {}
    names = {name: source.columns[name].from_ for name in (*fault.match, fault.column)}
    texts = ", ".join(f"trim({quoted(title)}) as t_{name}" for name, title in names.items())
    found = con.execute(
        f"select distinct coalesce(t_{fault.column}, '') from (select *, {texts} from raw.{source.id}) "
        f"where {correction_terms(fault, source, bound, 'k', with_expected=False)} order by all",
        bound,
    ).fetchall()
    where = ", ".join(fault.match.values())
    if not found:
        return f"baris koreksi ini ({where}) tidak ada lagi di berkas sumbernya; hapus atau sesuaikan pernyataannya"
    if (fault.expect,) not in found:
        return (
            f"baris {where} kini berisi '{found[0][0]}', bukan '{fault.expect}'; sumbernya sudah membetulkan, "
            "hapus pernyataan koreksinya"
        )
    return None


def contradictions(con: duckdb.DuckDBPyConnection, source: Source) -> list[str]:
    """A sentence for each printed percentage that its own figures contradict and no correction speaks of; both stay."""
    sentences = []
    for part in source.proportions:
        title = source.columns[part.printed].from_
        declared = [fault for fault in source.known_faults if fault.column == part.printed]
        bound: dict[str, object] = {"scale": part.scale, "tolerance": part.tolerance + 1e-9}
        names = {name: source.columns[name].from_ for fault in declared for name in (*fault.match, fault.column)}
        texts = "".join(f", trim(r.{quoted(column)}) as t_{name}" for name, column in names.items())
        known = (
            " or ".join(f"({correction_terms(f, source, bound, f'k{i}')})" for i, f in enumerate(declared)) or "false"
        )
        rows = con.execute(
            f"""with row_of as (select s.file_name, s.line_no, s.{part.printed} as printed, s.{part.numerator} as upper,
                s.{part.denominator} as lower {texts}
                from stg.{source.id} s inner join raw.{source.id} r using (file_name, line_no))
            select file_name, line_no, printed, $scale * upper / nullif(lower, 0) as computed from row_of
            where (abs(printed - computed) > $tolerance or (printed is not null and lower = 0)) and not ({known}) order by all""",
            bound,
        ).fetchall()
        zero = f"tidak dapat dihitung dari angkanya sendiri ({source.columns[part.denominator].from_} 0)"
        for file, line, printed, computed in rows:
            why = zero if computed is None else f"tidak cocok dengan angkanya sendiri ({computed:.2f})"
            sentences.append(
                f"{file}:{line}:{title}: '{printed:g}' {why}; keduanya ditampilkan apa adanya, "
                f"tanyakan ke sumbernya lalu catat di known_faults catalogue/sources/{source.id}.yml"
            )
    return sentences
