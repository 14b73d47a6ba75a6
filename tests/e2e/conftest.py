"""One real server on the real figures and one real browser for all browser tests."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[2]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def site(real_warehouse) -> str:
    """Address of gunicorn with two workers, as `make run` starts it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "app:server", "--bind", f"127.0.0.1:{port}"]
    environment = {**os.environ, "DASBOR_WAREHOUSE": str(real_warehouse)}
    server = subprocess.Popen(
        [*command, "--workers", "2", "--threads", "4", "--no-control-socket"], cwd=ROOT, env=environment
    )
    try:
        _wait(f"http://127.0.0.1:{port}/readyz")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=15)


def _wait(address: str, seconds: float = 40) -> None:
    end = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)


@pytest.fixture(scope="session")
def browser():
    """Chromium; without one the browser tests fail, they are never skipped."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    assert found, "pengujian peramban perlu Chromium: sudo apt-get install chromium"
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def visit(browser, site):
    """`visit(path, **context options)` opens a page; what it should not do is collected in `page.faults`."""
    contexts = []

    def open_page(path: str, live: bool = True, **options):
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 800}, "locale": "id-ID", **options})
        contexts.append(context)
        page = context.new_page()
        page.faults = []
        page.on(
            "request",
            lambda r: r.url.startswith((site, "data:", "blob:")) or page.faults.append(f"leaves the host: {r.url}"),
        )
        page.on("console", lambda m: m.type in ("error", "warning") and page.faults.append(f"console: {m.text}"))
        page.on("pageerror", lambda e: page.faults.append(f"script: {e}"))
        page.goto(site + path)
        if live:
            page.wait_for_selector("#first-paint", state="detached", timeout=15_000)
        return page

    yield open_page
    for context in contexts:
        context.close()
