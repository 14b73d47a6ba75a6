"""Warehouses that tests read, built once per run by the real ETL from real files.

`real_warehouse`: the four cities of `data/raw`. `tiny_warehouse`: the made-up city 99.01 of `tests/data` (its figures are
listed in `tests/data/README.md`). Both are folders as `DASBOR_WAREHOUSE` names them; nobody writes into them.
"""

import shutil
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parent
sys.path.insert(0, str(ROOT))
AS_OF = "2026-11-22"


@pytest.fixture(scope="session")
def real_warehouse(tmp_path_factory) -> Path:
    """A warehouse with one published edition of all declared cities."""
    return _built(tmp_path_factory.mktemp("real") / "warehouse", ["--raw", str(ROOT / "data" / "raw")])


@pytest.fixture(scope="session")
def tiny_catalogue(tmp_path_factory) -> Path:
    """The real catalogue with the made-up city in place of the real ones, and its two closed declarations."""
    folder = tmp_path_factory.mktemp("tiny") / "catalogue"
    shutil.copytree(ROOT / "catalogue", folder, ignore=shutil.ignore_patterns("*.py", "__pycache__", "cities"))
    shutil.copytree(HERE / "data" / "catalogue", folder, dirs_exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def tiny_reference(tmp_path_factory) -> Path:
    """The real reference tables, with agency aliases that fit the made-up SPBE table."""
    folder = tmp_path_factory.mktemp("tiny") / "reference"
    shutil.copytree(ROOT / "data" / "reference", folder)
    shutil.copytree(HERE / "data" / "reference", folder, dirs_exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def tiny_warehouse(tmp_path_factory, tiny_catalogue, tiny_reference) -> Path:
    """A warehouse with one published edition of the made-up city; serve it with `DASBOR_CITY=99.01`."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("DASBOR_CATALOGUE", str(tiny_catalogue))
        environment.setenv("DASBOR_REFERENCE", str(tiny_reference))
        return _built(tmp_path_factory.mktemp("tiny") / "warehouse", ["--raw", str(HERE / "data" / "raw")])


def _built(warehouse: Path, more: list[str]) -> Path:
    from etl.__main__ import main

    code = main(["build", "--as-of", AS_OF, "--warehouse", str(warehouse), *more])
    assert code == 0, "the build failed; its sentence is in the captured stderr"
    return warehouse
