"""Two made-up histories no city reaches: service requests as a 311 table, and readings as a city's own log of its stations.

Each writes its files where the real build finds them, and one day more: new records, and some that speak of the days before.
"""

import multiprocessing
import shutil
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb

from bench import HOME_CITY, ROOT, BenchFailed

HERE = ROOT / "bench"
SECONDS_A_DAY, MINUTES_A_DAY = 86_400, 1_440


@dataclass(frozen=True)
class History:
    """`total` records of a kind; `order` are the columns by which the reference sorts what it read, `kpi` is made of them."""

    kind: str
    source: str
    order: str
    kpi: str
    total: int


class Requests(History):
    """Ten years of cases with a point each, one in twenty still open. The day after brings a day's new cases and as many old ones
    again, now closed. The declaration is the example of docs/example/requests, with times in WIB."""

    days = 3_650

    def declare(self, raw: Path, catalogue: Path) -> None:
        """Put the declaration into a copy of the catalogue."""
        example = ROOT / "docs" / "example" / "requests" / "catalogue" / "sources" / f"{self.source}.yml"
        words = example.read_text(encoding="utf-8").replace("America/New_York", "Asia/Jakarta")
        (catalogue / "sources" / example.name).write_text(words, encoding="utf-8")

    def write(self, folder: Path) -> None:
        """The whole history in one file."""
        self._written(folder / "history.csv", 0, self.total, 1, False)

    def hundredth(self) -> "Requests":
        """As many years, a hundredth of the cases."""
        return replace(self, total=self.total // 100)

    def write_day(self, folder: Path) -> None:
        """The day after."""
        self._written(folder / "later.csv", 0, self.total + self.total // self.days, self.days, True)

    def _written(self, path: Path, first: int, last: int, every: int, is_closed: bool) -> None:
        step = self.days * SECONDS_A_DAY / self.total
        numbers = {"total": self.total, "first_no": first, "last_no": last, "every": every, "step_s": step}
        _write("requests_history.sql", path, **numbers, is_closed=is_closed)


@dataclass(frozen=True)
class Readings(History):
    """Twenty stations that tell five parameters, each `every` minutes, a file a month. The day after comes with an hour of the day
    before, told again."""

    every: int = 1
    stations = 20
    minutes_a_file = 30 * MINUTES_A_DAY

    @property
    def minutes(self) -> int:
        """How long the history is."""
        return self.total // (5 * self.stations) * self.every

    def hundredth(self) -> "Readings":
        """As many days, a reading in a hundred minutes."""
        return replace(self, total=self.total // 100, every=100 * self.every)

    def declare(self, raw: Path, catalogue: Path) -> None:
        """Put the stations and their limits beside the other files."""
        with duckdb.connect() as con:
            areas = con.execute(
                "select code_kemendagri from read_csv($file, all_varchar = true) where level = 'kelurahan' order by all limit $stations",
                {
                    "file": str(ROOT / "data" / "raw" / "area_codes" / HOME_CITY / "areas.csv"),
                    "stations": self.stations,
                },
            ).fetchall()
        lines = [f"BENCH-{no},Stasiun {no},udara,{code},,,,,,uji\n" for no, (code,) in enumerate(areas)]
        folder = raw / "sensor_stations" / HOME_CITY
        folder.mkdir(parents=True)
        title = "station_code,name,kind,area_code,lat,lon,land_use,installed_on,retired_on,citation\n"
        (folder / "stasiun.csv").write_text(title + "".join(lines), encoding="utf-8")

    def write(self, folder: Path) -> None:
        """The whole history, a file a month."""
        for first in range(0, self.minutes, self.minutes_a_file):
            self._written(folder / f"log-{first:09}.csv", first, min(first + self.minutes_a_file, self.minutes))

    def write_day(self, folder: Path) -> None:
        """The day after."""
        self._written(folder / "later.csv", self.minutes - 60, self.minutes + MINUTES_A_DAY)

    def _written(self, path: Path, first: int, last: int) -> None:
        numbers = {
            "total_minutes": self.minutes,
            "first_no": first,
            "last_no": last,
            "stations": self.stations,
            "every": self.every,
        }
        _write("readings_history.sql", path, **numbers)


def histories(requests: int, readings: int) -> list[History]:
    """The two of the bench."""
    return [
        Requests(
            "service requests", "nyc_311", '"Created Date", "Unique Key"', "service_request_received_count", requests
        ),
        Readings("readings", "sensor_table", "stasiun, parameter, waktu", "air_pm25_mean_ug_m3", readings),
    ]


def prepared(history: History, folder: Path) -> tuple[Path, Path]:
    """(raw, catalogue): copies that take the history's declaration, and no other service requests or readings."""
    raw, catalogue = folder / "raw", folder / "catalogue"
    shutil.copytree(ROOT / "data" / "raw", raw, ignore=shutil.ignore_patterns("lapor_export", "sensor_*"))
    shutil.copytree(ROOT / "catalogue", catalogue, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    history.declare(raw, catalogue)
    return raw, catalogue


def _write(query: str, path: Path, **variables) -> None:
    """Write the rows of a query in a process of its own: a build that is measured would inherit this one's peak of memory."""
    path.parent.mkdir(parents=True, exist_ok=True)
    child = multiprocessing.get_context("spawn").Process(target=_write_here, args=(query, path, variables))
    child.start()
    child.join()
    if child.exitcode:
        raise BenchFailed(f"{path}: was not written; is the disk full?")


def _write_here(query: str, path: Path, variables: dict) -> None:
    with duckdb.connect() as con:
        con.execute("set enable_progress_bar = false")
        for name, value in variables.items():
            con.execute(f"set variable {name} = $value", {"value": value})
        con.sql((HERE / query).read_text(encoding="utf-8")).write_csv(str(path))
