"""What DuckDB reads a file of measurements with: SQL that gives `line, station_given, parameter_given, unit_given, time_given,
value_given, is_kept`, one row per value in the file. Received titles are quoted, every other text is an SQL literal."""

import csv
import io
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import pandas as pd

from catalogue import Source
from etl.faults import FileFault
from etl.files import DELIMITERS, TABLE_ENDINGS, decoded
from etl.readings.records import json_rows
from etl.stage import quoted
from etl.write import sql_text

FIRST_BYTES = 65_536  # enough for a header
JSON_LAYOUTS = ("thingspeak", "antares", "sensorthings")
RECORD = ("line", "station_given", "parameter_given", "unit_given", "time_given", "value_given")
NUMBERS = ("DOUBLE", "FLOAT", "DECIMAL", "BIGINT", "INTEGER", "SMALLINT", "TINYINT", "UBIGINT", "UINTEGER", "HUGEINT")


@dataclass
class Given:
    """A file ready to be read. `types` are DuckDB's own of a Parquet file's columns; all else is text."""

    sql: str
    value_type: str = "VARCHAR"
    time_type: str = "VARCHAR"
    warnings: list[str] = field(default_factory=list)  # `row:column: sentence`
    cells: int = 1  # values of one line


def given(con: duckdb.DuckDBPyConnection, source: Source, path: Path, shown: str) -> Given:
    """How to read one file. Raises `FileFault` when it is empty, of another kind, or lacks a declared title."""
    ending = path.suffix.lower()
    if ending == ".json" and source.readings.layout in JSON_LAYOUTS:
        frame = pd.DataFrame(json_rows(source.readings, path, shown), columns=list(RECORD))
        con.register("records_given", frame)
        return Given("select * replace (nullif(unit_given, '') as unit_given), true as is_kept from records_given")
    if source.readings.layout in ("antares", "sensorthings"):
        raise FileFault(shown, f"layout {source.readings.layout} dibaca dari .json; minta berkas JSON-nya")
    if ending == ".parquet":
        return _parquet(con, source, path, shown)
    if ending in TABLE_ENDINGS:
        return _delimited(con, source, path, shown)
    raise FileFault(
        shown, f"jenis berkas {ending or 'tanpa akhiran'} tidak dibaca sumber ini; kirim CSV, Parquet atau JSON"
    )


def _named(source: Source) -> list[str]:
    """Every title of the file that the declaration names."""
    how = source.readings
    columns = [how.station, how.parameter, how.value, how.unit, *how.time, *how.keep]
    if how.parameter is None:
        columns += how.stations if how.layout == "wide_stations" else how.parameters
    return [name for name in columns if name]


def _titles(source: Source, header: list[str], shown: str) -> tuple[dict[str, str], list[str]]:
    """Declared title -> the file's own spelling, and a warning of titles that are not read."""
    own = {name.strip().casefold(): name for name in reversed(header)}
    found, places = {}, {name.casefold(): name for name in _named(source)}
    for folded, name in places.items():
        if folded not in own:
            raise FileFault(
                shown,
                f"kolom ini tidak ada di judul ({', '.join(header[:8])}); sesuaikan readings di "
                f"catalogue/sources/{source.id}.yml",
                1,
                name,
            )
        found[folded] = own[folded]
    extra = [name for name in header if name.strip().casefold() not in places]
    words = [f"1:{extra[0]}: kolom yang tidak dinyatakan tidak dibaca: {', '.join(extra[:8])}"] if extra else []
    return found, words


def _delimited(con: duckdb.DuckDBPyConnection, source: Source, path: Path, shown: str) -> Given:
    try:
        with path.open("rb") as file:
            start = file.read(FIRST_BYTES)
    except OSError:
        raise FileFault(shown, "tidak dapat dibuka; periksa izin berkas atau tautannya") from None
    cut = start if len(start) < FIRST_BYTES else start[: start.rfind(b"\n") + 1]
    text, other = decoded(cut, shown)
    first = next((line for line in io.StringIO(text) if line.strip()), "").rstrip("\r\n")
    wanted = {name.casefold() for name in _named(source)}

    def split(delimiter: str) -> list[str]:
        try:
            return next(csv.reader([first], delimiter=delimiter), [])
        except csv.Error:
            return []

    delimiter = max(
        DELIMITERS, key=lambda one: (len(wanted & {h.strip().casefold() for h in split(one)}), len(split(one)))
    )
    header = split(delimiter)
    titles, warnings = _titles(source, header, shown)
    warnings += [words.removeprefix(f"{shown}:") for words in other]
    if not text.split(first, 1)[-1].strip():
        raise FileFault(shown, "hanya ada judul, tidak ada baris data; kirim ulang berkasnya", 2)
    names = [f"c{place}" for place in range(len(header))]  # titles may repeat; places do not
    columns = ", ".join(f"'{name}': 'VARCHAR'" for name in names)
    reader = (
        f"read_csv({sql_text(path.as_posix())}, auto_detect = false, header = true, delim = {sql_text(delimiter)}, quote = '\"', "
        f"escape = '\"', columns = {{{columns}}}, store_rejects = true, rejects_table = 'reading_rejects', rejects_scan = 'reading_scans', "
        f"encoding = '{'latin-1' if other else 'utf-8'}')"
    )
    place = {folded: names[header.index(title)] for folded, title in titles.items()}
    con.execute(
        f"create or replace table work.reading_text as select {', '.join(sorted(set(place.values())))} from {reader}"
    )
    sql = _rows(source, "work.reading_text", "rowid + 2", place, {}, path)
    return Given(sql, warnings=warnings, cells=_cells(source))


