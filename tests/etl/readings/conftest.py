"""A desk with stations of the made-up city and the indicators of sensors."""

import pytest
import sensors


@pytest.fixture
def sensor_desk(quick_desk):
    """Stations U1, U2 (air), A1, A2 (water), and no readings yet."""
    return sensors.set_up(quick_desk)
