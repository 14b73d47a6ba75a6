"""Opens a page in Chromium as a reader on a given line would, and says when it could be read and used.

One `visit` is one cold load: a new context (nothing cached), the line and the processor slowed down through the
DevTools protocol, `probe.js` in the page for the moments, the protocol's own byte counts for the traffic.
"""

import json
import shutil
import time
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, CDPSession, Error, Page, sync_playwright

from bench import BenchFailed

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
VIEWPORT = {"width": 1280, "height": 900}
TIMEOUT_MS = 120_000
PROBE = Path(__file__).with_name("probe.js").read_text(encoding="utf-8")


@dataclass(frozen=True)
class Profile:
    """A line and a processor. Bytes per second, milliseconds; `bytes_down` 0 is a line without limit."""

    name: str
    bytes_down: int = 0
    bytes_up: int = 0
    round_trip_ms: int = 0
    cpu_divisor: int = 1


SLOW = Profile("slow", bytes_down=200_000, bytes_up=93_750, round_trip_ms=150, cpu_divisor=4)
FAST = Profile("fast")


@dataclass(frozen=True)
class Wants:
    """What the finished page shows (see the head of `probe.js`)."""

    values: str = "main .kpi-value"
    paths: str = "svg.map path"
    min_values: int = 6
    min_paths: int = 35
    graphs: int = 0

    def script(self) -> str:
        """`probe.js` asking for this."""
        wants = {
            "values": self.values,
            "paths": self.paths,
            "minValues": self.min_values,
            "minPaths": self.min_paths,
            "graphs": self.graphs,
        }
        return PROBE.replace("/*WANTS*/{}/*WANTS*/", json.dumps(wants))


OUR_PAGE = Wants()
REFERENCE_PAGE = Wants(min_paths=0, graphs=2)


@dataclass(frozen=True)
class Visit:
    """One cold load. Times in milliseconds since navigation began, bytes as they came over the line."""

    first_paint_ms: float
    readable_ms: float
    mounted_ms: float
    interactive_ms: float
    click_ms: float
    out_of_sight_ms: float
    bytes_until_readable: int
    bytes_until_interactive: int
    figures: int
    areas: int
    addresses: tuple[str, ...]
    outside: tuple[str, ...]


class Traffic:
    """Bytes received per moment, headers included, from the events of the DevTools protocol."""

    def __init__(self, session: CDPSession):
        self.received: list[tuple[str, float, int]] = []
        self.finished: dict[str, tuple[float, int]] = {}
        self.requests: dict[str, str] = {}
        self.clock: tuple[float, float] | None = None
        session.on("Network.requestWillBeSent", self.on_request)
        session.on("Network.responseReceived", self.on_response)
        session.on("Network.dataReceived", self.on_data)
        session.on("Network.loadingFinished", self.on_finished)

    def on_request(self, event: dict) -> None:
        self.requests[event["requestId"]] = event["request"]["url"]
        self.clock = self.clock or (event["timestamp"], event["wallTime"])

    def on_response(self, event: dict) -> None:
        self.received.append((event["requestId"], event["timestamp"], event["response"]["encodedDataLength"]))

    def on_data(self, event: dict) -> None:
        self.received.append((event["requestId"], event["timestamp"], event["encodedDataLength"]))

    def on_finished(self, event: dict) -> None:
        self.finished[event["requestId"]] = (event["timestamp"], int(event["encodedDataLength"]))

    def bytes_until(self, moment_ms: float, time_origin_ms: float) -> int:
        """Bytes that had arrived `moment_ms` after `time_origin_ms` (the page's own wall clock)."""
        timestamp, wall = self.clock
        moment = timestamp + (time_origin_ms + moment_ms) / 1000 - wall
        whole = {request: size for request, (end, size) in self.finished.items() if end <= moment}
        part = sum(size for request, at, size in self.received if at <= moment and request not in whole)
        return sum(whole.values()) + part


def slow_down(session: CDPSession, profile: Profile) -> None:
    """Applies line and processor of `profile` to the page behind `session`."""
    session.send("Network.enable")
    if profile.bytes_down:
        session.send(
            "Network.emulateNetworkConditions",
            {
                "offline": False,
                "latency": profile.round_trip_ms,
                "downloadThroughput": profile.bytes_down,
                "uploadThroughput": profile.bytes_up,
            },
        )
    session.send("Emulation.setCPUThrottlingRate", {"rate": profile.cpu_divisor})


