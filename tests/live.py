"""A broker, a listener and a device on this machine: Debian's mosquitto, the real `python -m etl listen`, and paho."""

import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import sensors
from desk import ROOT, Desk
from paho.mqtt.client import Client, MQTTMessageInfo
from paho.mqtt.enums import CallbackAPIVersion

DEADLINE_S = 60  # generous: what is waited for comes in moments on a quiet machine
MQTT = """mqtt:
  city: "99.01"
  host: 127.0.0.1
  port: {port}
  topics: ["kota/{{stasiun}}/{{parameter}}"]
  subscribe: ["kota/#"]
"""


def wait_until(is_there: Callable[[], object], what: str):
    """Poll until `is_there` gives something true; gives it."""
    until = time.monotonic() + DEADLINE_S
    while not (found := is_there()):
        assert time.monotonic() < until, f"not within {DEADLINE_S} s: {what}"
        time.sleep(0.05)
    return found


def free_port() -> int:
    """A port of loopback that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def is_open(port: int) -> bool:
    with socket.socket() as one:
        return one.connect_ex(("127.0.0.1", port)) == 0


class Mosquitto:
    """A broker with a session store of its own. It keeps what it has promised, however many wait; a `durable` one after a
    crash too, as it writes every change down."""

    def __init__(self, folder: Path, durable: bool = False):
        program = shutil.which("mosquitto", path=f"{os.environ['PATH']}:/usr/sbin:/usr/local/sbin")
        assert program, "mosquitto is not installed: sudo apt-get install mosquitto (make test does it as root)"
        folder.mkdir()
        self.port, self._config, self._log = free_port(), folder / "mosquitto.conf", folder / "log"
        self._command = [program, "-c", str(self._config)]
        self._config.write_text(
            f"listener {self.port} 127.0.0.1\nallow_anonymous true\nmax_queued_messages 0\npersistence true\n"
            f"persistence_location {folder}/\n"
            + ("autosave_on_changes true\nautosave_interval 1\n" if durable else "")
            + ("user root\n" if os.getuid() == 0 else ""),
            encoding="utf-8",
        )
        self.running: subprocess.Popen | None = None

    def start(self) -> None:
        with self._log.open("a", encoding="utf-8") as log:
            self.running = subprocess.Popen(self._command, stdout=log, stderr=log)
        wait_until(lambda: is_open(self.port), f"mosquitto on {self.port}: {self._log.read_text(encoding='utf-8')}")

    def stop(self) -> None:
        if self.running:
            self.running.terminate()
            self.running.wait(DEADLINE_S)

    def kill(self) -> None:
        self.running.kill()
        self.running.wait(DEADLINE_S)


class Listener:
    """`python -m etl listen` in a process of its own; what it says goes to a file."""

    def __init__(self, desk: Desk, folder: Path):
        self._desk, self.state, self._said = desk, folder / "state", folder / "said"
        self.store = self.state / "live" / "readings.sqlite"
        self.running: subprocess.Popen | None = None

    @property
    def environment(self) -> dict[str, str]:
        return {
            **os.environ,
            **self._desk.environment,
            "DASBOR_STATE": str(self.state),
            "DASBOR_RAW": str(self._desk.raw),
        }

    def start(self, *more: str) -> None:
        with self._said.open("a", encoding="utf-8") as said:
            command = [sys.executable, "-m", "etl", "listen", *more]
            self.running = subprocess.Popen(command, cwd=ROOT, env=self.environment, stderr=said)

    @property
    def said(self) -> str:
        return self._said.read_text(encoding="utf-8")

    def heard(self, words: str, times: int = 1) -> None:
        """Wait until it has said something."""

        def is_said() -> bool:
            assert self.running.poll() is None, self.said
            return self.said.count(words) >= times

        wait_until(is_said, f"'{words}' in: {self.said}")

    def kill(self) -> None:
        self.running.send_signal(signal.SIGKILL)
        self.running.wait(DEADLINE_S)

    def stop(self) -> int:
        """SIGTERM; the exit code."""
        if self.running.poll() is None:
            self.running.send_signal(signal.SIGTERM)
        return self.running.wait(DEADLINE_S)

    def ask(self, query: str) -> list[tuple]:
        """Rows of the live store; none while there is no store."""
        if not self.store.is_file():
            return []
        with closing(sqlite3.connect(f"{self.store.as_uri()}?mode=ro", uri=True, timeout=30)) as con:
            is_made = con.execute("pragma user_version").fetchone() != (0,)
            return con.execute(query).fetchall() if is_made else []

    def counts(self) -> dict[str, int]:
        """By reason, what arrived and was kept too; the counts add up."""
        sums = "select sum(arrived_count), sum(kept_count) from reading_account"
        ((arrived, kept),) = self.ask(sums) or [(0, 0)]
        lost = dict(self.ask("select reason_code, sum(row_count) from reading_set_aside group by 1"))
        return {"arrived": arrived or 0, "kept": kept or 0, **lost}

    def arrived(self, count: int) -> dict[str, int]:
        """Wait until so many have arrived; all counts, which add up."""
        wait_until(lambda: self.store.is_file() and self.counts()["arrived"] >= count, f"{count} readings: {self.said}")
        found = self.counts()
        assert found["arrived"] == sum(found.values()) - found["arrived"]
        return found

    def values(self) -> dict[tuple[str, str, int], float]:
        """Readings by station, parameter and seconds since 1970."""
        rows = self.ask("select station_code, parameter, read_at_us / 1000000, value from reading")
        return {(station, parameter, at): value for station, parameter, at, value in rows}


class Device:
    """Publishes with QoS 1 and knows what the broker has promised to deliver."""

    def __init__(self, port: int):
        self.client = Client(CallbackAPIVersion.VERSION2)
        self.client.max_inflight_messages_set(200)
        self.client.reconnect_delay_set(1, 1)
        self.client.connect("127.0.0.1", port)
        self.client.loop_start()

    def send(self, topic: str, payload: str | bytes | dict, retain: bool = False) -> MQTTMessageInfo:
        text = json.dumps(payload) if isinstance(payload, dict) else payload
        return self.client.publish(f"kota/{topic}", text, qos=1, retain=retain)

    def read(self, station: str, parameter: str, value: object, at: str, **more: str) -> MQTTMessageInfo:
        """An ordinary message: `2025-03-01 00:00` in WIB."""
        return self.send(f"{station}/{parameter}", {"nilai": value, "waktu": at, **more})

    def stop(self) -> None:
        self.client.disconnect()
        self.client.loop_stop()


def declare_live(desk: Desk, port: int, more: str = "") -> None:
    """The long source of `sensors`, with a broker."""
    sensors.declare(desk, sensors.LONG + MQTT.format(port=port) + more)
