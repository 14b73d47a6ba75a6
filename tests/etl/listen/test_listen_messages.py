"""What becomes of a message: one reading, a repeat, a correction, or one line in what was set aside; the counts always add up."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from desk import run

from etl.demo import MARK

NOON = 1740805200  # 2025-03-01 12:00 WIB
LARGE = 10_000_000


def gained(listener, send, count: int = 1) -> dict[str, int]:
    """What the counts gain when `count` readings are sent."""
    before = listener.counts()
    send()
    after = listener.arrived(before["arrived"] + count)
    return {
        reason: more for reason, now in after.items() if reason != "arrived" and (more := now - before.get(reason, 0))
    }


def test_a_reading_is_kept_in_our_units_codes_and_utc(listener, device):
    assert gained(listener, lambda: device.read("Pintu Anggrek", "muka air", "1.5", "2025-03-01 12:00")) == {"kept": 1}
    assert (
        listener.values()["A1", "water_level_m", NOON] == 1.5
    )  # by the station's name, text for a number, WIB by declaration
    assert gained(listener, lambda: device.read("A2", "muka air", 2, "2025-03-01T05:00:00Z", satuan="m")) == {"kept": 1}
    assert listener.values()["A2", "water_level_m", NOON] == 2


def test_a_list_of_records_is_as_many_readings(listener, device):
    two = '[{"nilai": 1, "waktu": "2025-03-02 01:00"}, {"nilai": 2, "waktu": "2025-03-02 02:00"}]'
    assert gained(listener, lambda: device.send("U1/hujan", two), 2) == {"kept": 2}


def test_the_same_again_is_a_repeat_and_another_value_goes_before(listener, device):
    assert gained(listener, lambda: device.read("U1", "pm25", 10, "2025-03-01 12:00")) == {"kept": 1}
    assert gained(listener, lambda: device.read("U1", "pm25", 10.0, "2025-03-01 12:00")) == {"reading_repeat": 1}
    assert gained(listener, lambda: device.read("U1", "pm25", 11, "2025-03-01 12:00")) == {"reading_corrected": 1}
    assert listener.values()["U1", "pm25_ug_m3", NOON] == 11


@pytest.mark.parametrize(
    ("topic", "payload", "reason"),
    [
        ("U1/pm25/lain", '{"nilai": 1, "waktu": "2025-03-01 12:00"}', "message_topic"),
        ("U9/pm25", '{"nilai": 1, "waktu": "2025-03-01 12:00"}', "reading_station"),
        ("U1/pm1", '{"nilai": 1, "waktu": "2025-03-01 12:00"}', "reading_parameter"),
        ("U1/pm25", '{"nilai": 1, "waktu": "2025-03-01 12:00", "satuan": "mg/m3"}', "reading_unit"),
        ("U1/pm25", '{"nilai": NaN, "waktu": "2025-03-01 12:00"}', "reading_not_finite"),
        ("U1/pm25", '{"nilai": -Infinity, "waktu": "2025-03-01 12:00"}', "reading_not_finite"),
        ("U1/pm25", '{"nilai": -9999.0, "waktu": "2025-03-01 12:00"}', "reading_sentinel"),
        ("U1/pm25", '{"nilai": 1000.5, "waktu": "2025-03-01 12:00"}', "reading_range"),
        ("U1/pm25", '{"nilai": "rusak", "waktu": "2025-03-01 12:00"}', "reading_value"),
        ("U1/pm25", '{"nilai": 1e999, "waktu": "2025-03-01 12:00"}', "reading_not_finite"),
        ("U1/pm25", '{"waktu": "2025-03-01 12:00"}', "reading_no_data"),
        ("U1/pm25", '{"nilai": 1}', "reading_time"),
        ("U1/pm25", '{"nilai": 1, "waktu": "1999-12-31 12:00"}', "reading_time_range"),
        ("U1/pm25", '{"nilai": 1, "waktu": "2025-03-01 12', "message_unreadable"),
        ("U1/pm25", b'{"nilai": 1, "catatan": "\xff\xfe"}', "message_unreadable"),
        ("U1/pm25", '{"nilai": "\\ud800", "waktu": "2025-03-01 12:00"}', "reading_value"),
        ("U1/pm25", "[" * 20_000, "message_unreadable"),
        ("U1/pm25", "12.5", "message_unreadable"),
        ("U1/pm25", "", "message_unreadable"),
        (f"{MARK}-01/pm25", '{"nilai": 1, "waktu": "2025-03-01 12:00"}', "message_simulated"),
    ],
)  # fmt: skip
def test_a_bad_message_is_set_aside_and_counted(listener, device, topic, payload, reason):
    assert gained(listener, lambda: device.send(topic, payload)) == {reason: 1}


def test_a_clock_that_is_ahead_is_set_aside_beyond_the_tolerance(listener, device):
    def sent(minutes: int):
        at = datetime.now(UTC) + timedelta(minutes=minutes)
        return lambda: device.read("U2", "hujan", 1, at.isoformat())

    assert gained(listener, sent(2)) == {"kept": 1}
    assert gained(listener, sent(8)) == {"reading_ahead": 1}  # 5 minutes are declared


def test_a_message_of_ten_megabytes_costs_little(listener, device):
    assert gained(listener, lambda: device.send("U1/pm25", b"9" * LARGE)) == {"message_too_large": 1}
    ((example,),) = listener.ask("select example from reading_set_aside where reason_code = 'message_too_large'")
    assert example == str(LARGE)
    status = Path(f"/proc/{listener.running.pid}/status").read_text(encoding="ascii")
    peak_kb = int(status.split("VmHWM:")[1].split()[0])
    assert peak_kb < 500_000
    assert gained(listener, lambda: device.read("U2", "pm25", 7, "2025-03-01 12:00")) == {"kept": 1}


def test_what_was_set_aside_grows_by_topics_not_by_messages(listener, device):
    def send():
        for _ in range(300):
            device.send("U1/pm25/banyak", "{}")

    assert gained(listener, send, 300) == {"message_topic": 300}
    query = "select row_count, length(example) <= 81 from reading_set_aside where topic = 'kota/U1/pm25/banyak'"
    assert listener.ask(query) == [(300, 1)]


def test_a_second_listener_of_a_source_is_refused(listener, live_desk):
    ran = run(["listen", "--state", str(listener.state)], **live_desk.environment, DASBOR_RAW=str(live_desk.raw))
    assert (ran.code, ran.lines("sudah didengarkan proses lain") != []) == (1, True)
