"""Visitors of a served warehouse, and the edition's file beside it, opened by the test itself."""

import shutil
from pathlib import Path

import duckdb
import pytest
from front import visitor


@pytest.fixture
def client(real_warehouse, monkeypatch):
    """Someone inside the house, in front of the four real cities."""
    return visitor(real_warehouse, monkeypatch)


@pytest.fixture
def tiny_client(tiny_warehouse, monkeypatch):
    """Someone inside the house, in front of the made-up city."""
    return visitor(tiny_warehouse, monkeypatch, CITY="99.01")


@pytest.fixture
def tiny_public(tiny_warehouse, monkeypatch):
    """Anyone, in front of the made-up city."""
    return visitor(tiny_warehouse, monkeypatch, CITY="99.01", AUDIENCE="public")


@pytest.fixture(scope="session")
def edition_file(real_warehouse, tmp_path_factory):
    """Rows of the served edition's file, read from a copy and past `store`: `edition_file(sql, values)` -> (names, rows)."""
    copy = tmp_path_factory.mktemp("copy") / "internal.duckdb"
    shutil.copy(real_warehouse / "current" / "internal.duckdb", copy)
    with duckdb.connect(str(copy), read_only=True) as con:

        def rows(sql: str, values=None) -> tuple[list[str], list[tuple]]:
            found = con.execute(sql, values)
            return [column[0] for column in found.description], found.fetchall()

        yield rows


@pytest.fixture(scope="session")
def served_edition(real_warehouse) -> str:
    """The id of the edition that `current` points to."""
    return Path(real_warehouse / "current").readlink().name
