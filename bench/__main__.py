"""`python -m bench`: measures all, writes bench/RESULTS.md, exits with 1 if a bar is missed.

The build goes first and into a folder of its own, so that nothing else is running and nothing served is touched.
The app is then measured on `--warehouse`, or on the edition just built where no warehouse has been published.
"""

import argparse
import logging
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from bench import ROOT, BenchFailed
from bench.api import measure_api
from bench.build import measure_build
from bench.mqtt import measure_mqtt
from bench.nation_run import NATION
from bench.pages import measure_pages
from bench.results import (
    Row,
    api_rows,
    build_rows,
    mqtt_rows,
    page_of_results,
    page_rows,
    step_table,
    verdict_table,
    visit_table,
)

PARTS = ("build", "api", "pages", "mqtt")
RESULTS = ROOT / "bench" / "RESULTS.md"
LOG = logging.getLogger("bench")


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__.splitlines()[0])
    parser.add_argument("--only", choices=PARTS, action="append", help="measure only this; RESULTS.md is left alone")
    parser.add_argument("--warehouse", type=Path, default=ROOT / "data" / "warehouse", help="the warehouse to serve")
    parser.add_argument("--evidence", type=Path, help="where pictures of the readable pages go (default: a new folder)")
    return parser.parse_args()


def build_part(fresh: Path) -> tuple[list[Row], str]:
    """Rows and details of the build."""
    build = measure_build(fresh)
    return build_rows(build), step_table(build)


def api_part(warehouse: Path) -> tuple[list[Row], str]:
    """Rows of API and callback; no details."""
    return api_rows(measure_api(warehouse)), ""


def pages_part(warehouse: Path, evidence: Path) -> tuple[list[Row], str]:
    """Rows and details of the start page."""
    ours, reference = measure_pages(warehouse, evidence)
    return page_rows(ours, reference), visit_table({"ours": ours, "reference": reference})


def mqtt_part() -> tuple[list[Row], str]:
    """Rows of the live readings; no details."""
    return mqtt_rows(measure_mqtt()), ""


def tried(name: str, part: Callable[[], tuple[list[Row], str]], troubles: list[str]) -> tuple[list[Row], str]:
    """What `part` gives, or a row that says it could not be measured: one broken part does not hide the others."""
    LOG.info("measuring: %s", name)
    try:
        return part()
    except BenchFailed as failure:
        LOG.error("%s", failure)
        troubles.append(f"{name}: {str(failure).splitlines()[0]}")
        return [Row(name, "", "", "", "", None)], ""


def main() -> int:
    """Measures, writes, judges."""
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stderr)
    options = arguments()
    wanted = options.only or PARTS
    evidence = options.evidence or Path(tempfile.mkdtemp(prefix="bench-"))
    evidence.mkdir(parents=True, exist_ok=True)
    rows, details, troubles = [], [], []
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder)
        served = options.warehouse.resolve()
        parts = {
            "build": lambda: build_part(fresh),
            "api": lambda: api_part(served if (served / "current").exists() else fresh),
            "pages": lambda: pages_part(served if (served / "current").exists() else fresh, evidence),
            "mqtt": mqtt_part,
        }
        for name in wanted:
            found, detail = tried(name, parts[name], troubles)
            rows += found
            details += [detail] if detail else []
    if options.only:
        sys.stdout.write(verdict_table(rows))
    else:
        nation = [NATION.read_text(encoding="utf-8")] if NATION.exists() else []  # of its last run; it takes minutes
        RESULTS.write_text(page_of_results(rows, [*nation, *details], troubles), encoding="utf-8")
        LOG.info("written: %s", RESULTS.relative_to(ROOT))
    if "pages" in wanted:
        LOG.info("pictures of the pages when just readable: %s", evidence)
    return 0 if all(row.is_met for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
