"""Judges what was measured against the bars and writes it down as Markdown."""

import os
import platform
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bench.api import Timing
from bench.browser import FAST, SLOW
from bench.build import Build
from bench.mqtt import Flow
from bench.pages import RUNS, Visits

MAX_QUERY_RATIO = 3
MAX_CALLBACK_EXTRA_MS = 15
MAX_BUILD_S = 30
MAX_BUILD_MB = 500
MIN_SOONER_READABLE = 10
MIN_SOONER_INTERACTIVE = 4
MIN_FEWER_BYTES = 5
MAX_FAST_SHARE = 0.4
MIN_MESSAGES_A_SECOND = 1900  # of 2,000 asked of the publisher
MAX_UNTIL_SEEN_S = 10

HOW = """\
## How it is measured

- **Reference**: `bench/reference_page.py`, the same content as a stock Dash app (cards, `px.choropleth_map`, `px.line`)
  behind a server that compresses with brotli and keeps what it compressed. Both pages are served by gunicorn with two
  workers and four threads, warmed, and visited in turn by the same Chromium. No page may call another host.
- **Slow line**: 1.6 Mbit/s down, 750 kbit/s up, 150 ms round trip, processor slowed down four times, nothing cached.
  **Fast line**: no limit, nothing cached.
- **Readable**: all figures (`main .kpi-value`) and all areas of the map stand on the page with a size, the frame that
  holds them has been painted, and the first contentful paint has happened. Ours: the paths of `svg.map`. Reference:
  MapLibre's `loaded()` with Plotly's outline layer and source in it; the line chart is not waited for.
- **Interactive**: Dash has mounted figures, map and graphs inside `#react-entry-point`, no `#first-paint` is left,
  nothing is loading, and then 2 s pass without a task longer than 200 ms; the moment is the start of those 2 s.
- **Bytes**: what came over the line until then, compressed, headers included.
- **API** and **page callback**: Flask's test client beside the bare query that returns the same rows, medians of
  interleaved runs, first answers discarded. The callback is Dash Pages' router laying out `/peta`.
- **Live readings**: 2,000 messages a second for 60 s with QoS 1 through mosquitto on loopback into `python -m etl listen`, each a
  reading of its own. Lost and doubled are counted in the store; a probe twice a second is timed until `store.live` shows it.
- **Build**: `python -m etl build` into an empty warehouse; memory is the largest resident size of the process.
"""


@dataclass(frozen=True)
class Row:
    """One line of the table: texts for the reader, and whether the bar is met (None: not measured)."""

    figure: str
    value: str
    reference: str
    ratio: str
    bar: str
    is_met: bool | None


def seconds(milliseconds: float) -> str:
    return f"{milliseconds / 1000:.2f} s"


def kilobytes(count: float) -> str:
    return f"{count / 1000:.0f} kB"


def sooner(figure: str, ours: float, reference: float, least: float, shown, word: str) -> Row:
    """A row whose bar is that `reference` is at least `least` times `ours`."""
    ratio = reference / ours
    bar = f"at least {least} times {word}"
    return Row(figure, shown(ours), shown(reference), f"{ratio:.1f}", bar, ratio >= least)


def page_rows(ours: Visits, reference: Visits) -> list[Row]:
    """The four figures of the start page."""

    def pair(profile, figure):
        return ours.median(profile, figure), reference.median(profile, figure)

    readable = pair(SLOW, lambda visit: visit.readable_ms)
    received = pair(SLOW, lambda visit: visit.bytes_until_readable)
    interactive = pair(SLOW, lambda visit: visit.interactive_ms)
    fast, fast_reference = pair(FAST, lambda visit: visit.readable_ms)
    share = fast / fast_reference
    return [
        sooner("`/` readable, slow line", *readable, MIN_SOONER_READABLE, seconds, "sooner"),
        sooner("compressed bytes until then", *received, MIN_FEWER_BYTES, kilobytes, "fewer"),
        sooner("`/` interactive, slow line", *interactive, MIN_SOONER_INTERACTIVE, seconds, "sooner"),
        Row(
            "`/` readable, fast line",
            seconds(fast),
            seconds(fast_reference),
            f"{share:.2f}",
            f"at most {MAX_FAST_SHARE} of the reference",
            share <= MAX_FAST_SHARE,
        ),
    ]


def api_rows(timing: Timing) -> list[Row]:
    """The API and the page callback, each beside the bare query."""
    query = f"{timing.query_ms:.2f} ms"
    ratio, extra = timing.api_ms / timing.query_ms, timing.callback_ms - timing.query_ms
    bar = f"at most {MAX_QUERY_RATIO} times the bare query"
    bar_extra = f"at most the query + {MAX_CALLBACK_EXTRA_MS} ms"
    what = f"API JSON, `{timing.kpi_id}`, {timing.row_count} rows"
    page = f"page callback, `/peta` with `{timing.kpi_id}`"
    return [
        Row(what, f"{timing.api_ms:.2f} ms", query, f"{ratio:.2f}", bar, ratio <= MAX_QUERY_RATIO),
        Row(page, f"{timing.callback_ms:.2f} ms", query, f"{extra:+.2f} ms", bar_extra, extra <= MAX_CALLBACK_EXTRA_MS),
    ]