def _parquet(con: duckdb.DuckDBPyConnection, source: Source, path: Path, shown: str) -> Given:
    reader = f"read_parquet({sql_text(path.as_posix())}, file_row_number = true)"
    try:
        described = con.execute(f"describe select * exclude (file_row_number) from {reader}").fetchall()
        rows = con.execute(f"select count(*) from {reader}").fetchall()[0][0]
    except duckdb.Error:
        raise FileFault(shown, "bukan Parquet yang utuh; minta berkas yang utuh") from None
    if not rows:
        raise FileFault(shown, "berkas kosong; kirim ulang berkasnya", 1)
    kinds = {name: kind.split("(")[0] for name, kind, *_ in described}
    titles, warnings = _titles(source, list(kinds), shown)
    place = {folded: quoted(title) for folded, title in titles.items()}
    types = {folded: kinds[title] for folded, title in titles.items()}
    sql = _rows(source, reader, "file_row_number + 1", place, types, path)
    times = [types[name.casefold()] for name in source.readings.time]
    values = _value_types(source, types)
    return Given(
        sql,
        value_type="DOUBLE" if all(kind in NUMBERS for kind in values) else "VARCHAR",
        time_type=times[0] if len(times) == 1 and times[0] in ("TIMESTAMP", "TIMESTAMP WITH TIME ZONE") else "VARCHAR",
        warnings=warnings,
        cells=_cells(source),
    )


def _cells(source: Source) -> int:
    how = source.readings
    return 1 if how.parameter is not None else len(how.stations if how.layout == "wide_stations" else how.parameters)


def _value_types(source: Source, types: dict[str, str]) -> list[str]:
    how = source.readings
    if how.parameter is not None:
        return [types[how.value.casefold()]]
    return [types[name.casefold()] for name in (how.stations if how.layout == "wide_stations" else how.parameters)]


def _rows(source: Source, reader: str, number: str, place: dict[str, str], types: dict[str, str], path: Path) -> str:
    """SQL of one row per value; of a wide file one per line and declared column."""
    how = source.readings
    of = {name: place[name.casefold()] for name in _named(source)}
    typed = len(how.time) == 1 and types.get(how.time[0].casefold()) in ("TIMESTAMP", "TIMESTAMP WITH TIME ZONE")
    time = (
        of[how.time[0]]
        if typed
        else " || ' ' || ".join(f"trim(coalesce({of[name]}::varchar, ''))" for name in how.time)
    )
    kept = [
        f"coalesce(trim({of[name]}::varchar) in ({', '.join(map(sql_text, texts))}), false)"
        for name, texts in how.keep.items()
    ]
    station = f"{of[how.station]}::varchar" if how.station else sql_text(path.stem)
    shared = (
        f"{number} as line, {f'{of[how.unit]}::varchar' if how.unit else 'null::varchar'} as unit_given, "
        f"{time} as time_given, {' and '.join(kept) or 'true'} as is_kept"
    )
    if how.parameter is not None:
        return (
            f"select {shared}, {station} as station_given, {of[how.parameter]}::varchar as parameter_given, "
            f"{of[how.value]} as value_given from {reader}"
        )
    by_station = how.layout == "wide_stations"
    names = list(how.stations if by_station else how.parameters)
    (other,) = how.parameters if by_station else (None,)
    kind = "double" if types and all(kind in NUMBERS for kind in _value_types(source, types)) else "varchar"
    listed = ", ".join(f"{{'n': {sql_text(name)}, 'v': {of[name]}::{kind}}}" for name in names)
    said = (
        f"cell.n as station_given, {sql_text(other)} as parameter_given"
        if by_station
        else "station_given, cell.n as parameter_given"
    )
    return (
        f"select line, unit_given, time_given, is_kept, {said}, cell.v as value_given from "
        f"(select {shared}, {station} as station_given, unnest([{listed}]) as cell from {reader})"
    )
