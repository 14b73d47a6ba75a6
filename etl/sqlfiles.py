"""SQL files: one makes one table. The order comes from the `Reads` line in each file's head."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pandas as pd

from etl.faults import BuildError

SQL = Path(__file__).parent / "sql"
CHECKS = Path(__file__).parent / "checks"


def run_file(con: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Run one file; a fault names it."""
    try:
        con.execute(path.read_text(encoding="utf-8"))
    except duckdb.Error as fault:
        raise BuildError(f"{path.parent.name}/{path.name}::: {str(fault).splitlines()[0]}; perbaiki SQL-nya") from fault


@contextmanager
def joined_as_written(con: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Joins keep the sides they are written with: a received file is looked up in short lists. DuckDB does not know how long a CSV
    is, and may otherwise hold all of it in memory beside a list."""
    con.execute("set disabled_optimizers = 'join_order,build_side_probe_side'")
    try:
        yield
    finally:
        con.execute("reset disabled_optimizers")


def in_order(folder: Path) -> list[Path]:
    """Files of a folder so that each comes after the tables it reads. Raises `BuildError` on a circle."""
    files = {f"{_made_by(p)}": p for p in sorted(folder.glob("*.sql"))}
    reads = {table: _read_by(path) & files.keys() - {table} for table, path in files.items()}
    ordered: list[Path] = []
    while reads:
        ready = sorted(table for table, needs in reads.items() if not needs)
        if not ready:
            raise BuildError(f"{folder.name}: berkas SQL saling menunggu: {', '.join(sorted(reads))}")
        for table in ready:
            ordered.append(files[table])
            del reads[table]
        reads = {table: needs - set(ready) for table, needs in reads.items()}
    return ordered


def _made_by(path: Path) -> str:
    first = path.read_text(encoding="utf-8").splitlines()[0]
    if not re.fullmatch(r"-- [a-z]+\.[a-z0-9_]+", first):
        raise BuildError(f"{path.parent.name}/{path.name}:1:: baris pertama harus '-- skema.tabel'")
    return first[3:]


def _read_by(path: Path) -> set[str]:
    head = [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("--")]
    return set(re.findall(r"\b(?:stg|mart)\.[a-z0-9_]+", " ".join(head[1:])))


def broken_promises(con: duckdb.DuckDBPyConnection) -> list[dict]:
    """Run every check: `{name, promise, rows, first}`; a promise is kept when its query returns no rows."""
    results = []
    for path in sorted(CHECKS.glob("*.sql")):
        text = path.read_text(encoding="utf-8")
        promise = " ".join(line[3:] for line in text.splitlines() if line.startswith("-- "))
        try:
            rows = con.execute(text).fetchall()
        except duckdb.Error as fault:
            raise BuildError(f"checks/{path.name}::: {str(fault).splitlines()[0]}; perbaiki SQL-nya") from fault
        results.append(
            {
                "name": path.stem,
                "promise": promise,
                "rows": len(rows),
                "first": [str(v) for v in rows[0]] if rows else [],
            }
        )
    return results


def add_rows(con: duckdb.DuckDBPyConnection, table: str, rows: list[tuple]) -> None:
    """Add many rows at once: one by one (`executemany`) a hundred thousand take minutes."""
    if rows:
        con.register("rows_to_add", pd.DataFrame(rows))
        con.execute(f"insert into {table} select * from rows_to_add")
        con.unregister("rows_to_add")
