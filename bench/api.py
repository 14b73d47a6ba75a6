"""Times the API and a page callback beside the bare query that returns the same rows.

`python -m bench.api` runs in a process of its own (the app reads its settings from the environment when it is
imported) and prints one JSON object: the fields of `Timing`. The bare query runs on a copy of the edition's file:
two connections of one process to one DuckDB file must agree in every setting, and the app's are its own affair.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from time import perf_counter
from urllib.parse import urlencode

import duckdb

from bench import HOME_CITY, ROOT, BenchFailed

RUNS = 200
WARM_RUNS = 10
LEVEL = "kelurahan"
HERE = Path(__file__).parent
ROUTER_OUTPUT = "_pages_content.children"


@dataclass(frozen=True)
class Timing:
    """Medians in milliseconds of `runs` interleaved runs, and what was asked."""

    kpi_id: str
    row_count: int
    runs: int
    query_ms: float
    api_ms: float
    callback_ms: float


def bare_connection(warehouse: Path, folder: str) -> duckdb.DuckDBPyConnection:
    """A read-only connection to a copy, in `folder`, of the current edition's internal file."""
    file = warehouse / "current" / "internal.duckdb"
    if not file.exists():
        raise BenchFailed(f"{file} is not there; run `make build`")
    copy = shutil.copy(file, folder)
    return duckdb.connect(copy, read_only=True, config={"enable_external_access": "false"})


def fullest_kpi(connection: duckdb.DuckDBPyConnection) -> str:
    """The KPI with most rows by kelurahan in the home city: the longest answer the API can give at that level."""
    query = (HERE / "fullest_kpi.sql").read_text(encoding="utf-8")
    row = connection.execute(query, {"city_code": HOME_CITY, "area_level": LEVEL}).fetchone()
    if row is None:
        raise BenchFailed(f"mart.kpi_value has no {LEVEL} row of {HOME_CITY}; the bench needs a KPI at that level")
    return row[0]


def named(parts: list[dict], url: dict[str, str]) -> list[dict]:
    """Inputs or state of one `/_dash-dependencies` entry, as the browser sends them for the page at `url`."""
    values = {"_pages_location.pathname": url["pathname"], "_pages_location.search": url["search"]}
    return [part | {"value": values.get(f"{part['id']}.{part['property']}")} for part in parts]


def router_body(dependencies: list[dict], pathname: str, search: str) -> dict:
    """What the browser posts when Dash Pages' router is to lay out the page `pathname` with the query `search`."""
    router = next((entry for entry in dependencies if ROUTER_OUTPUT in entry["output"]), None)
    if router is None:
        raise BenchFailed(f"/_dash-dependencies lists no callback for {ROUTER_OUTPUT}: Dash Pages' router is not there")
    outputs = [name.rsplit(".", 1) for name in router["output"].strip(".").split("...")]
    url = {"pathname": pathname, "search": search}
    inputs = [{"id": entry["id"], "property": entry["property"]} for entry in router["inputs"]]
    state = [{"id": entry["id"], "property": entry["property"]} for entry in router.get("state", [])]
    return {
        "output": router["output"],
        "outputs": [{"id": name, "property": field} for name, field in outputs],
        "inputs": named(inputs, url),
        "changedPropIds": ["_pages_location.pathname", "_pages_location.search"],
        "state": named(state, url),
    }


def answer(response, what: str) -> str:
    """The text of a response that must be 200."""
    text = response.get_data(as_text=True)
    if response.status_code != 200:
        raise BenchFailed(f"{what} answered {response.status_code}: {text[:300]}")
    return text


def check_answers(ask_api: Callable, ask_page: Callable, ask_query: Callable) -> int:
    """The row count of the query, after proving that API and page really answered with those rows and a map."""
    rows = ask_query()
    values = json.loads(answer(ask_api(), "the API"))["values"]
    if len(values) != len(rows):
        raise BenchFailed(f"the API gives {len(values)} values, the bare query {len(rows)} rows: not the same question")
    layout = json.dumps(json.loads(answer(ask_page(), "the page callback")))  # Dash escapes "<" in its answers
    if "<svg" not in layout:
        raise BenchFailed("the page callback for /peta drew no map: it is not the work to be timed")
    return len(rows)


def interleaved(asks: dict[str, Callable], runs: int = RUNS) -> dict[str, float]:
    """Median milliseconds of each of `asks`, called in turn so that a busy moment of the machine meets all alike."""
    taken: dict[str, list[float]] = {name: [] for name in asks}
    for run in range(WARM_RUNS + runs):
        for name, ask in asks.items():
            started = perf_counter()
            ask()
            if run >= WARM_RUNS:
                taken[name].append((perf_counter() - started) * 1000)
    return {name: statistics.median(times) for name, times in taken.items()}


def measure_here(warehouse: Path) -> Timing:
    """Times `from app import server` in this process; DASBOR_WAREHOUSE must already name `warehouse`."""
    from app import server  # the app reads its settings when imported, so not before this process is set up

    client = server.test_client()
    with tempfile.TemporaryDirectory() as folder:
        connection = bare_connection(warehouse, folder)
        kpi_id = fullest_kpi(connection)
        query = (HERE / "bare_query.sql").read_text(encoding="utf-8")
        bound = {"kpi_id": kpi_id, "city_code": HOME_CITY, "area_level": LEVEL}
        client.get("/")
        dependencies = json.loads(answer(client.get("/_dash-dependencies"), "/_dash-dependencies"))
        search = "?" + urlencode({"kota": HOME_CITY, "kpi": kpi_id, "tingkat": LEVEL})
        posted = router_body(dependencies, "/peta", search)
        asks = {
            "query": lambda: connection.execute(query, bound).fetchall(),
            "api": lambda: client.get(f"/api/v1/kpi/{kpi_id}.json?city={HOME_CITY}&level={LEVEL}"),
            "callback": lambda: client.post("/_dash-update-component", json=posted),
        }
        row_count = check_answers(asks["api"], asks["callback"], asks["query"])
        medians = interleaved(asks)
        connection.close()
    return Timing(kpi_id, row_count, RUNS, medians["query"], medians["api"], medians["callback"])


def measure_api(warehouse: Path) -> Timing:
    """`measure_here` in a fresh process whose app serves `warehouse`."""
    environment = os.environ | {"DASBOR_WAREHOUSE": str(warehouse)}
    command = [sys.executable, "-m", "bench.api"]
    run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if run.returncode != 0:
        raise BenchFailed("not timed: " + "\n".join(run.stderr.strip().splitlines()[-6:]))
    return Timing(**json.loads(run.stdout.strip().splitlines()[-1]))


if __name__ == "__main__":
    try:
        sys.stdout.write(json.dumps(asdict(measure_here(Path(os.environ["DASBOR_WAREHOUSE"])))) + "\n")
    except BenchFailed as failure:
        sys.exit(str(failure))