def build_rows(build: Build) -> list[Row]:
    """Time and memory of the whole build."""
    megabytes = build.peak_bytes / 1e6
    took, used = f"{build.seconds:.1f} s", f"{megabytes:.0f} MB"
    return [
        Row("build of all cities", took, "", "", f"under {MAX_BUILD_S} s", build.seconds < MAX_BUILD_S),
        Row("its peak memory", used, "", "", f"under {MAX_BUILD_MB} MB", megabytes < MAX_BUILD_MB),
    ]


def mqtt_rows(flow: Flow) -> list[Row]:
    """Live readings: what was sent, what is there, how soon it is seen."""
    lost, doubled = flow.sent - flow.kept, max(flow.kept - flow.sent, 0)
    what = f"MQTT, {flow.sent:,} messages in {flow.seconds:.0f} s"
    rate = f"{flow.rate:.0f} a second"
    used = f"{flow.processor_seconds:.0f} s of processor, {flow.peak_bytes / 1e6:.0f} MB"
    is_fast = flow.rate >= MIN_MESSAGES_A_SECOND
    return [
        Row(what, rate, used, "", f"at least {MIN_MESSAGES_A_SECOND} a second", is_fast),
        Row("lost, doubled", f"{max(lost, 0)}, {doubled}", "", "", "none", lost == 0 and not flow.set_aside),
        Row(
            "from sending to sight, slowest",
            f"{flow.worst_s:.2f} s",
            "",
            "",
            f"under {MAX_UNTIL_SEEN_S} s",
            flow.worst_s < MAX_UNTIL_SEEN_S,
        ),
    ]


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A Markdown table."""
    lines = [list(head), ["---"] * len(list(head)), *map(list, rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


def verdict_table(rows: list[Row]) -> str:
    """The table of bars."""
    words = {True: "yes", False: "**no**", None: "**not measured**"}
    head = ("figure", "value", "reference", "ratio", "bar", "met?")
    return table(head, ((r.figure, r.value, r.reference, r.ratio, r.bar, words[r.is_met]) for r in rows))


def visit_table(sites: dict[str, Visits]) -> str:
    """Every timed visit, in milliseconds and kilobytes."""
    head = ("page", "line", "first paint", "readable", "kB", "mounted", "interactive", "kB", "out of sight", "click")
    rows = [
        (
            name,
            profile.name,
            *(f"{ms:.0f}" for ms in (visit.first_paint_ms, visit.readable_ms)),
            f"{visit.bytes_until_readable / 1000:.0f}",
            *(f"{ms:.0f}" for ms in (visit.mounted_ms, visit.interactive_ms)),
            f"{visit.bytes_until_interactive / 1000:.0f}",
            *(f"{ms:.0f}" for ms in (visit.out_of_sight_ms, visit.click_ms)),
        )
        for profile in RUNS
        for name, visits in sites.items()
        for visit in visits.by_profile[profile.name]
    ]
    note = "Milliseconds. *Out of sight*: figures gone again before Dash mounted them; *click*: until the next frame.\n"
    return f"## Every visit\n\n{note}\n{table(head, rows)}"


def step_table(build: Build) -> str:
    """Where the build's time went."""
    rows = [(name, f"{took:.2f}", f"{took / build.seconds:.0%}") for name, took in build.steps]
    return f"## Steps of the build\n\n{table(('step', 'seconds', 'share of the whole'), rows)}"


def machine() -> str:
    """Cores, memory and versions; nothing that names the machine."""
    kilobytes_total = int(Path("/proc/meminfo").read_text(encoding="ascii").split()[1])
    cores = len(os.sched_getaffinity(0))
    memory = f"{kilobytes_total / 1e6:.0f} GB memory"
    return f"{cores} cores, {memory}, {platform.system()}, Python {platform.python_version()}"


def page_of_results(rows: list[Row], details: list[str], troubles: list[str]) -> str:
    """The whole of RESULTS.md."""
    now = datetime.now(ZoneInfo("Asia/Jakarta"))
    head = f"# Results of `make bench`\n\n{now:%d %B %Y, %H.%M} WIB · {machine()}. Medians; ratios are of one run.\n"
    failed = ["## Not measured\n\n" + "\n".join(f"- {trouble}" for trouble in troubles) + "\n"] if troubles else []
    return "\n".join([head, verdict_table(rows), *failed, *details, HOW])
