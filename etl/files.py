"""Reads a delimited file as received: every row as text, with its line. Nothing is typed or judged here."""

import csv
import hashlib
import io
from dataclasses import dataclass, field
from pathlib import Path

from catalogue import Source
from etl.faults import FileFault, SetAside

DELIMITERS = {",": "koma", ";": "titik koma", "\t": "tab", "|": "garis tegak"}
TABLE_ENDINGS = (".csv", ".tsv", ".txt")
POSITION = ("file_name", "file_sha256", "line_no", "city_folder")  # where a row came from, added to every raw table
TAKEN = (*POSITION, "is_refused")
csv.field_size_limit(1_000_000)


@dataclass
class ReceivedFile:
    """One file: `rows` are lists of text in the order of `header`; `lines` the line each row begins on."""

    name: str  # below the raw or reference folder
    sha256: str
    city_code: str | None
    header: list[str]
    rows: list[list[str]]
    lines: list[int]
    broken_lines: list[tuple[int, int]] = field(default_factory=list)  # (line, number of fields)
    warnings: list[str] = field(default_factory=list)
    refused: dict[int, SetAside] = field(default_factory=dict)  # of `rows`, by place: found wrong while reading
    account: dict = field(default_factory=dict)  # what the manifest says of the file beside its counts


def received_paths(source: Source, root: Path, city_code: str | None) -> list[Path]:
    """The files delivered for a source: `<root>/<source>/[<city>/]*`, or `<root>/<source>.csv` for reference tables."""
    if source.place == "reference":
        path = root / f"{source.id}.csv"
        return [path] if path.exists() else []
    folder = root / source.id / city_code if source.scope == "city" and city_code else root / source.id
    if not folder.is_dir():
        return []
    return sorted(p for p in folder.iterdir() if not p.is_dir() and not p.name.startswith((".", "~")))


