"""A received export as a relation of texts, one column per declared role. Nothing is typed, judged or stored here.

Delimited files and Parquet are read by DuckDB itself; workbooks and Open311 answers are small and come as frames. Messages
name declared titles only: a file without a heading has a person's data in its first row.
"""

import csv
import hashlib
import json
import xml.etree.ElementTree as ElementTree
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import pandas as pd

from catalogue import Source
from etl.faults import FileFault
from etl.files import DELIMITERS, TABLE_ENDINGS
from etl.sheets.table import read_workbook_table
from etl.sheets.workbook import LARGEST_CONTENT, WORKBOOK_ENDINGS
from etl.stage import quoted

HEAD_BYTES = 1_000_000  # in which a file that is no text shows itself
RECORDS = "service_requests"  # Open311 GeoReport v2


@dataclass
class Export:
    """One file, open for reading. `relation` is SQL that gives `line_no` and the declared titles as text."""

    shown: str
    relation: str
    titles: dict[str, str]  # role: column of the relation
    warnings: list[str] = field(default_factory=list)
    is_delimited: bool = False


def sha256_of(path: Path, shown: str) -> str:
    """The file's digest. Raises `FileFault` when it cannot be opened or is empty."""
    try:
        with path.open("rb") as opened:
            digest = hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError:
        raise FileFault(shown, "tidak dapat dibuka; periksa izin berkas atau tautannya") from None
    if path.stat().st_size == 0:
        raise FileFault(shown, "berkas kosong (0 bita); kirim ulang berkasnya")
    return digest


@contextmanager
def opened(con: duckdb.DuckDBPyConnection, source: Source, path: Path, shown: str):
    """An `Export`. Raises `FileFault` when the file as a whole cannot be used."""
    ending = path.suffix.lower()
    if source.requests.layout == "open311":
        frame = _frame(source, _open311(path, shown))
    elif ending in WORKBOOK_ENDINGS:
        frame = _workbook(source, path, shown)
    elif ending == ".parquet":
        yield _parquet(con, source, path, shown)
        return
    elif ending in TABLE_ENDINGS:
        yield _delimited(source, path, shown)
        return
    else:
        raise FileFault(shown, f"jenis berkas {ending or 'tanpa akhiran'} tidak dibaca; kirim CSV, XLSX atau Parquet")
    con.register("received_rows", frame)
    try:
        yield Export(shown, "select * from received_rows", {role: role for role in frame.columns if role != "line_no"})
    finally:
        con.unregister("received_rows")


def _titles(source: Source, header: list[str], shown: str, row: int = 1) -> tuple[dict[str, str], list[str]]:
    """Column of each declared role, and a warning when there are others. Raises `FileFault` when one is missing or doubled."""
    place = {name.strip().casefold(): name for name in header}
    folded = [name.strip().casefold() for name in header]
    titles = {}
    for role, column in source.columns.items():
        wanted = column.from_.casefold()
        if wanted not in place:
            if column.personal:
                continue
            words = f"judul kolom ini tidak ada; tambahkan kolomnya atau sesuaikan columns.{role}.from di catalogue/sources/{source.id}.yml"
            raise FileFault(shown, words, row, column.from_)
        if folded.count(wanted) > 1:
            raise FileFault(shown, "judul kolom ini muncul dua kali; hapus salah satunya", row, column.from_)
        if not column.personal:
            titles[role] = place[wanted]
    declared = {column.from_.casefold() for column in source.columns.values()}
    others = sum(name not in declared for name in folded)
    told = f"{shown}:{row}:: {others} kolom lain tidak dinyatakan; tidak satu pun disimpan"
    return titles, [told] if others else []


def _delimited(source: Source, path: Path, shown: str) -> Export:
    head = _head(path, shown)
    encoding = _encoding(head)
    text = head.decode(encoding, errors="replace")
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter, header = _split(source, first)
    titles, warnings = _titles(source, header, shown)
    if encoding != "utf-8":
        warnings.append(f"{shown}:1:: bukan UTF-8, dibaca sebagai Latin-1 (Windows-1252)")
    if delimiter != ",":
        warnings.append(f"{shown}:1:: dibaca dengan pemisah {DELIMITERS[delimiter]}")
    names = {title: f"c{place}" for place, title in enumerate(header)}  # others may be empty or doubled
    columns = "{" + ", ".join(f"c{place}: 'VARCHAR'" for place in range(len(header))) + "}"
    relation = (
        f"select null::bigint as line_no, * from read_csv({_literal(path.as_posix())}, header = true, "
        f"auto_detect = false, columns = {columns}, delim = {_literal(delimiter)}, quote = '\"', escape = '\"', "
        f"encoding = {_literal('latin-1' if encoding != 'utf-8' else 'utf-8')}, strict_mode = true, store_rejects = true)"
    )
    return Export(shown, relation, {role: names[title] for role, title in titles.items()}, warnings, True)


