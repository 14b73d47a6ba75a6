"""Live readings at full rate: mosquitto on loopback, the real `python -m etl listen`, one publisher, a reader beside it.

`python -m bench.mqtt [--rate 2000] [--seconds 60]`. Every message is a reading of its own (station, parameter, moment), sent with
QoS 1. Counted is what the store holds in the end; a probe twice a second is timed from its sending until `store.live` shows it.
"""

import argparse
import json
import os
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from paho.mqtt.client import Client
from paho.mqtt.enums import CallbackAPIVersion

from bench import HOME_CITY, ROOT, BenchFailed
from bench.servers import free_port

RATE, SECONDS = 2000, 60
STATIONS = 50
PARAMETERS = ("pm25_ug_m3", "rain_mm", "temperature_c", "humidity_pct")
PROBE = "PENANDA"  # a station of its own
PROBE_EVERY_S = 0.5
WAIT_S = 60  # for a program to start, and for the last messages after the last was sent
LATEST = timedelta(hours=2)  # so far back lie the moments of the load; probes are of now
SOURCE = """title: {{id: "Beban", en: "Load"}}
publisher: bench
producer: bench
custodian: bench
licence: bench
cadence: {{id: "terus", en: "always"}}
obtained: {{id: "bench", en: "bench"}}
quality: resmi
shape: readings
readings:
  layout: long
  station: stasiun
  parameter: parameter
  value: nilai
  time: waktu
  parameters: {{{parameters}}}
mqtt:
  city: "{city}"
  host: 127.0.0.1
  port: {port}
  topics: ["beban/{{stasiun}}/{{parameter}}"]
"""
UNITS = {"pm25_ug_m3": "µg/m³", "rain_mm": "mm", "temperature_c": "°C", "humidity_pct": "%"}


@dataclass(frozen=True)
class Flow:
    """What was sent and what is there; seconds from sending to sight of the probes; the listener's processor and memory."""

    sent: int
    seconds: float
    kept: int
    repeated: int
    set_aside: int
    visible_s: tuple[float, ...]
    behind_s: float  # from the last sending until the last was in the store
    processor_seconds: float
    peak_bytes: int

    @property
    def rate(self) -> float:
        """Messages a second that were really sent."""
        return self.sent / self.seconds

    @property
    def worst_s(self) -> float:
        """The slowest probe."""
        return max(self.visible_s)


