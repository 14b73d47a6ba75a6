"""The live store as it is written: readings, what was set aside, and the account of both, in one commit per batch.

SQLite in WAL mode with `synchronous = FULL`: what a commit has taken in is on the disk before its messages are acknowledged.
"""

import sqlite3
from pathlib import Path

from catalogue.settings import LIVE_SCHEMA_VERSION
from etl.faults import BuildError
from etl.sqlfiles import SQL

BUSY_SECONDS = 60  # a build that folds days holds the file for moments


def open_store(path: Path) -> sqlite3.Connection:
    """The store for writing, made where there is none. Raises `BuildError` for one of another program version."""
    path.parent.mkdir(parents=True, exist_ok=True)
    con = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    con.execute("pragma journal_mode = wal")
    con.execute("pragma synchronous = full")
    (version,) = con.execute("pragma user_version").fetchone()
    if version not in (0, LIVE_SCHEMA_VERSION):
        con.close()
        raise BuildError(
            f"{path.name}::: dibuat program versi lain ({version}); pakai program yang sama, atau pindahkan berkasnya"
        )
    if version == 0:
        schema = (SQL / "live" / "schema.sql").read_text(encoding="utf-8")
        con.executescript(f"begin immediate;\n{schema}\npragma user_version = {LIVE_SCHEMA_VERSION};\ncommit;")
    return con
