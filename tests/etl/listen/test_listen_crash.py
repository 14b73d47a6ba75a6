"""What was accepted is never lost: brokers that vanish, listeners that are killed, retained messages; and how the command ends."""

import sqlite3
from contextlib import closing

import pytest
from desk import run
from live import Device, Listener, Mosquitto, declare_live, wait_until

from store.live import live_state

LOAD = 1500
MIDNIGHT = 1740762000  # 2025-03-01 00:00 WIB, seconds since 1970


def stamp(second: int) -> str:
    """A second of 1 March 2025, WIB."""
    return f"2025-03-01 {second // 3600:02d}:{second // 60 % 60:02d}:{second % 60:02d}"


def test_every_message_is_there_once_after_kills_under_load(live_desk, mosquitto, tmp_path):
    listener, device = Listener(live_desk, tmp_path), Device(mosquitto.port)
    listener.start()
    listener.heard("tersambung")
    for second in range(LOAD):
        last = device.read("U1", "pm25", second % 900, stamp(second))
    wait_until(lambda: listener.counts()["kept"] > 100, "some readings")
    listener.kill()  # in the middle of it
    listener.start()
    listener.heard("tersambung", 2)
    with closing(sqlite3.connect(listener.store)) as con:
        con.execute("begin immediate")  # as a build that folds: nothing can be committed
        held = con.execute("select count(*) from reading").fetchone()
        for second in range(LOAD, 2 * LOAD):
            last = device.read("U1", "pm25", second % 900, stamp(second))
        last.wait_for_publish(60)  # long enough that messages wait in the listener
        assert con.execute("select count(*) from reading").fetchone() == held
        listener.kill()
    listener.start()
    wait_until(lambda: listener.counts()["kept"] == 2 * LOAD, "all readings")
    counts, found = listener.counts(), listener.values()
    assert counts["arrived"] == counts["kept"] + counts.get("reading_repeat", 0)
    assert found == {("U1", "pm25_ug_m3", MIDNIGHT + second): second % 900 for second in range(2 * LOAD)}
    assert listener.stop() == 0
    assert "berhenti mendengarkan" in listener.said
    device.stop()


def test_a_broker_that_is_absent_killed_and_back_loses_nothing(live_desk, tmp_path, monkeypatch):
    broker, listener = Mosquitto(tmp_path / "mosquitto", durable=True), Listener(live_desk, tmp_path)
    listener.start("--port", str(broker.port))
    listener.heard("tidak terjangkau")
    broker.start()
    listener.heard("tersambung")
    device = Device(broker.port)
    device.send("U1/pm25", {"nilai": 500, "waktu": stamp(1)}, retain=True)
    for second in range(1, 20):  # the first corrects the retained one
        device.read("U1", "pm25", second, stamp(second))
    listener.arrived(20)
    broker.kill()
    listener.heard("putus")
    for second in range(20, 40):
        device.read("U1", "pm25", second, stamp(second))
    broker.start()
    listener.heard("tersambung", 2)
    wait_until(lambda: listener.counts()["kept"] == 39, "what was sent meanwhile")
    assert {at - MIDNIGHT: value for (_, _, at), value in listener.values().items()} == {n: n for n in range(1, 40)}
    wait_until(lambda: "reading_repeat" in listener.counts(), "the retained one, given again to who subscribes again")
    assert listener.values()["U1", "pm25_ug_m3", MIDNIGHT + 1] == 1  # an old one never goes before a newer one
    monkeypatch.setenv("DASBOR_STATE", str(listener.state))
    wait_until(lambda: live_state("opd", "99.01").is_connected, "the state that pages see")
    assert listener.stop() == 0
    assert not live_state("opd", "99.01").is_connected
    shown = run(["listen", "--account", "--state", str(listener.state)])
    assert shown.code == 0
    counts = listener.counts()
    arrived = counts.pop("arrived")
    assert f"{arrived} masuk = 39 disimpan + {arrived - 39} tersisih, " in shown.printed
    assert f"{counts['reading_repeat']} reading_repeat" in shown.printed
    device.stop()
    broker.stop()


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["--port", "0"], 2, "bukan nomor port"),
        (["--source", "lain"], 2, "tidak ada sumber ber-mqtt bernama itu; pilih: sensor_log"),
        (["--city", "12.76"], 2, "tidak ada sumber ber-mqtt kota itu; pilih: 99.01"),
    ],
)
def test_wrong_usage_is_told(live_desk, arguments, code, words):
    ran = run(["listen", *arguments], **live_desk.environment)
    assert (ran.code, ran.lines(words) != []) == (code, True)


def test_nothing_declared_is_told(live_desk, tiny_catalogue):
    ran = run(["listen"], **{**live_desk.environment, "DASBOR_CATALOGUE": str(tiny_catalogue)})
    assert (ran.code, ran.lines("belum ada sumber yang menyatakan mqtt") != []) == (1, True)


def test_a_variable_that_is_not_set_is_told(live_desk, mosquitto, tmp_path):
    declare_live(live_desk, mosquitto.port, "  username_env: DASBOR_MQTT_TAK_ADA\n")
    ran = run(["listen", "--state", str(tmp_path)], **{**live_desk.environment, "DASBOR_RAW": str(live_desk.raw)})
    declare_live(live_desk, mosquitto.port)
    assert (ran.code, ran.lines("DASBOR_MQTT_TAK_ADA: variabel lingkungan ini belum diisi") != []) == (2, True)
