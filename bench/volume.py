"""Histories no city reaches: first load and one day more, beside what DuckDB needs to read, type, sort and write the same files; then
pages and answers, beside those of a hundredth of the history.

`python -m bench.volume [--requests 10000000] [--readings 100000000]`; 0 leaves a history out. Takes a quarter of an hour and some
10 GB of disk, so `make bench` leaves it out; it writes bench/VOLUME.md.
"""

import argparse
import json
import logging
import os
import statistics
import subprocess
import sys
import tempfile
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from bench import HOME_CITY, ROOT
from bench.api import router_body
from bench.build import Build, measure_build
from bench.histories import History, histories, prepared
from bench.results import table
from bench.servers import DIRECT, OUR_APP, serving

MAX_FIRST_RATIO, MAX_DAY_SHARE, MAX_BYTES = 2.5, 0.05, 4e9
MAX_ANSWER_RATIO, MAX_ANSWER_EXTRA_MS = 1.2, 2
RUNS = 25
PAGES = ("/", "/aduan", "/pemantauan", "/peta", "/tren")
RESULTS = ROOT / "bench" / "VOLUME.md"
LOG = logging.getLogger("bench")
REFERENCE = """
import sys, duckdb
con = duckdb.connect(config={"threads": 2, "memory_limit": "4GB"})
con.execute("set enable_progress_bar = false")
con.read_csv(sys.argv[1]).order(sys.argv[3]).write_parquet(sys.argv[2], compression="zstd")
"""


@dataclass(frozen=True)
class Loaded:
    """A history in a warehouse: seconds of the reference, and the builds without it, of its first load, and of one day more."""

    environment: dict[str, str]
    reference: float
    empty: Build
    first: Build
    later: Build


def reference_seconds(files: str, order: str, folder: Path) -> float:
    """Wall seconds of DuckDB reading the files and writing them as one typed, sorted table."""
    written = folder / "reference.parquet"
    started = perf_counter()
    subprocess.run([sys.executable, "-c", REFERENCE, files, str(written), order], check=True)
    seconds = perf_counter() - started
    written.unlink()
    return seconds


def loaded(history: History, folder: Path) -> Loaded:
    """The history through the real build, in folders of its own."""
    raw, catalogue = prepared(history, folder)
    environment = {"DASBOR_CATALOGUE": str(catalogue), "DASBOR_STATE": str(folder / "state")}

    def built(warehouse: str) -> Build:
        found = measure_build(folder / warehouse, raw=raw, environment=environment)
        LOG.info("%s, %s: %.1f s, %.2f GB", history.kind, warehouse, found.seconds, found.peak_bytes / 1e9)
        return found

    empty = built("empty")
    files = raw / history.source / HOME_CITY
    history.write(files)
    os.sync()  # nobody is to wait for the disk to take in what was just written
    reference = reference_seconds(str(files / "*.csv"), history.order, folder)
    LOG.info("%s, reference: %.1f s", history.kind, reference)
    first = built("warehouse")
    history.write_day(files)
    os.sync()
    later = built("warehouse")
    environment["DASBOR_WAREHOUSE"] = str(folder / "warehouse")
    return Loaded(environment, reference, empty, first, later)


def answer_times(kpi: str, large: Loaded, small: Loaded) -> list[tuple[str, float, float]]:
    """(address, median milliseconds with the whole history, and with a hundredth), asked in turn."""
    with serving(OUR_APP, large.environment) as one, serving(OUR_APP, small.environment) as other:
        asked = {f"page {path}": [_page(url, path) for url in (one, other)] for path in PAGES}
        answer = f"api/v1/kpi/{kpi}.json?city={HOME_CITY}&level=kelurahan"
        asked[f"/{answer}"] = [urllib.request.Request(url + answer) for url in (one, other)]
        return [(name, *_medians(requests)) for name, requests in asked.items()]


def _page(url: str, pathname: str) -> urllib.request.Request:
    """What the browser posts to have a page laid out."""
    with DIRECT.open(f"{url}_dash-dependencies") as answer:
        body = router_body(json.load(answer), pathname, "")
    headers = {"Content-Type": "application/json"}
    return urllib.request.Request(f"{url}_dash-update-component", json.dumps(body).encode(), headers)


def _medians(requests: list[urllib.request.Request]) -> list[float]:
    times: list[list[float]] = [[] for _ in requests]
    for run in range(RUNS + 4):
        for request, found in zip(requests, times, strict=True):
            started = perf_counter()
            with DIRECT.open(request, timeout=60) as answer:
                answer.read()
            if run >= 4:  # both workers have answered before
                found.append(1000 * (perf_counter() - started))
    return [statistics.median(found) for found in times]


def rows(history: History, whole: Loaded, answers: list[tuple[str, float, float]]) -> str:
    """The results as Markdown."""
    share = (whole.later.seconds - whole.empty.seconds) / whole.first.seconds
    told = [
        ["reference: DuckDB reads, sorts and writes the files", f"{whole.reference:.1f} s", "", ""],
        ["build without it", f"{whole.empty.seconds:.1f} s", "", ""],
        [
            "first load",
            f"{whole.first.seconds:.1f} s",
            f"{whole.first.seconds / whole.reference:.2f} of the reference",
            f"at most {MAX_FIRST_RATIO}",
        ],
        ["its peak memory", f"{whole.first.peak_bytes / 1e9:.2f} GB", "", f"under {MAX_BYTES / 1e9:.0f} GB"],
        [
            "one day more",
            f"{whole.later.seconds:.1f} s",
            f"{100 * share:.1f} % of the first load, beside an empty build",
            f"at most {100 * MAX_DAY_SHARE:.0f} %",
        ],
    ]
    bar = f"at most {MAX_ANSWER_RATIO} times or {MAX_ANSWER_EXTRA_MS} ms more"
    told += [[name, f"{large:.1f} ms", f"{large / small:.2f} of a hundredth's", bar] for name, large, small in answers]
    return f"## {history.total:,} {history.kind}\n\n{table(['', 'measured', 'ratio', 'bar'], told)}"


def measured(history: History, folder: Path) -> str:
    """One history, whole and a hundredth of it."""
    small, whole = (loaded(one, folder / name) for name, one in (("small", history.hundredth()), ("whole", history)))
    return rows(history, whole, answer_times(history.kpi, whole, small))


def main() -> int:
    """Measures and writes."""
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stderr)
    parser = argparse.ArgumentParser(prog="python -m bench.volume", description=__doc__.splitlines()[0])
    parser.add_argument("--requests", type=int, default=10_000_000)
    parser.add_argument("--readings", type=int, default=100_000_000)
    options = parser.parse_args()
    parts = []
    for history in histories(options.requests, options.readings):
        if history.total:
            with tempfile.TemporaryDirectory(dir=os.environ.get("TMPDIR")) as folder:
                parts.append(measured(history, Path(folder)))
    text = "# Histories no city reaches\n\nWritten by `python -m bench.volume`.\n\n" + "\n".join(parts)
    RESULTS.write_text(text, encoding="utf-8")
    sys.stdout.write(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
