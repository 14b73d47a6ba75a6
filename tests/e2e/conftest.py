"""A real browser in front of a real server: gunicorn as `make run` starts it, Chromium as a reader has it.

A page opened with `visit` must stay quiet: an error in the console, a breach of the content policy, a failed request or a
request to any other host fails the test that opened it.
"""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest
from front import ROOT
from playwright.sync_api import Error, Page, sync_playwright

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
START_S = 60
DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))
HEIGHTS = {360: 740, 640: 800, 1280: 900}
WATCH = """
window.breaches = [];
document.addEventListener("securitypolicyviolation", (e) => window.breaches.push(e.violatedDirective + " " + e.blockedURI));
"""


def pytest_configure(config):
    config.addinivalue_line("markers", "e2e: needs a browser and a server")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def _serving(warehouse: Path, folder: Path) -> Iterator[str]:
    port, log = _free_port(), folder / "gunicorn.log"
    command = [sys.executable, "-m", "gunicorn", "app:server", "--bind", f"127.0.0.1:{port}", "--workers", "2"]
    command += ["--threads", "4", "--no-control-socket"]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("DASBOR_")}
    environment["DASBOR_WAREHOUSE"] = str(warehouse)
    with log.open("w", encoding="utf-8") as lines:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=lines, stderr=lines)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_until_ready(process, address, log)
        yield address
    finally:
        process.terminate()
        process.wait(20)
    assert "Traceback" not in log.read_text(encoding="utf-8"), log.read_text(encoding="utf-8")[-3000:]


@pytest.fixture(scope="session")
def serving(tmp_path_factory) -> Callable:
    """`with serving(warehouse) as address`: gunicorn with two workers, warm."""
    return lambda warehouse: _serving(warehouse, tmp_path_factory.mktemp("server"))


@pytest.fixture(scope="session")
def server(serving, real_warehouse) -> Iterator[str]:
    """The address of a server of the four real cities."""
    with serving(real_warehouse) as address:
        yield address


def _wait_until_ready(process: subprocess.Popen, address: str, log: Path) -> None:
    until = time.monotonic() + START_S
    while time.monotonic() < until and process.poll() is None:
        try:
            with DIRECT.open(f"{address}/readyz", timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    pytest.fail(f"the server did not start:\n{log.read_text(encoding='utf-8')[-3000:]}")


@pytest.fixture(scope="session")
def values(server) -> Callable[..., list[dict]]:
    """`values(kpi, city=..., level=..., area=...)`: rows of the API of the same server, over HTTP."""

    def asked(kpi: str, **query: str) -> list[dict]:
        with DIRECT.open(f"{server}/api/v1/kpi/{kpi}.json?{urlencode(query)}", timeout=20) as answer:
            return json.load(answer)["values"]

    return asked


@pytest.fixture(scope="session")
def browser():
    """Chromium; without one these tests fail, they are never skipped."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    with sync_playwright() as playwright:
        try:
            chromium = playwright.chromium.launch(executable_path=found, headless=True, args=FLAGS)
        except Error as fault:
            pytest.fail(f"no Chromium for the browser tests; run `sh tests/browser.sh`, or install chromium: {fault}")
        yield chromium
        chromium.close()


@pytest.fixture
def visit(browser, server) -> Callable[..., Page]:
    """`visit(address, width=1280, scripts=True, **context options)`: a page of its own, mounted when it runs scripts."""
    contexts, noises = [], []

    def open_page(address: str, width: int = 1280, scripts: bool = True, **more) -> Page:
        size = {"width": width, "height": HEIGHTS[width]}
        context = browser.new_context(viewport=size, java_script_enabled=scripts, locale="id-ID", **more)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        _listen(page, server, address, noises)
        answer = page.goto(server + address, wait_until="load")
        page.status = answer.status
        if scripts:
            mounted(page)
        return page

    yield open_page
    for context in contexts:
        for page in context.pages:
            if page.evaluate("typeof window.breaches") == "object":
                noises += [f"policy: {breach}" for breach in page.evaluate("window.breaches")]
        context.close()
    assert noises == [], "a page was not quiet"


def _listen(page: Page, server: str, address: str, noises: list[str]) -> None:
    """Collect whatever a quiet page does not do."""
    page.add_init_script(WATCH)
    host = urlsplit(server).netloc

    def heard(message):
        is_own_status = "404 (NOT FOUND)" in message.text and message.location.get("url", "") == server + address
        if message.type in ("error", "warning") and not is_own_status:
            noises.append(f"{message.type}: {message.text}")

    page.on("console", heard)
    page.on("pageerror", lambda fault: noises.append(f"error: {fault}"))
    page.on(
        "requestfailed",
        lambda r: noises.append(f"failed: {r.url} {r.failure}") if r.failure != "net::ERR_ABORTED" else None,
    )
    page.on("request", lambda r: noises.append(f"foreign: {r.url}") if _is_foreign(r.url, host) else None)
    page.on(
        "response",
        lambda r: noises.append(f"{r.status}: {r.url}") if r.status >= 400 and r.url != server + address else None,
    )


def _is_foreign(url: str, host: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme not in ("data", "blob") and parts.netloc != host


def mounted(page: Page) -> None:
    """Wait until the live page stands and the first paint is gone."""
    page.wait_for_function(
        "() => !document.getElementById('first-paint') && document.querySelector('#react-entry-point main')?.textContent.trim()"
    )