def click_delay(page: Page) -> float:
    """Milliseconds from a click at the page's margin to the next frame: does the finished page answer?"""
    page.mouse.click(2, 2)
    wait_until(page, "window.bench.click !== null")
    return page.evaluate("window.bench.click")


def wait_until(page: Page, condition: str) -> None:
    """Asks again every 20 ms; `wait_for_function` would evaluate inside the page, which our content policy forbids."""
    end = time.monotonic() + TIMEOUT_MS / 1000
    while not page.evaluate(condition):
        if time.monotonic() > end:
            raise BenchFailed(f"{page.url}: '{condition}' did not come true")
        time.sleep(0.02)


def visit(browser: Browser, url: str, profile: Profile, wants: Wants) -> Visit:
    """Loads `url` cold under `profile`; raises `BenchFailed` if the page never shows what it `wants`."""
    context = browser.new_context(viewport=VIEWPORT, locale="id-ID")
    try:
        page = context.new_page()
        session = context.new_cdp_session(page)
        traffic = Traffic(session)
        slow_down(session, profile)
        page.add_init_script(wants.script())
        try:
            with page.expect_console_message(lambda line: line.text == "bench: done", timeout=TIMEOUT_MS):
                page.goto(url, wait_until="commit", timeout=TIMEOUT_MS)
            click_ms = click_delay(page)
            state = page.evaluate("window.bench")
        except Error as error:
            raise BenchFailed(f"{profile.name} line: {complaint(page, wants)}") from error
        return outcome(state, traffic, click_ms, url)
    finally:
        context.close()


def complaint(page: Page, wants: Wants) -> str:
    """Why the page at hand was never finished: what stands on it and what was waited for."""
    try:
        seen = page.evaluate("window.benchSees()")
    except Error as error:
        seen = str(error)
    return f"the page never became readable and interactive; it shows {seen}, waited for {wants}"


def outcome(state: dict, traffic: Traffic, click_ms: float, url: str) -> Visit:
    """What the probe and the traffic say together. Nothing is readable before the first contentful paint."""
    readable = max(state["readable"], state["firstPaint"] or 0)
    interactive = max(readable, state["mounted"], state["lastLongEnd"])
    host = urlsplit(url).netloc
    called = tuple(dict.fromkeys(a for a in traffic.requests.values() if a.startswith("http")))
    return Visit(
        first_paint_ms=state["firstPaint"] or 0,
        readable_ms=readable,
        mounted_ms=state["mounted"],
        interactive_ms=interactive,
        click_ms=click_ms,
        out_of_sight_ms=state["outOfSightMs"],
        bytes_until_readable=traffic.bytes_until(readable, state["timeOrigin"]),
        bytes_until_interactive=traffic.bytes_until(interactive, state["timeOrigin"]),
        figures=state["figures"],
        areas=state["areas"],
        addresses=called,
        outside=tuple(address for address in called if urlsplit(address).netloc != host),
    )


def exacting(wants: Wants, seen: Visit) -> Wants:
    """`wants`, raised to all that the finished page of the visit `seen` showed."""
    paths = max(wants.min_paths, seen.areas) if wants.min_paths else 0
    return replace(wants, min_values=max(wants.min_values, seen.figures), min_paths=paths)


def photograph(browser: Browser, url: str, profile: Profile, wants: Wants, file: Path) -> None:
    """Saves what the page looks like as soon as the probe calls it readable; an extra visit, never a timed one."""
    context = browser.new_context(viewport=VIEWPORT, locale="id-ID")
    try:
        page = context.new_page()
        slow_down(context.new_cdp_session(page), profile)
        page.add_init_script(wants.script())
        page.goto(url, wait_until="commit", timeout=TIMEOUT_MS)
        wait_until(page, "Boolean(window.bench && window.bench.readable > 0)")
        page.screenshot(path=file)
    except Error as error:
        raise BenchFailed(f"{url} ({profile.name}): no picture of the readable page; {error}") from error
    finally:
        context.close()


@contextmanager
def chromium():
    """A headless Chromium: the installed one, else Playwright's own."""
    installed = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=installed, headless=True, args=FLAGS)
        except Error as error:
            raise BenchFailed(f"no Chromium to measure with; install the package chromium; {error}") from error
        try:
            yield browser
        finally:
            browser.close()
