"""Editions on disk: new paths only, published by swapping one relative symlink, never overwritten.

`<warehouse>/<edition>/{internal.duckdb,public.duckdb,manifest.json}`, `<warehouse>/parts/*.parquet` shared by editions,
`<warehouse>/current` -> edition. A build works in `.building-*`, which the next build removes.
"""

import fcntl
import json
import os
import re
import secrets
import shutil
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from etl.faults import BuildError

EDITION = re.compile(r"\d{4}-\d{2}-\d{2}-\d{8}T\d{6}Z-[0-9a-f]{8}")


def new_edition_id(as_of: date) -> str:
    """`<as-of>-<UTC time>-<8 hex>`, never reused."""
    return f"{as_of.isoformat()}-{datetime.now(UTC):%Y%m%dT%H%M%SZ}-{secrets.token_hex(4)}"


@contextmanager
def one_build_at_a_time(warehouse: Path):
    """Hold the warehouse for one writer. Raises `BuildError` when another build is running."""
    warehouse.mkdir(parents=True, exist_ok=True)
    with open(warehouse / ".lock", "w", encoding="utf-8") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BuildError(f"{warehouse}: pembangunan lain sedang berjalan; tunggu sampai selesai") from None
        for leftover in warehouse.glob(".building-*"):
            shutil.rmtree(leftover)
        yield


def current_edition(warehouse: Path) -> str | None:
    """The served edition's id, or None."""
    link = warehouse / "current"
    return os.readlink(link) if link.is_symlink() else None


def manifests(warehouse: Path) -> list[dict]:
    """Manifests of all whole editions, oldest build first."""
    found = []
    for path in warehouse.glob("*/manifest.json"):
        if EDITION.fullmatch(path.parent.name):
            found.append(json.loads(path.read_text(encoding="utf-8")))
    return sorted(found, key=lambda m: (m["built_at"], m["edition"]))


def publish(warehouse: Path, edition: str) -> None:
    """Point `current` at an edition in one step. Raises `BuildError` when there is no such edition."""
    if not EDITION.fullmatch(edition) or not (warehouse / edition / "manifest.json").is_file():
        known = ", ".join(m["edition"] for m in manifests(warehouse)[-5:]) or "belum ada"
        raise BuildError(f"edisi '{edition}' tidak ada; yang ada: {known}")
    swap = warehouse / f".current-{secrets.token_hex(4)}"
    os.symlink(edition, swap)
    os.replace(swap, warehouse / "current")


def rollback(warehouse: Path) -> str:
    """Publish the edition built before the served one and return its id."""
    served = current_edition(warehouse)
    order = [m["edition"] for m in manifests(warehouse)]
    if served not in order or order.index(served) == 0:
        raise BuildError("tidak ada edisi sebelum yang sekarang; tidak ada yang diubah")
    earlier = order[order.index(served) - 1]
    publish(warehouse, earlier)
    return earlier


def remove_old(warehouse: Path, kept: int) -> list[str]:
    """Remove editions beyond the newest `kept`, never the served one, and parts nobody needs. Returns what went."""
    found = manifests(warehouse)
    served = current_edition(warehouse)
    gone = [m["edition"] for m in found[: max(0, len(found) - kept)] if m["edition"] != served]
    for edition in gone:
        shutil.rmtree(warehouse / edition)
    needed = {part for m in found if m["edition"] not in gone for part in m["parts"]}
    for part in (warehouse / "parts").glob("*.parquet"):
        if part.name not in needed:
            part.unlink()
    return gone
