"""Warehouses that tests read, built once per run by the real ETL from real files, and a desk for tests that spoil something.

`real_warehouse`: the four cities of `data/raw`. `tiny_warehouse`: the made-up city 99.01 of `tests/data` (its figures are
listed in `tests/data/README.md`). Both are folders as `DASBOR_WAREHOUSE` names them; nobody writes into them.
"""

import fcntl
import os
import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parent
sys.path[:0] = [str(ROOT), str(HERE)]

from desk import AS_OF, Desk, run  # noqa: E402

# Files of minutes in one or few tests. Workers take whole files in this order (`--dist loadfile --no-loadscope-reorder`; by itself
# xdist would leave files of few tests for the end, where one worker runs them while the other stands still).
LONG = ("etl/requests/test_etl_requests_history.py", "web/test_web_audience.py")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the files named as long first; the others stay in their order."""
    long = [HERE / name for name in LONG]
    assert all(path.is_file() for path in long), f"tests/conftest.py: LONG names a file that is not there: {LONG}"
    items.sort(key=lambda item: long.index(item.path) if item.path in long else len(long))


@pytest.fixture(scope="session")
def real_warehouse(tmp_path_factory) -> Path:
    """A warehouse with one published edition of all declared cities."""
    return _built(tmp_path_factory, "real", ROOT / "data" / "raw")


@pytest.fixture(scope="session")
def tiny_catalogue(tmp_path_factory) -> Path:
    """The real catalogue with the made-up city in place of the real ones, and its two closed declarations."""
    folder = tmp_path_factory.mktemp("tiny") / "catalogue"
    shutil.copytree(ROOT / "catalogue", folder, ignore=shutil.ignore_patterns("*.py", "__pycache__", "cities"))
    shutil.copytree(HERE / "data" / "catalogue", folder, dirs_exist_ok=True)
    for path in (
        folder / "dimensions.yml",
        *(folder / "kpi").glob("*.yml"),
    ):  # what is said of a real city is said of it
        text = re.sub(
            r'^(    cit(?:y: |ies: \[))"[\d.]+"', r'\1"99.01"', path.read_text(encoding="utf-8"), flags=re.MULTILINE
        )
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def tiny_reference(tmp_path_factory) -> Path:
    """The real reference tables, with aliases that fit the made-up city and its SPBE table."""
    folder = tmp_path_factory.mktemp("tiny") / "reference"
    shutil.copytree(ROOT / "data" / "reference", folder)
    shutil.copytree(HERE / "data" / "reference", folder, dirs_exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def tiny_warehouse(tmp_path_factory, tiny_catalogue, tiny_reference) -> Path:
    """A warehouse with one published edition of the made-up city; serve it with `DASBOR_CITY=99.01`."""
    return _built(
        tmp_path_factory,
        "tiny",
        HERE / "data" / "raw",
        DASBOR_CATALOGUE=str(tiny_catalogue),
        DASBOR_REFERENCE=str(tiny_reference),
    )


@pytest.fixture(scope="session")
def desk_in(tiny_catalogue, tiny_reference, tiny_warehouse) -> Callable[[Path], Desk]:
    """`desk_in(folder)`: the made-up city to spoil at will, beside a served edition of the unspoilt one."""
    return lambda folder: Desk(folder, HERE / "data" / "raw", tiny_catalogue, tiny_reference, tiny_warehouse)


@pytest.fixture(scope="session")
def quick_desk_in(desk_in) -> Callable[[Path], Desk]:
    """The same with two indicators and few other sources, for the many tests that ask about the reading of a file."""
    kept = ("registered_voters_count", "flood_affected_persons_count")
    without = ("spbe_evaluation", "polling_stations", "population_dukcapil", "grant_recipients", "programmes")
    return lambda folder: desk_in(folder).lightened(kept, without)


@pytest.fixture
def desk(tmp_path, desk_in) -> Desk:
    """A desk of the test's own."""
    return desk_in(tmp_path)


@pytest.fixture
def quick_desk(tmp_path, quick_desk_in) -> Desk:
    """A quick desk of the test's own."""
    return quick_desk_in(tmp_path)


@pytest.fixture
def people_desk(desk) -> Desk:
    """A desk with the indicators of population only, for tests of sheets by kelurahan."""
    counts = ("population_modelled_count", "population_bps_count", "population_dukcapil_count")
    densities = ("population_density_modelled_per_km2", "population_density_per_km2")
    return desk.lightened(
        (*counts, *densities, "population_sex_ratio"),
        ("spbe_evaluation", "grant_recipients", "assets", "programmes"),
    )


@pytest.fixture(scope="session")
def service_desk_in(desk_in, tiny_catalogue) -> Callable[[Path], Desk]:
    """A desk with the indicators of service requests only."""
    kept = [path.stem for path in (tiny_catalogue / "kpi").glob("service_request_*.yml")]
    without = ("spbe_evaluation", "grant_recipients", "assets", "programmes")
    tables = ("request_topics", "service_deadlines")
    return lambda folder: desk_in(folder).lightened(("population_modelled_count", *kept), without, tables)


@pytest.fixture
def service_desk(tmp_path, service_desk_in) -> Desk:
    """A desk of service requests of the test's own."""
    return service_desk_in(tmp_path)


@pytest.fixture
def real_desk(tmp_path, real_warehouse) -> Desk:
    """The four real cities to spoil at will, beside a served edition of the unspoilt ones."""
    return Desk(tmp_path, ROOT / "data" / "raw", ROOT / "catalogue", ROOT / "data" / "reference", real_warehouse)


def _built(tmp_path_factory, name: str, raw: Path, **environment: str) -> Path:
    """A warehouse that all workers of a run share: the first builds it, the others wait for it."""
    folder = tmp_path_factory.getbasetemp()
    folder = folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder
    warehouse = folder / f"{name}-warehouse"
    with (folder / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (warehouse / "current").exists():
            ran = run(["build", "--as-of", AS_OF, "--warehouse", str(warehouse), "--raw", str(raw)], **environment)
            assert ran.code == 0, ran.said
    return warehouse