def _head(path: Path, shown: str) -> bytes:
    with path.open("rb") as opened_file:
        head = opened_file.read(HEAD_BYTES)
    if head.startswith(b"PK\x03\x04"):
        raise FileFault(shown, "isinya buku kerja Excel (XLSX) walau bernama CSV; beri akhiran .xlsx", 1)
    if b"\x00" in head:
        raise FileFault(shown, "berisi bita nol (UTF-16 atau berkas biner); simpan sebagai CSV UTF-8", 1)
    if not head.strip():
        raise FileFault(shown, "berkas kosong; kirim ulang dengan baris judul dan isinya", 1)
    return head


def _encoding(head: bytes) -> str:
    try:
        head[: head.rfind(b"\n") + 1 or None].decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _split(source: Source, first: str) -> tuple[str, list[str]]:
    declared = {c.from_.casefold() for c in source.columns.values()}
    best = max(
        ((d, next(csv.reader([first.lstrip("\ufeff")], delimiter=d), [])) for d in DELIMITERS),
        key=lambda found: len(declared & {name.strip().casefold() for name in found[1]}),
    )
    return best[0], best[1]


def _parquet(con: duckdb.DuckDBPyConnection, source: Source, path: Path, shown: str) -> Export:
    read = f"read_parquet({_literal(path.as_posix())}, file_row_number = true)"
    try:
        header = [row[0] for row in con.execute(f"describe select * from {read}").fetchall()]
    except duckdb.Error:
        raise FileFault(shown, "bukan berkas Parquet yang utuh; kirim ulang berkasnya") from None
    titles, warnings = _titles(source, [name for name in header if name != "file_row_number"], shown)
    texts = ", ".join(f"{quoted(title)}::varchar as {quoted(title)}" for title in dict.fromkeys(titles.values()))
    return Export(shown, f"select file_row_number + 1 as line_no, {texts} from {read}", titles, warnings)


def _workbook(source: Source, path: Path, shown: str) -> pd.DataFrame:
    """Only declared columns of the one sheet that bears the titles."""
    received = read_workbook_table(source, path, shown, None)
    place = {name.casefold(): i for i, name in enumerate(received.header)}
    columns = {
        role: [row[place[column.from_.casefold()]] for row in received.rows]
        for role, column in source.columns.items()
        if not column.personal
    }
    return _texts({"line_no": received.lines, **columns})


def _open311(path: Path, shown: str) -> list[dict]:
    """Records of a GeoReport v2 answer. Raises `FileFault` when it is cut or no such answer."""
    if path.stat().st_size > LARGEST_CONTENT:
        raise FileFault(shown, f"lebih dari {LARGEST_CONTENT // 1_000_000} MB; bagi jawabannya per bulan")
    content = path.read_bytes()
    if path.suffix.lower() == ".xml":
        return _open311_xml(content, shown)
    try:
        found = json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise FileFault(shown, "bukan UTF-8; simpan jawaban server apa adanya") from None
    except json.JSONDecodeError as fault:
        raise FileFault(shown, "JSON terpotong atau rusak; unduh ulang jawabannya", fault.lineno) from None
    found = found.get(RECORDS) if isinstance(found, dict) else found
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise FileFault(shown, "bukan daftar aduan Open311; harapkan [{service_request_id: …}, …]", 1)
    return found


def _open311_xml(content: bytes, shown: str) -> list[dict]:
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise FileFault(shown, "memuat deklarasi DOCTYPE, yang tidak dipakai Open311; unduh ulang jawabannya", 1)
    try:
        root = ElementTree.fromstring(content)
    except ElementTree.ParseError as fault:
        raise FileFault(shown, "XML terpotong atau rusak; unduh ulang jawabannya", fault.position[0]) from None
    if root.tag != RECORDS:
        raise FileFault(shown, f"akar XML bukan {RECORDS}; unduh jawaban requests.xml", 1)
    return [{field.tag: field.text for field in record} for record in root]


def _frame(source: Source, records: list[dict]) -> pd.DataFrame:
    kept = {role: column.from_ for role, column in source.columns.items() if not column.personal}
    columns = {role: [_scalar(record.get(title)) for record in records] for role, title in kept.items()}
    return _texts({"line_no": list(range(1, len(records) + 1)), **columns})


def _scalar(value) -> str | None:
    return None if value is None or isinstance(value, list | dict) else str(value)


def _texts(columns: dict) -> pd.DataFrame:
    frame = pd.DataFrame(columns)
    for name in frame.columns.drop("line_no"):
        frame[name] = frame[name].astype("string")
    return frame


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
