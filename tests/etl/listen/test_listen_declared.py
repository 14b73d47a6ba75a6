"""Devices speak in many ways: bare numbers, several parameters in a message, keys inside keys. Each by declaration alone, all at once."""

import time

import pytest
import sensors
from desk import ROOT, run
from live import Device, Listener

from catalogue import CatalogueError, load_catalogue

BARE = """readings:
  layout: long
  station: alat
  parameter: ukuran
  value: nilai
  time: waktu
  parameters: {suhu: {parameter: temperature_c, unit: °C}}
mqtt: {city: "99.01", host: 127.0.0.1, port: %d, topics: ["bare/{alat}/{ukuran}"], payload: number, time: arrival}
"""
WIDE = """readings:
  layout: wide
  station: id
  time: ukur.waktu
  time_zone: UTC
  keep: {jenis: [data]}
  parameters:
    ukur.pm25: {parameter: pm25_ug_m3, unit: µg/m³}
    ukur.muka: {parameter: water_level_m, unit: cm, factor: 0.01}
mqtt: {city: "99.01", host: 127.0.0.1, port: %d, topics: ["wide/sensor-{id}/data"], protocol: v311, qos: 1}
"""


@pytest.fixture(scope="module")
def both(live_desk, mosquitto, tmp_path_factory):
    """One listener of three sources, one of them in MQTT 3.1.1, and a device."""
    sensors.declare(live_desk, BARE % mosquitto.port, source="bare_log")
    sensors.declare(live_desk, WIDE % mosquitto.port, source="wide_log")
    listener, device = Listener(live_desk, tmp_path_factory.mktemp("both")), Device(mosquitto.port)
    listener.start()
    listener.heard("tersambung", 3)
    yield listener, device
    device.stop()
    listener.stop()


def test_a_bare_number_is_of_the_moment_it_arrives(both):
    listener, device = both
    before = time.time()
    device.client.publish("bare/U1/suhu", b" 27.5\n", qos=1)
    device.client.publish("bare/U1/suhu", "panas", qos=1)
    device.client.publish("bare/U1/suhu", "28", qos=1, retain=True)  # to us it is a new one
    counts = listener.arrived(3)
    assert (counts["kept"], counts["reading_value"]) == (2, 1)
    rows = listener.ask("select value, read_at_us = received_at_us, read_at_us / 1e6 from reading order by 3")
    assert [row[:2] for row in rows] == [(27.5, 1), (28, 1)]
    assert before - 1 < rows[0][2] < time.time() + 1
    device.client.publish("bare/U1/suhu", "", qos=1, retain=True)  # an empty one takes the retained one away
    assert listener.arrived(4)["reading_no_data"] == 1


def test_a_wide_message_is_a_reading_per_parameter(both):
    listener, device = both
    before = listener.counts()
    text = '{"jenis": "%s", "ukur": {"waktu": "2025-03-01T05:00:00", "pm25": "12", "muka": 150}}'
    device.client.publish("wide/sensor-U2/data", text % "data", qos=1)
    device.client.publish("wide/sensor-U2/data", text % "uji", qos=1)
    counts = listener.arrived(before["arrived"] + 4)
    assert (counts["kept"] - before["kept"], counts["reading_left_out"]) == (2, 2)
    found = {key[1:]: value for key, value in listener.values().items() if key[0] == "U2"}
    assert found == {("pm25_ug_m3", 1740805200): 12, ("water_level_m", 1740805200): 1.5}  # 05:00 UTC; cm to m


def test_the_example_of_the_guide_is_listened_to(live_desk, tmp_path):
    """Its broker does not exist; the variables it names have to be set, and its stations are those of its city."""
    source = (ROOT / "docs/example/sensors/catalogue/sources/river_mqtt.yml").read_text(encoding="utf-8")
    path = live_desk.catalogue / "sources" / "river_mqtt.yml"
    path.write_text(source.replace('"12.76"', '"99.01"'), encoding="utf-8")
    environment = {**live_desk.environment, "DASBOR_RAW": str(live_desk.raw)}
    ran = run(["listen", "--source", "river_mqtt", "--state", str(tmp_path)], **environment)
    path.unlink()
    assert (ran.code, ran.lines("DASBOR_MQTT_USERNAME", "belum diisi") != []) == (2, True)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("payload: number, time: arrival", "payload: number", "topik 'bare/{alat}/{ukuran}' harus memuat {waktu}"),
        ("bare/{alat}/{ukuran}", "bare/{alat}", "harus memuat {ukuran}"),
        ("bare/{alat}/{ukuran}", "bare/#/{alat}/{ukuran}", "tidak terbaca"),
        ("bare/{alat}/{ukuran}", "bare/{alat}/{alat}", "nama yang sama dua kali"),
        ('city: "99.01"', 'city: "12.76"', "kota '12.76' tidak dinyatakan"),
        ("time: arrival", "time: arrival, password: rahasia", "password"),
        ("time: arrival", "time: arrival, username_env: rahasia", "username_env"),
        ("  station: alat\n", "", "mqtt perlu readings.station"),
    ],
)
def test_a_declaration_that_cannot_work_is_refused(live_desk, old, new, words):
    path = live_desk.catalogue / "sources" / "bare_log.yml"
    sensors.declare(live_desk, (BARE % 1883).replace(old, new), source="bare_log")
    with pytest.raises(CatalogueError, match=r"sources/bare_log\.yml") as fault:
        load_catalogue(live_desk.catalogue)
    path.unlink()
    assert words in str(fault.value)
