"""Takes the pictures of README and docs/gambar/ from the running app: `make screenshots`."""

import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "docs" / "gambar"
PAGES = {
    "ringkasan": "/",
    "peta": "/peta",
    "dimensi": "/dimensi/smart-governance?kpi=spbe_index",
    "wilayah": "/wilayah/12.76.03",
    "spbe": "/spbe",
    "tren": "/tren?kpi=spbe_index&bandingkan=12.72,11.73,21.72",
    "peringkat": "/peringkat?kpi=population_density_modelled_per_km2&tingkat=kelurahan",
    "banjir": "/banjir",
    "jelaskan": "/jelaskan?kpi=spbe_index",
    "overview-en": "/?bahasa=en",
}
DEMONSTRATED = {
    "aduan": "/aduan",
    "pemantauan": "/pemantauan",
}  # no real data yet: from the demonstration edition, watermarked
DEMO_LINK = ROOT / "data" / "warehouse" / "current-demo"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def main() -> None:
    """Serve the current edition on a free port and photograph each page at 1280 px."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "app:server", "--bind", f"127.0.0.1:{port}", "--no-control-socket"],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_until_ready(f"http://127.0.0.1:{port}/readyz")
        photograph(f"http://127.0.0.1:{port}")
    finally:
        server.terminate()
        server.wait(timeout=10)


def wait_until_ready(address: str, seconds: float = 30) -> None:
    """Ask until the server answers 200. Raises TimeoutError."""
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            with direct.open(address, timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError(f"{address} did not answer in {seconds} s")


def photograph(base: str) -> None:
    """One PNG per page, of the first screen."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    browser_path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 900}, color_scheme="light")
        demo = DEMO_LINK.readlink().name
        for name, path in (PAGES | {name: f"{path}?edisi={demo}" for name, path in DEMONSTRATED.items()}).items():
            page.goto(base + path)
            page.wait_for_selector("#first-paint", state="detached", timeout=15_000)
            page.screenshot(path=FOLDER / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    main()
