"""Demonstration editions: which sources are simulated, and how everything made of them says so.

What a source's quality is follows from its declaration; of a simulated source the declaration itself is replaced. Marts that
write an origin of their own (`'kutipan' as quality`, a column of the file) are marked after they have run: every row of a mart
that reads a simulated source, directly or through other tables, counts as simulated. A mart of several sources is marked
whole: rather too much than too little.
"""

import re
import zipfile
from dataclasses import replace
from pathlib import Path

import duckdb

from catalogue import Catalogue, Source
from catalogue.base import Bilingual
from etl.areas import AREA_SOURCES, OUTLINES
from etl.faults import BuildError, FileFault
from etl.files import received_paths
from etl.sqlfiles import SQL

FILE_PREFIX = "simulasi-"  # of every simulated file's name
MARK = "SIMULASI-DASBOR"  # in the content of every simulated file
TRACKING_IDS = re.compile(rb"\b9900\d{8}\b")  # of simulated requests: longer than any real one
TRACKING_TITLE = b"Tracking ID"
SEARCHED_BYTES = 8_000_000  # of a file or of a part of a workbook: every row carries the mark
KINDLESS = {"stg.declared_source"}  # lists every source and is made of none
_TABLE = re.compile(r"\b(?:stg|mart)\.[a-z0-9_]+")


def refuse_simulated(path: Path, shown: str) -> None:
    """Raise `FileFault` for a file that was made by the generator and lies where real files are expected."""
    if path.name.casefold().startswith(FILE_PREFIX) or is_marked(path):
        raise FileFault(
            shown,
            "berkas simulasi, bukan data; pindahkan ke data/simulasi/raw/ dan bangun dengan --demo, atau hapus",
        )


def is_marked(path: Path) -> bool:
    """True when the content carries a mark of the generator, also after it was saved under another name or as CSV."""
    try:
        return any(_carries_mark(content) for content in _contents(path))
    except (OSError, zipfile.BadZipFile, RuntimeError, NotImplementedError, ValueError):
        return False  # not to be read at all: its reader says so in words of its own


def _carries_mark(content: bytes) -> bool:
    return MARK.encode() in content or (TRACKING_TITLE in content and bool(TRACKING_IDS.search(content)))


def _contents(path: Path):
    """The searched part of a file; of a workbook its texts, cells and properties, the cells with the column titles."""
    with path.open("rb") as file:
        start = file.read(SEARCHED_BYTES)
    if not start.startswith(b"PK\x03\x04"):
        yield start
        return
    with zipfile.ZipFile(path) as book:
        names = [n for n in book.namelist() if n.endswith(".xml") and n.startswith(("docProps/", "xl/sharedStrings"))]
        sheets = [n for n in book.namelist() if n.startswith("xl/worksheets/sheet")]
        texts = b""
        for name in names:
            with book.open(name) as part:
                texts += part.read(SEARCHED_BYTES)
        yield texts
        titled = TRACKING_TITLE if TRACKING_TITLE in texts else b""
        for name in sheets:
            with book.open(name) as part:
                yield titled + part.read(SEARCHED_BYTES)


def simulated_sources(catalogue: Catalogue, folder: Path | None) -> list[str]:
    """Ids of the sources that have a file in the folder of simulated files. Raises `BuildError` for one that cannot be."""
    if folder is None:
        return []
    found = [s.id for s in catalogue.sources.values() if s.place == "raw" and _is_delivered(s, folder, catalogue)]
    for name in found:
        if name in (*AREA_SOURCES, OUTLINES):
            raise BuildError(f"simulasi/{name}::: wilayah tidak disimulasikan; hapus folder ini")
    return found


def _is_delivered(source: Source, folder: Path, catalogue: Catalogue) -> bool:
    cities = catalogue.cities if source.scope == "city" else [None]
    return any(received_paths(source, folder, city) for city in cities)


def declared_simulated(catalogue: Catalogue, simulated: list[str]) -> Catalogue:
    """The catalogue in which simulated sources name no real publisher, release or licence, and are of quality `simulasi`."""
    if not simulated:
        return catalogue
    sources = {name: _declared(source) if name in simulated else source for name, source in catalogue.sources.items()}
    return replace(catalogue, sources=sources)


def _declared(source: Source) -> Source:
    title = Bilingual(id=f"SIMULASI: {source.title.id}", en=f"SIMULATION: {source.title.en}")
    made = Bilingual(
        id="dibuat oleh python -m etl simulate, bukan diterima dari siapa pun",
        en="made by python -m etl simulate, received from nobody",
    )
    caveat = Bilingual(
        id="Data simulasi untuk contoh tampilan. Bukan data nyata dan tidak boleh dikutip.",
        en="Simulated data to show what a page looks like. Not real, not to be quoted.",
    )
    return source.model_copy(
        update={
            "quality": "simulasi",
            "title": title,
            "publisher": "Simulasi",
            "obtained": made,
            "caveats": [caveat],
            "address": None,
            "licence": "bukan data",
            "released_on": None,
            "known_faults": [],
        }
    )


def mark_marts(con: duckdb.DuckDBPyConnection, simulated: list[str]) -> None:
    """Set `quality` to `simulasi` in every row of every mart that a simulated source went into."""
    if not simulated:
        return
    for table in sorted(_made_of(con, simulated)):
        if table.startswith("mart.") and "quality" in _columns(con, table):
            con.execute(f"update {table} set quality = 'simulasi'")


def _made_of(con: duckdb.DuckDBPyConnection, simulated: list[str]) -> set[str]:
    """Tables that hold simulated rows: staged ones, those whose rows name such a source, and all that read them."""
    touched = {f"stg.{name}" for name in simulated}
    held = con.execute(
        "select schema_name || '.' || table_name from duckdb_columns() where column_name = 'source_id' "
        "and schema_name in ('stg', 'mart')"
    ).fetchall()
    for (table,) in held:
        if table not in KINDLESS and _names_one(con, table, simulated):
            touched.add(table)
    reads = _reads()
    while more := {table for table, read in reads.items() if table not in touched and read & touched}:
        touched |= more
    return touched


def _names_one(con: duckdb.DuckDBPyConnection, table: str, simulated: list[str]) -> bool:
    found = con.execute(
        f"select 1 from {table} where list_has_any(string_split(source_id, ' '), $simulated::varchar[]) limit 1",
        {"simulated": simulated},
    ).fetchall()
    return bool(found)


def _reads() -> dict[str, set[str]]:
    """Table -> the tables named anywhere in the file that makes it."""
    found = {}
    for path in SQL.rglob("*.sql"):
        text = path.read_text(encoding="utf-8")
        made = re.fullmatch(r"-- ((?:stg|mart)\.[a-z0-9_]+)", text.partition("\n")[0])
        if made:
            found[made[1]] = set(_TABLE.findall(text)) - {made[1]} - KINDLESS
    return found


def _columns(con: duckdb.DuckDBPyConnection, table: str) -> set[str]:
    schema, name = table.split(".")
    rows = con.execute(
        "select column_name from duckdb_columns() where schema_name = $schema and table_name = $name",
        {"schema": schema, "name": name},
    ).fetchall()
    return {column for (column,) in rows}
