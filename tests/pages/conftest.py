"""Visitors of pages."""

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
