"""Editions on disk: new paths only, published by swapping one relative symlink, never overwritten.

`<warehouse>/<edition>/{internal.duckdb,public.duckdb,manifest.json}`, `<warehouse>/parts/*.parquet` shared by editions,
`<warehouse>/current` -> edition. A build works in `.building-*`, which the next build removes. Demonstration editions lie
beside them under a name and a link of their own; a command about editions means the real ones unless it says `DEMO`.
"""

import fcntl
import json
import os
import re
import secrets
import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from etl.faults import BuildError

EDITION = re.compile(r"\d{4}-\d{2}-\d{2}-\d{8}T\d{6}Z-[0-9a-f]{8}")


@dataclass(frozen=True)
class Kind:
    """A line of editions: what their ids begin with, the link to the newest, the files of a whole one."""

    prefix: str
    link: str
    files: tuple[str, ...]

    def owns(self, edition: str) -> bool:
        """True for a well-formed id of this kind."""
        return edition.startswith(self.prefix) and bool(EDITION.fullmatch(edition.removeprefix(self.prefix)))


REAL = Kind("", "current", ("internal.duckdb", "public.duckdb", "manifest.json"))
DEMO = Kind("demo-", "current-demo", ("internal.duckdb", "manifest.json"))
DEMO_KEPT = 2  # demonstration editions on disk: they are made again at will


def new_edition_id(as_of: date, kind: Kind = REAL) -> str:
    """`<as-of>-<UTC time>-<8 hex>`, never reused. The first five hex digits are the microsecond: two builds within a second
    keep their order when ids are sorted by time."""
    now = datetime.now(UTC)
    return f"{kind.prefix}{as_of.isoformat()}-{now:%Y%m%dT%H%M%SZ}-{now.microsecond:05x}{secrets.token_hex(2)[:3]}"


@contextmanager
def one_build_at_a_time(warehouse: Path):
    """Hold the warehouse for one writer. Raises `BuildError` when another build is running."""
    warehouse.mkdir(parents=True, exist_ok=True)
    with (warehouse / ".lock").open("w", encoding="utf-8") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BuildError(f"{warehouse}: pembangunan lain sedang berjalan; tunggu sampai selesai") from None
        try:
            yield
        finally:
            remove_leftovers(warehouse)


def remove_leftovers(warehouse: Path) -> None:
    """What a killed, refused or only checked build left: work folders, draft links and parts that no edition needs."""
    for folder in warehouse.glob(".building-*"):
        shutil.rmtree(folder)
    for link in warehouse.glob(".current-*"):
        link.unlink()
    needed = {part for kind in (REAL, DEMO) for manifest in manifests(warehouse, kind) for part in manifest["parts"]}
    for part in (warehouse / "parts").glob("*"):
        if part.name not in needed:
            part.unlink()


def current_edition(warehouse: Path, kind: Kind = REAL) -> str | None:
    """The served edition's id, or None."""
    link = warehouse / kind.link
    return str(link.readlink()) if link.is_symlink() else None


def manifests(warehouse: Path, kind: Kind = REAL) -> list[dict]:
    """Manifests of all whole editions of a kind, oldest build first."""
    found = []
    for path in warehouse.glob("*/manifest.json"):
        if kind.owns(path.parent.name):
            found.append(json.loads(path.read_text(encoding="utf-8")))
    return sorted(found, key=lambda m: (datetime.fromisoformat(m["built_at"]), m["edition"][-25:]))


def make_durable(*paths: Path) -> None:
    """Have files, and the files in folders, on the disk itself before anything points to them: a power cut must not leave a
    published edition of empty files."""
    for path in paths:
        for one in (*(sorted(path.iterdir()) if path.is_dir() else ()), path):
            _synced(one)


def _synced(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def publish(warehouse: Path, edition: str, kind: Kind = REAL) -> None:
    """Point the link of its kind at an edition in one step. Raises `BuildError` when there is no such edition."""
    if kind is REAL and DEMO.owns(edition):
        raise BuildError(
            f"edisi '{edition}' berisi data simulasi dan tidak pernah diterbitkan; pilih edisi tanpa awalan demo-"
        )
    if not kind.owns(edition) or not all((warehouse / edition / name).is_file() for name in kind.files):
        known = ", ".join(m["edition"] for m in manifests(warehouse)[-5:]) or "belum ada"
        raise BuildError(f"edisi '{edition}' tidak ada; yang ada: {known}")
    swap = warehouse / f".current-{secrets.token_hex(4)}"
    swap.symlink_to(edition)
    _synced(warehouse)  # the edition's own name, before the link that leads to it
    swap.replace(warehouse / kind.link)
    _synced(warehouse)


def rollback(warehouse: Path) -> str:
    """Publish the edition built before the served one and return its id."""
    served = current_edition(warehouse)
    order = [m["edition"] for m in manifests(warehouse)]
    if served not in order or order.index(served) == 0:
        raise BuildError("tidak ada edisi sebelum yang sekarang; tidak ada yang diubah")
    earlier = order[order.index(served) - 1]
    publish(warehouse, earlier)
    return earlier


def remove_old(warehouse: Path, kept: int, kind: Kind = REAL) -> list[str]:
    """Remove editions of a kind beyond its newest `kept`; never the served one, nor one a kept edition carries a city from: its
    files are the only account of that city. Returns what went."""
    found = manifests(warehouse, kind)
    beyond = max(0, len(found) - kept)
    stay = {current_edition(warehouse, kind)} | {m["edition"] for m in found[beyond:]}
    stay |= {origin for m in found if m["edition"] in stay for origin in m["carried_over"].values()}
    gone = [m["edition"] for m in found if m["edition"] not in stay]
    for edition in gone:
        hidden = warehouse / f".building-removed-{edition}"  # one step, so that no half-removed edition can be served
        (warehouse / edition).rename(hidden)
        shutil.rmtree(hidden)
    return gone