def received_bytes(path: Path, shown: str) -> bytes:
    """A file's content. Raises `FileFault` when it cannot be opened (no permission, a link to nowhere)."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise FileFault(shown, "berkas ini tidak ada; periksa nama dan foldernya") from None
    except OSError:
        raise FileFault(shown, "tidak dapat dibuka; periksa izin berkas atau tautannya") from None


def read_table(source: Source, path: Path, shown: str, city_code: str | None) -> ReceivedFile:
    """Decode, find the delimiter and split. Raises `FileFault` when the file as a whole cannot be used."""
    if path.suffix.lower() not in TABLE_ENDINGS:
        raise FileFault(
            shown,
            f"jenis berkas {path.suffix or 'tanpa akhiran'} tidak dibaca sumber ini; simpan sebagai CSV UTF-8 atau XLSX",
        )
    content = received_bytes(path, shown)
    text, warnings = decoded(content, shown)
    delimiter = _delimiter(source, text)
    if delimiter != ",":
        warnings.append(f"{shown}:1:: dibaca dengan pemisah {DELIMITERS[delimiter]}")
    records, lines = _records(text, delimiter, shown)
    if not records:
        raise FileFault(shown, "berkas kosong; kirim ulang dengan baris judul dan isinya", 1)
    header = [name.strip() for name in records[0]]
    check_header(source, header, shown, warnings)
    received = ReceivedFile(shown, hashlib.sha256(content).hexdigest(), city_code, header, [], [], warnings=warnings)
    for record, line in zip(records[1:], lines[1:], strict=True):
        if len(record) == len(header):
            received.rows.append(record)
            received.lines.append(line)
        else:
            received.broken_lines.append((line, len(record)))
    if not received.rows and not received.broken_lines:
        raise FileFault(shown, "hanya ada judul, tidak ada baris data; kirim ulang berkasnya", 2)
    return received


def decoded(content: bytes, shown: str) -> tuple[str, list[str]]:
    """Text of a delimited file and a warning when it is not UTF-8. Raises `FileFault` when it is no text."""
    if not content.strip():
        raise FileFault(shown, "berkas kosong; kirim ulang dengan baris judul dan isinya", 1)
    if content.startswith(b"PK\x03\x04"):
        raise FileFault(shown, "isinya buku kerja Excel (XLSX) walau bernama CSV; simpan sebagai CSV UTF-8", 1)
    if b"\x00" in content:
        row = content[: content.index(b"\x00")].count(b"\n") + 1
        raise FileFault(shown, "berisi bita nol (UTF-16 atau berkas biner); simpan sebagai CSV UTF-8", row)
    try:
        return content.decode("utf-8-sig"), []
    except UnicodeDecodeError as fault:
        row = content[: fault.start].count(b"\n") + 1
        try:
            text = content.decode("cp1252")
        except UnicodeDecodeError:
            raise FileFault(shown, "bukan UTF-8 dan bukan Latin-1; simpan sebagai CSV UTF-8", row) from None
        return text, [
            f"{shown}:{row}:: bukan UTF-8, dibaca sebagai Latin-1 (Windows-1252); simpan sebagai UTF-8 agar pasti"
        ]


def _delimiter(source: Source, text: str) -> str:
    """The delimiter under which most declared columns are found in the first line."""
    first_line = next((line for line in io.StringIO(text, newline="") if line.strip()), "")
    declared = {c.from_.casefold() for c in source.columns.values()}

    def found(delimiter: str) -> tuple[int, int]:
        try:
            header = next(csv.reader([first_line.rstrip("\r\n")], delimiter=delimiter), [])
        except csv.Error:  # a cell beyond the size limit; told with its row when the whole file is split
            header = []
        return len(declared & {h.strip().casefold() for h in header}), len(header)

    return max(DELIMITERS, key=found)


def _records(text: str, delimiter: str, shown: str) -> tuple[list[list[str]], list[int]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    records, lines, began = [], [], 1
    try:
        for record in reader:
            if record and any(cell.strip() for cell in record):
                records.append(record)
                lines.append(began)
            began = reader.line_num + 1
    except csv.Error as fault:
        what = "satu sel terlalu panjang" if "field limit" in str(fault) else "susunan CSV rusak"
        raise FileFault(shown, f"{what}; periksa tanda kutip di sekitar baris ini", began) from fault
    return records, lines


def check_header(source: Source, header: list[str], shown: str, warnings: list[str], row: int = 1) -> None:
    """Raise `FileFault` when a declared title is missing, or one stands twice or is empty; warn of further columns."""
    folded = [name.casefold() for name in header]
    if "" in folded:
        raise FileFault(
            shown, "kolom ini tidak berjudul; beri judul atau hapus kolomnya", row, f"kolom ke-{folded.index('') + 1}"
        )
    taken = [name for name in header if name.casefold() in TAKEN]
    if taken:
        raise FileFault(shown, "judul kolom ini dipakai untuk jejak asal baris; ganti judulnya", row, taken[0])
    twice = sorted({name for name in header if folded.count(name.casefold()) > 1})
    if twice:
        raise FileFault(shown, "judul kolom ini muncul dua kali; hapus salah satunya", row, twice[0])
    declared = {column.from_: name for name, column in source.columns.items()}
    for name in (title for title in declared if not source.columns[declared[title]].personal):
        if name.casefold() not in folded:
            raise FileFault(
                shown,
                f"kolom ini tidak ada di judul ({', '.join(header[:8])}); tambahkan kolomnya atau sesuaikan "
                f"columns.{declared[name]}.from di catalogue/sources/{source.id}.yml",
                row,
                name,
            )
    known = {name.casefold() for name in declared}
    extra = [name for name in header if name.casefold() not in known]
    if extra:
        warnings.append(
            f"{shown}:{row}:{extra[0]}: kolom tambahan yang tidak dinyatakan ikut disimpan apa adanya: {', '.join(extra)}"
        )
