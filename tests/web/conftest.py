"""Visitors of a served warehouse, and the edition's file beside it, opened by the test itself."""

from pathlib import Path

import pytest
from desk import opened
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
def edition_file(real_warehouse):
    """Rows of the served edition's file, read past `store`: `edition_file(sql, values)` -> (names, rows)."""
    with opened(real_warehouse / "current" / "internal.duckdb") as con:

        def rows(sql: str, values=None) -> tuple[list[str], list[tuple]]:
            found = con.execute(sql, values)
            return [column[0] for column in found.description], found.fetchall()

        yield rows


@pytest.fixture(scope="session")
def served_edition(real_warehouse) -> str:
    """The id of the edition that `current` points to."""
    return Path(real_warehouse / "current").readlink().name
