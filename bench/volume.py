"""A history no city reaches: service requests as a 311 table, first load and one day more, beside what DuckDB needs to read, type,
sort and write the same file.

`python -m bench.volume [--requests 10000000]`. The declaration is the example of docs/example/requests, with times in WIB; ten years
of cases with a point each, one in twenty still open. The day after brings a day's new cases and as many old ones again, now closed.
Takes minutes and gigabytes of disk, so `make bench` leaves it out; it writes bench/VOLUME.md.
"""

import argparse
import logging
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

import duckdb

from bench import HOME_CITY, ROOT
from bench.build import Build, measure_build
from bench.results import table

SOURCE = "nyc_311"
DAYS = 3650
SECONDS_A_DAY = 86_400
MAX_FIRST_RATIO, MAX_DAY_SHARE, MAX_BYTES = 2.5, 0.05, 4e9
RESULTS = ROOT / "bench" / "VOLUME.md"
LOG = logging.getLogger("bench")
REFERENCE = """
import sys, duckdb
con = duckdb.connect(config={"threads": 2, "memory_limit": "4GB"})
read, written = con.read_csv(sys.argv[1]), sys.argv[2]
read.order('"Created Date", "Unique Key"').write_parquet(written, compression="zstd")
"""


def written(path: Path, total: int, first: int, last: int, every: int = 1, is_closed: bool = False) -> None:
    """Write cases `first` to `last` of a history of `total` as CSV; of the old ones only each `every`-th."""
    con = duckdb.connect()
    numbers = {"total": total, "first_no": first, "last_no": last, "every": every}
    numbers |= {"step_s": DAYS * SECONDS_A_DAY / total, "is_closed": is_closed}
    for name, value in numbers.items():
        con.execute(f"set variable {name} = $value", {"value": value})
    path.parent.mkdir(parents=True, exist_ok=True)
    query = (ROOT / "bench" / "requests_history.sql").read_text(encoding="utf-8")
    con.sql(query).write_csv(str(path))


def reference_seconds(file: Path, folder: Path) -> float:
    """Wall seconds of DuckDB reading the file and writing it as one typed, sorted table."""
    started = perf_counter()
    subprocess.run([sys.executable, "-c", REFERENCE, str(file), str(folder / "reference.parquet")], check=True)
    return perf_counter() - started


def measured(total: int, folder: Path) -> tuple[float, Build, Build, Build]:
    """Reference seconds, and the builds: without requests, the first load, one day more."""
    raw, catalogue = folder / "raw", folder / "catalogue"
    shutil.copytree(ROOT / "data" / "raw", raw, ignore=shutil.ignore_patterns("lapor_export", "sensor_*"))
    shutil.copytree(ROOT / "catalogue", catalogue, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    example = ROOT / "docs" / "example" / "requests" / "catalogue" / "sources" / f"{SOURCE}.yml"
    words = example.read_text(encoding="utf-8").replace("America/New_York", "Asia/Jakarta")
    (catalogue / "sources" / f"{SOURCE}.yml").write_text(words, encoding="utf-8")
    environment = {"DASBOR_CATALOGUE": str(catalogue), "DASBOR_STATE": str(folder / "state")}

    def built(warehouse: str) -> Build:
        return measure_build(folder / warehouse, raw=raw, environment=environment)

    empty = built("empty")
    history = raw / SOURCE / HOME_CITY / "history.csv"
    written(history, total, 0, total)
    LOG.info("%.0f MB", history.stat().st_size / 1e6)
    reference = reference_seconds(history, folder)
    first = built("warehouse")
    day = total // DAYS
    written(raw / SOURCE / HOME_CITY / "later.csv", total, 0, total + day, every=DAYS, is_closed=True)
    return reference, empty, first, built("warehouse")


def page(total: int, reference: float, empty: Build, first: Build, later: Build) -> str:
    """The results as Markdown."""
    ratio = first.seconds / reference
    share = (later.seconds - empty.seconds) / first.seconds
    rows = [
        ["reference: DuckDB reads, sorts and writes the file", f"{reference:.1f} s", "", ""],
        ["build without requests", f"{empty.seconds:.1f} s", "", ""],
        ["first load", f"{first.seconds:.1f} s", f"{ratio:.2f} of the reference", f"at most {MAX_FIRST_RATIO}"],
        ["its peak memory", f"{first.peak_bytes / 1e9:.2f} GB", "", f"under {MAX_BYTES / 1e9:.0f} GB"],
        [
            "one day more",
            f"{later.seconds:.1f} s",
            f"{100 * share:.1f} % of the first load, beside an empty build",
            f"at most {100 * MAX_DAY_SHARE:.0f} %",
        ],
    ]
    return f"# {total:,} service requests\n\nWritten by `python -m bench.volume`.\n\n{table(['', 'measured', 'ratio', 'bar'], rows)}"


def main() -> int:
    """Measures and writes."""
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stderr)
    parser = argparse.ArgumentParser(prog="python -m bench.volume", description=__doc__.splitlines()[0])
    parser.add_argument("--requests", type=int, default=10_000_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=os.environ.get("TMPDIR")) as folder:
        text = page(options.requests, *measured(options.requests, Path(folder)))
    RESULTS.write_text(text, encoding="utf-8")
    sys.stdout.write(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
