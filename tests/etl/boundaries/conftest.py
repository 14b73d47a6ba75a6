"""The made-up city to spoil, and its boundary file in metres; see tests/boundary.py."""

import pytest
from boundary import in_metres


@pytest.fixture
def desk(quick_desk):
    return quick_desk


@pytest.fixture
def frame():
    return in_metres()
