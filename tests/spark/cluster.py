"""A standalone Spark master and two workers on loopback, each a process of its own that is ended by its own id."""

import os
import re
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
SPARK = ROOT / ".venv-spark" / "lib"
LOOPBACK = "127.0.0.1"
STARTS_WITHIN_S = 180


@contextmanager
def cluster(folder: Path, workers: int = 2, memory: str = "1g") -> Iterator[str]:
    """The URL of a master with `workers` workers of one core each. Raises `RuntimeError` with the log of what did not start."""
    running: list[subprocess.Popen] = []
    try:
        master = _start(
            running, folder, "master", "master.Master", "--host", LOOPBACK, "--port", "0", "--webui-port", "0"
        )
        url = _told(master, running[0], r"Starting Spark master at (spark://\S+)")
        for nth in range(workers):
            given = [
                "--host",
                LOOPBACK,
                "--cores",
                "1",
                "--memory",
                memory,
                "--webui-port",
                "0",
                "--work-dir",
                str(folder),
            ]
            log = _start(running, folder, f"worker-{nth}", "worker.Worker", *given, url)
            _told(log, running[-1], r"Successfully registered with master")
        yield url
    finally:
        for process in reversed(running):
            process.terminate()
        for process in running:
            process.wait()


def _start(running: list[subprocess.Popen], folder: Path, name: str, what: str, *arguments: str) -> Path:
    (home,) = SPARK.glob("python3*/site-packages/pyspark")
    log = folder / f"{name}.log"
    own = {"SPARK_HOME": str(home), "SPARK_LOCAL_IP": LOOPBACK, "SPARK_DAEMON_MEMORY": "256m"}
    with log.open("wb") as out:
        running.append(
            subprocess.Popen(
                [str(home / "bin" / "spark-class"), f"org.apache.spark.deploy.{what}", *arguments],
                env={**os.environ, **own},
                stdout=out,
                stderr=subprocess.STDOUT,
            )
        )
    return log


def _told(log: Path, process: subprocess.Popen, pattern: str) -> str:
    """What a log says in the group of a pattern, once it says it."""
    until = time.monotonic() + STARTS_WITHIN_S
    while time.monotonic() < until and process.poll() is None:
        found = re.search(pattern, log.read_text(encoding="utf-8", errors="replace"))
        if found:
            return found[found.lastindex or 0]
        time.sleep(0.2)
    raise RuntimeError(f"{log.stem} did not start:\n{log.read_text(encoding='utf-8', errors='replace')[-2000:]}")
