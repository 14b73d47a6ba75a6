"""A broker and a listener of the made-up city, one of each per file of tests."""

from collections.abc import Iterator

import pytest
import sensors
from desk import ROOT, Desk
from live import Device, Listener, Mosquitto, declare_live


@pytest.fixture(scope="module")
def mosquitto(tmp_path_factory) -> Iterator[Mosquitto]:
    """A running broker on a free port of loopback."""
    broker = Mosquitto(tmp_path_factory.mktemp("broker") / "mosquitto")
    broker.start()
    yield broker
    broker.stop()


@pytest.fixture(scope="module")
def live_desk(tmp_path_factory, tiny_catalogue, tiny_reference, mosquitto) -> Desk:
    """Stations U1, U2, A1, A2 and a source with the broker; no edition."""
    folder = tmp_path_factory.mktemp("live")
    desk = sensors.set_up(Desk(folder, ROOT / "tests" / "data" / "raw", tiny_catalogue, tiny_reference, None))
    declare_live(desk, mosquitto.port)
    return desk


@pytest.fixture(scope="module")
def listener(tmp_path_factory, live_desk) -> Iterator[Listener]:
    """A listener that has subscribed."""
    one = Listener(live_desk, tmp_path_factory.mktemp("listener"))
    one.start()
    one.heard("tersambung")
    yield one
    one.stop()


@pytest.fixture(scope="module")
def device(mosquitto) -> Iterator[Device]:
    """A device that publishes."""
    one = Device(mosquitto.port)
    yield one
    one.stop()
