"""Starts and stops the two servers under test, both with the command line that `make run` uses."""

import http.client
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench import ROOT, BenchFailed

OUR_APP = "app:server"
REFERENCE_APP = "bench.reference_page:server"
START_TIMEOUT_S = 90
WARM_ROUNDS = 8  # two workers: enough for each of them to have answered once
DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until_answering(process: subprocess.Popen, url: str, log: Path) -> None:
    """gunicorn answers the port before its worker is ready, so only an answer of the page counts."""
    deadline = time.monotonic() + START_TIMEOUT_S
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        try:
            with DIRECT.open(url, timeout=START_TIMEOUT_S):
                return
        except (urllib.error.URLError, http.client.HTTPException, OSError):
            time.sleep(0.2)
    tail = "\n".join(log.read_text(errors="replace").splitlines()[-12:])
    raise BenchFailed(f"{url}: the server did not answer within {START_TIMEOUT_S} s; its last lines:\n{tail}")


def warm(addresses: list[str]) -> None:
    """Asks for each address, with the encodings a browser offers, until every worker has built and compressed it."""
    for address in addresses:
        request = urllib.request.Request(address, headers={"Accept-Encoding": "gzip, deflate, br, zstd"})
        for _ in range(WARM_ROUNDS):
            try:
                with DIRECT.open(request, timeout=60) as answer:
                    answer.read()
            except urllib.error.HTTPError:
                break


@contextmanager
def serving(target: str, environment: dict[str, str] | None = None) -> Iterator[str]:
    """Serves `target` (`module:variable`) and yields its address, warm; stops it afterwards."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", target, "-b", f"127.0.0.1:{port}", "--workers", "2", "--threads", "4"]
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "server.log"
        with log.open("w") as lines:
            process = subprocess.Popen(
                command, cwd=ROOT, env=os.environ | (environment or {}), stdout=lines, stderr=subprocess.STDOUT
            )
        try:
            url = f"http://127.0.0.1:{port}/"
            wait_until_answering(process, url, log)
            warm([url])
            yield url
        finally:
            process.terminate()
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
