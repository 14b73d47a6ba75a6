"""Immutable Parquet parts in `<warehouse>/parts`, named by a digest of what they are made of, so that nothing is made twice.

A part is several files of one digest (`reading-<digest>.parquet`, `reading_fault-<digest>.parquet`, `reading-<digest>.json`).
They are written as drafts and renamed, the one that is looked for last; a part that is there is whole.
"""

import hashlib
import json
import secrets
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).parent
SQL = HERE.parent / "sql" / "readings"
AGGREGATES = [HERE.parent / "aggregates" / name for name in ("definition.py", "readings.py")]


def digest_of(*things: object) -> str:
    """16 hex digits of anything JSON can write (dates and the like as their text)."""
    text = json.dumps(things, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def program_digest() -> str:
    """Digest of the program that makes parts: a changed program makes them anew."""
    files = sorted([*HERE.glob("*.py"), *SQL.glob("*.sql"), *AGGREGATES])
    return digest_of(*(hashlib.sha256(path.read_bytes()).hexdigest() for path in files))


def kept(folder: Path, names: list[str], make: Callable[[list[Path]], None]) -> list[Path]:
    """Paths of the part made of the files `names`; `make` writes them as drafts if they are not all there yet."""
    paths = [folder / name for name in names]
    if not all(path.exists() for path in paths):
        folder.mkdir(exist_ok=True)
        drafts = [folder / f".draft-{secrets.token_hex(4)}{path.suffix}" for path in paths]
        make(drafts)
        for draft, path in zip(drafts, paths, strict=True):
            draft.rename(path)
    return paths
