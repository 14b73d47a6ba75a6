"""The made-up city with the indicators of service requests only, and a drawer for its exports."""

import pytest


@pytest.fixture
def desk(service_desk):
    return service_desk


@pytest.fixture
def drawer(desk):
    """Where the exports of SP4N-LAPOR! go."""
    return desk.raw / "lapor_export" / "99.01"