def lay_out(folder: Path, port: int) -> dict[str, str]:
    """Declarations, stations and an empty state in `folder`; the environment that names them."""
    shutil.copytree(ROOT / "catalogue", folder / "catalogue", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    parameters = ", ".join(f"{name}: {{parameter: {name}, unit: '{unit}'}}" for name, unit in UNITS.items())
    text = SOURCE.format(parameters=parameters, city=HOME_CITY, port=port)
    (folder / "catalogue" / "sources" / "bench_load.yml").write_text(text, encoding="utf-8")
    (folder / "raw").mkdir()
    for source in (ROOT / "data" / "raw").iterdir():
        if source.name != "sensor_stations":
            (folder / "raw" / source.name).symlink_to(source)
    stations = folder / "raw" / "sensor_stations" / HOME_CITY
    stations.mkdir(parents=True)
    head = "station_code,name,kind,area_code,lat,lon,land_use,installed_on,retired_on,citation\n"
    codes = [PROBE, *(f"S{nth}" for nth in range(STATIONS))]
    (stations / "stasiun.csv").write_text(
        head + "".join(f"{code},{code},udara,,,,,,,bench\n" for code in codes), encoding="utf-8"
    )
    (folder / "mosquitto.conf").write_text(
        f"listener {port} 127.0.0.1\nallow_anonymous true\nmax_queued_messages 0\n", encoding="utf-8"
    )
    named = {"CATALOGUE": "catalogue", "RAW": "raw", "STATE": "state"}
    return {f"DASBOR_{name}": str(folder / place) for name, place in named.items()}


def publisher(port: int) -> Client:
    """A connected client with room for a second's messages in flight."""
    client = Client(CallbackAPIVersion.VERSION2)
    client.max_inflight_messages_set(1000)
    until = time.monotonic() + WAIT_S
    while True:
        try:
            client.connect("127.0.0.1", port)
            break
        except OSError:
            if time.monotonic() > until:
                raise BenchFailed("mosquitto did not start; is the port free?") from None
            time.sleep(0.1)
    client.loop_start()
    return client


def send(port: int, rate: int, seconds: int) -> float:
    """`rate` messages a second for `seconds`; the seconds it took until the broker had them all."""
    client = publisher(port)
    began_at = datetime.now(UTC) - LATEST
    started = time.perf_counter()
    last = None
    for nth in range(rate * seconds):
        if nth % 20 == 0:
            time.sleep(max(0.0, started + nth / rate - time.perf_counter()))
        stamp = (began_at + timedelta(milliseconds=nth)).isoformat()
        topic = f"beban/S{nth % STATIONS}/{PARAMETERS[nth // STATIONS % len(PARAMETERS)]}"
        last = client.publish(topic, json.dumps({"nilai": nth % 100, "waktu": stamp}), qos=1)
    last.wait_for_publish(WAIT_S)
    taken = time.perf_counter() - started
    client.disconnect()
    client.loop_stop()
    return taken


def watch(port: int, stopping: threading.Event, seen: list[float]) -> None:
    """Send probes and time each until a reader of the store sees it. DASBOR_STATE must be set."""
    from store.live import live_readings

    client = publisher(port)
    while not stopping.is_set():
        at = datetime.now(UTC)
        sent = time.perf_counter()
        client.publish(f"beban/{PROBE}/rain_mm", json.dumps({"nilai": 1, "waktu": at.isoformat()}), qos=1)
        while not live_readings("opd", HOME_CITY, at):
            if time.perf_counter() - sent > WAIT_S:
                break
            time.sleep(0.02)
        seen.append(time.perf_counter() - sent)
        stopping.wait(PROBE_EVERY_S)
    client.disconnect()
    client.loop_stop()


def counted(store: Path) -> dict[str, int]:
    """Rows of the load, and what was set aside by reason."""
    if not store.is_file():
        return {"kept": 0}
    with closing(sqlite3.connect(f"{store.as_uri()}?mode=ro", uri=True, timeout=30)) as con:
        (kept,) = con.execute("select count(*) from reading where station_code <> ?", [PROBE]).fetchone()
        return {
            "kept": kept,
            **dict(con.execute("select reason_code, sum(row_count) from reading_set_aside group by 1")),
        }


def waited_for(is_there, what: str) -> float:
    """Seconds until `is_there`; at most `WAIT_S`. Raises `BenchFailed` when `what` is needed and does not come."""
    started = time.perf_counter()
    while not is_there():
        if time.perf_counter() - started > WAIT_S:
            if what:
                raise BenchFailed(f"{what} did not come within {WAIT_S} s")
            break
        time.sleep(0.05)
    return time.perf_counter() - started


def measure_mqtt(rate: int = RATE, seconds: int = SECONDS) -> Flow:
    """Start broker, listener and reader, send, count. Raises `BenchFailed` where mosquitto is not installed."""
    program = shutil.which("mosquitto", path=f"{os.environ['PATH']}:/usr/sbin:/usr/local/sbin")
    if program is None:
        raise BenchFailed("mosquitto is not installed; sudo apt-get install mosquitto")
    with tempfile.TemporaryDirectory() as name:
        folder, port = Path(name), free_port()
        environment = lay_out(folder, port)
        os.environ["DASBOR_STATE"] = environment["DASBOR_STATE"]
        log, said = (folder / "log").open("w+", encoding="utf-8"), folder / "said"
        broker = subprocess.Popen([program, "-c", str(folder / "mosquitto.conf")], stdout=log, stderr=log)
        with said.open("w", encoding="utf-8") as lines:
            command = [sys.executable, "-m", "etl", "listen"]
            listener = subprocess.Popen(command, cwd=ROOT, env=os.environ | environment, stderr=lines)
        try:
            return _measured(listener, port, folder / "state" / "live" / "readings.sqlite", said, rate, seconds)
        finally:
            for one in (listener, broker):
                if one.poll() is None:
                    one.terminate()
                    one.wait()
            log.close()


def _measured(listener, port: int, store: Path, said: Path, rate: int, seconds: int) -> Flow:
    waited_for(lambda: "tersambung" in said.read_text(encoding="utf-8"), "the listener's connection")
    stopping, seen = threading.Event(), []
    command = [sys.executable, "-m", "bench.mqtt", "--send", str(port), "--rate", str(rate), "--seconds", str(seconds)]
    watcher = threading.Thread(target=watch, args=(port, stopping, seen))
    watcher.start()
    sender = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    stopping.set()
    watcher.join()
    if sender.returncode != 0:
        raise BenchFailed(f"the publisher ended with {sender.returncode}: {sender.stderr.strip()[-300:]}")
    sent = rate * seconds
    behind_s = waited_for(lambda: counted(store)["kept"] >= sent, "")
    listener.terminate()
    _, status, usage = os.wait4(listener.pid, 0)
    listener.returncode = os.waitstatus_to_exitcode(status)
    counts = counted(store)
    repeated = counts.pop("reading_repeat", 0)
    return Flow(
        sent,
        float(sender.stdout),
        counts.pop("kept"),
        repeated,
        sum(counts.values()),
        tuple(seen),
        behind_s,
        usage.ru_utime + usage.ru_stime,
        usage.ru_maxrss * 1024,
    )


def main() -> int:
    """Measure and print; 1 when something was lost, doubled or seen too late."""
    parser = argparse.ArgumentParser(prog="python -m bench.mqtt", description=__doc__.splitlines()[0])
    parser.add_argument("--rate", type=int, default=RATE)
    parser.add_argument("--seconds", type=int, default=SECONDS)
    parser.add_argument("--send", type=int, metavar="PORT", help="only publish, to a broker that runs already")
    options = parser.parse_args()
    if options.send:
        sys.stdout.write(f"{send(options.send, options.rate, options.seconds)}\n")
        return 0
    flow = measure_mqtt(options.rate, options.seconds)
    sys.stdout.write(
        f"{flow.sent} sent in {flow.seconds:.1f} s ({flow.rate:.0f}/s), {flow.kept} kept, {flow.sent - flow.kept} lost, "
        f"{flow.repeated} doubled by the broker and absorbed, {flow.set_aside} set aside\n"
        f"probe to sight: median {statistics.median(flow.visible_s):.2f} s, worst {flow.worst_s:.2f} s of {len(flow.visible_s)}; "
        f"{flow.behind_s:.1f} s behind at the end\n"
        f"listener: {flow.processor_seconds:.1f} s of processor, {flow.peak_bytes / 1e6:.0f} MB at most\n"
    )
    return 0 if flow.kept == flow.sent and flow.worst_s < 10 else 1


if __name__ == "__main__":
    sys.exit(main())
