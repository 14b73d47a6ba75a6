"""An analyst's desk: own copies of files and declarations, and the real `python -m etl` run on them."""

import hashlib
import io
import os
import re
import shutil
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from store.door import SETTINGS

HERE = Path(__file__).parent
ROOT = HERE.parent
AS_OF = "2026-11-22"


@dataclass(frozen=True)
class Ran:
    """One command: its exit code, what it said on stderr, what it printed."""

    code: int
    said: str
    printed: str

    def lines(self, *words: str) -> list[str]:
        """Lines of stderr that hold all of `words`."""
        return [line for line in self.said.splitlines() if all(word in line for word in words)]


def run(arguments: list[str], **environment: str) -> Ran:
    """Run `python -m etl` in this process."""
    from etl.__main__ import main

    said, printed = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stderr(said), redirect_stdout(printed):
        for name, value in environment.items():
            patch.setenv(name, value)
        try:
            code = main(arguments)
        except SystemExit as end:  # argparse
            code = end.code
    return Ran(code, said.getvalue(), printed.getvalue())


def start(arguments: list[str], root: Path = ROOT, **environment: str) -> subprocess.Popen:
    """Start `python -m etl` in a process of its own, in a source tree."""
    return subprocess.Popen(
        [sys.executable, "-m", "etl", *arguments],
        cwd=root,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


class Desk:
    """Folders `raw`, `catalogue`, `reference` to spoil at will, and a `warehouse` that serves a good edition of them."""

    def __init__(self, folder: Path, raw: Path, catalogue: Path, reference: Path, warehouse: Path | None):
        self.raw, self.catalogue, self.reference = folder / "raw", folder / "catalogue", folder / "reference"
        self.warehouse = folder / "warehouse"
        ignored = shutil.ignore_patterns("*.py", "__pycache__")
        shutil.copytree(raw, self.raw)
        shutil.copytree(catalogue, self.catalogue, ignore=ignored)
        shutil.copytree(reference, self.reference)
        if warehouse is not None:
            shutil.copytree(warehouse, self.warehouse, symlinks=True, copy_function=linked)

    def lightened(self, kept: tuple[str, ...], without: tuple[str, ...], tables: tuple[str, ...] = ()) -> "Desk":
        """The desk with the `kept` indicators only, without the files of some sources, and of the reference tables with the
        named only (a name may end in `*`): most of a build's time goes into reading and measuring what a test never asks."""
        for path in (self.catalogue / "kpi").iterdir():
            if path.stem not in kept:
                path.unlink()
        for source in without:
            shutil.rmtree(self.raw / source)
        needed = {path for name in ("area_code_collisions", *tables) for path in self.reference.glob(f"{name}.csv")}
        for path in set(self.reference.glob("*.csv")) - needed:
            path.unlink()
        shutil.rmtree(self.catalogue / "schemes")  # they name indicators
        for path in (self.catalogue / "dimensions.yml", *(self.catalogue / "cities").glob("*.yml")):
            lines = path.read_text(encoding="utf-8").splitlines()
            lines = [one for one in lines if "headline:" not in one and not one.startswith(("facts:", "schemes:"))]
            text = re.sub(r"(?<=^start_map_kpi: ).*$", kept[0], "\n".join(lines), flags=re.MULTILINE)
            path.write_text(text, encoding="utf-8")
        return self

    @property
    def environment(self) -> dict[str, str]:
        return {"DASBOR_CATALOGUE": str(self.catalogue), "DASBOR_REFERENCE": str(self.reference)}

    def build(self, *more: str, command: str = "build", **environment: str) -> Ran:
        """`python -m etl build` of this desk, as of the fixed day unless `more` says otherwise."""
        day = [] if "--as-of" in more else ["--as-of", AS_OF]
        folders = ["--raw", str(self.raw), "--warehouse", str(self.warehouse)]
        return run([command, *day, *folders, *more], **{**self.environment, **environment})

    def start_build(self, *more: str) -> subprocess.Popen:
        """The same in a process of its own."""
        folders = ["--raw", str(self.raw), "--warehouse", str(self.warehouse)]
        return start(["build", "--as-of", AS_OF, *folders, *more], **self.environment)

    def file(self, source: str, city: str = "99.01") -> Path:
        """The one file of a source."""
        folder = self.raw / source / city
        (found,) = (folder if folder.is_dir() else self.raw / source).iterdir()
        return found

    def shown(self, source: str) -> str:
        """That file as messages name it."""
        return f"raw/{self.file(source).relative_to(self.raw).as_posix()}"

    def replace(self, source: str, old: str, new: str) -> None:
        """Change one spot of a source's file."""
        swap(self.file(source), old, new)

    def declare(self, path: str, old: str, new: str) -> None:
        """Change one spot of a declaration."""
        swap(self.catalogue / path, old, new)

    def allow_loss(self, source: str) -> None:
        """Let a source lose any number of rows, so that the build goes on without them."""
        path = self.catalogue / "sources" / f"{source}.yml"
        kept = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("max_set_aside")]
        path.write_text("\n".join([*kept, "max_set_aside_pct: 100", ""]), encoding="utf-8")

    def served(self) -> tuple[str, dict[str, str]]:
        """The served edition and the hash of each of its files."""
        edition = str((self.warehouse / "current").readlink())
        files = sorted((self.warehouse / edition).iterdir())
        return edition, {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}

    def rows(
        self, query: str, values: list | None = None, file: str = "internal", edition: str = "current"
    ) -> list[tuple]:
        """Ask a file of the served edition (or of another one)."""
        return ask(self.warehouse / edition / f"{file}.duckdb", query, values)


def linked(source: str, target: str) -> None:
    """Copy a file of a warehouse: editions never change, so links to the same files will do; each has a lock of its own."""
    (shutil.copyfile if Path(source).name == ".lock" else os.link)(source, target)


def swap(path: Path, old: str, new: str) -> None:
    """Replace a text that stands in a file exactly once."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path.name}"
    path.write_text(text.replace(old, new), encoding="utf-8")


def opened(path: Path) -> duckdb.DuckDBPyConnection:
    """A DuckDB file to read, with the settings of `store`: one process may have it open only with the same ones."""
    return duckdb.connect(str(path), read_only=True, config=SETTINGS)


def ask(path: Path, query: str, values: list | None = None) -> list[tuple]:
    """Rows of a query on a DuckDB file."""
    with opened(path) as con:
        return con.execute(query, values or []).fetchall()
