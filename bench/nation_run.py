"""`python -m bench.nation_run`: the scale test. Builds the made-up nation, sets it beside the four cities, writes NATION.md.

Takes minutes and some gigabytes below the temporary folder, so `make bench` only quotes what it last wrote. Every page and API
answer is asked of both editions in turn; the bar is their ratio.
"""

import argparse
import json
import logging
import os
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bench import HOME_CITY, ROOT, BenchFailed
from bench.build import Build, measure_build
from bench.nation import write_nation
from bench.results import Row, machine, table, verdict_table

MAX_RATIO = 2
MAX_PROVINCE_BYTES = 60_000
ROUNDS = 25
NATION = ROOT / "bench" / "NATION.md"
AREA = f"{HOME_CITY}.03.1004"
LOG = logging.getLogger("bench")


@dataclass(frozen=True)
class Question:
    """The same kind of page or answer in both editions; `is_judged`: the bar counts."""

    name: str
    four: str
    nation: str
    is_judged: bool = True


@dataclass(frozen=True)
class Answer:
    """Medians of `ROUNDS` answers to one address."""

    ms: float
    size: int
    values: int


def questions(largest: str) -> list[Question]:
    """What is asked; `largest` is the code of the kabupaten with most desa."""
    city = f"kota={HOME_CITY}"
    return [
        Question("`/peta`, a city of 35 kelurahan", f"/peta?{city}&tingkat=kelurahan", f"/peta?{city}&tingkat=kelurahan"),
        Question("`/peta` of a province of 33 beside that", f"/peta?{city}&tingkat=kelurahan", f"/peta?{city}&tingkat=kota"),
        Question(
            "API, an indicator by kelurahan through all years",
            f"/api/v1/kpi/flood_affected_persons_count.json?city={HOME_CITY}&level=kelurahan",
            f"/api/v1/kpi/uji_d_part_pct.json?city={HOME_CITY}&level=kelurahan",
        ),
        Question("`/api/v1/areas`", f"/api/v1/areas?city={HOME_CITY}&level=kelurahan", f"/api/v1/areas?city={HOME_CITY}&level=kelurahan"),
        Question("`/wilayah` of a kota", f"/wilayah/{HOME_CITY}", f"/wilayah/{HOME_CITY}"),
        Question("`/wilayah` of a kelurahan", f"/wilayah/{AREA}", f"/wilayah/{AREA}"),
        Question("`/`", "/", "/"),
        Question("`/peta`, the largest kabupaten", f"/peta?{city}&tingkat=kelurahan", f"/peta?kota={largest}&tingkat=kelurahan", is_judged=False),
    ]  # fmt: skip


class Worker:
    """A process that answers for one warehouse."""

    def __init__(self, warehouse: Path):
        environment = os.environ | {"DASBOR_WAREHOUSE": str(warehouse), "DASBOR_CITY": HOME_CITY}
        command = [sys.executable, "-m", "bench.nation_worker"]
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.first = self._read("/")

    def ask(self, address: str) -> dict:
        """One answer, which must be 200."""
        self.process.stdin.write(address + "\n")
        self.process.stdin.flush()
        return self._read(address)

    def _read(self, address: str) -> dict:
        line = self.process.stdout.readline()
        found = json.loads(line) if line else {"status": "no answer"}
        if found["status"] != 200:
            raise BenchFailed(f"{address}: {found['status']}")
        return found

    def peak_bytes(self) -> int:
        """Largest resident size so far."""
        lines = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii").splitlines()
        return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM"))

    def stop(self) -> None:
        """End the process."""
        self.process.stdin.close()
        self.process.wait(30)


def in_turn(four: Worker, nation: Worker, asked: list[Question]) -> list[tuple[Answer, Answer]]:
    """Both answers to every question; the first round warms and does not count."""
    found = []
    for question in asked:
        taken = ([], [])
        for turn in range(ROUNDS + 1):
            for worker, address, own in ((four, question.four, taken[0]), (nation, question.nation, taken[1])):
                answer = worker.ask(address)
                if turn:
                    own.append(answer)
        found.append(tuple(_median(own) for own in taken))
        LOG.info("%s: %.1f ms, %.1f ms", question.name, found[-1][0].ms, found[-1][1].ms)
    return found


def _median(answers: list[dict]) -> Answer:
    return Answer(statistics.median(a["ms"] for a in answers), answers[0]["size"], answers[0]["values"])


def answer_rows(asked: list[Question], answers: list[tuple[Answer, Answer]]) -> list[Row]:
    """A row per question."""
    rows = []
    for question, (four, nation) in zip(asked, answers, strict=True):
        ratio = nation.ms / four.ms
        bar = f"at most {MAX_RATIO} times" if question.is_judged else "stated"
        is_met = ratio <= MAX_RATIO if question.is_judged else True
        shown = (f"{a.ms:.1f} ms, {a.values} areas or values, {a.size / 1000:.0f} kB" for a in (nation, four))
        rows.append(Row(question.name, *shown, f"{ratio:.2f}", bar, is_met))
        if "province" in question.name:
            bar = f"under {MAX_PROVINCE_BYTES // 1000} kB"
            rows.append(
                Row(
                    "the page of that province",
                    f"{nation.size / 1000:.0f} kB",
                    "",
                    "",
                    bar,
                    nation.size < MAX_PROVINCE_BYTES,
                )
            )
    return rows  # fmt: skip


def build_rows(build: Build, reference: Build, sizes: tuple[int, int]) -> list[Row]:
    """Time, memory and size; stated, and judged only by what the machine has."""
    took, used = f"{build.seconds / 60:.1f} min", f"{build.peak_bytes / 1e9:.2f} GB"
    whole, few = (f"{size / 1e6:.0f} MB" for size in sizes)
    beside = (f"{reference.seconds:.1f} s", f"{reference.peak_bytes / 1e6:.0f} MB")
    return [
        Row("build", took, beside[0], "", "stated", True),
        Row("its processor time", f"{build.processor_seconds / 60:.1f} min", f"{reference.processor_seconds:.1f} s", "", "stated", True),
        Row("its peak memory", used, beside[1], "", "stated", True),
        Row("the edition's files", whole, few, "", "stated", True),
    ]  # fmt: skip


def worker_rows(four: Worker, nation: Worker) -> list[Row]:
    """Start of the program and its memory after all questions."""
    ratio = nation.first["ms"] / four.first["ms"]
    starts = (f"{w.first['ms'] / 1000:.2f} s" for w in (nation, four))
    peaks = (f"{w.peak_bytes() / 1e6:.0f} MB" for w in (nation, four))
    return [
        Row("start of the program and first page", *starts, f"{ratio:.2f}", f"at most {MAX_RATIO} times", ratio <= MAX_RATIO),
        Row("memory of a web process after it all", *peaks, "", "stated", True),
    ]  # fmt: skip


def edition_bytes(warehouse: Path) -> int:
    """Size of the three files of the served edition."""
    return sum(path.stat().st_size for path in (warehouse / "current").resolve().iterdir())


def page_of_nation(counts: str, rows: list[Row], build: Build) -> str:
    """What NATION.md says."""
    now = datetime.now(ZoneInfo("Asia/Jakarta"))
    steps = [(name, f"{took:.1f}") for name, took in build.steps if took >= 0.5]
    return "\n".join(
        [
            f"## A nation ({counts})\n",
            f"`make bench-nation`, {now:%d %B %Y, %H.%M} WIB · {machine()}. Made-up areas and figures (`bench/nation.py`), 40 "
            "indicators, 10 years, built by the real `python -m etl build`; the reference is the edition of the four cities "
            f"in the same run. Medians of {ROUNDS} answers asked in turn, read from the file each time (kept answers forgotten).\n",
            verdict_table(rows),
            "Steps of its build, in seconds:\n",
            table(("step", "seconds"), steps),
        ]
    )


def main() -> int:
    """Generate, build, ask, judge, write."""
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stderr)
    parser = argparse.ArgumentParser(prog="python -m bench.nation_run", description=__doc__.splitlines()[0])
    parser.add_argument(
        "--share", type=float, default=1.0, help="of 514 cities and 83,000 desa; less is not written down"
    )
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-angka-uji-") as name:
        folder = Path(name)
        cities = write_nation(folder, options.share)
        desa = sum(sum(city.kecamatan) for city in cities)
        counts = f"{len(cities)} kabupaten/kota, {sum(len(c.kecamatan) for c in cities):,} kecamatan, {desa:,} desa"
        LOG.info("building %s", counts)
        whole, few = folder / "warehouse", folder / "four"
        environment = {"DASBOR_CATALOGUE": str(folder / "catalogue"), "DASBOR_REFERENCE": str(folder / "reference")}
        build = measure_build(whole, folder / "program", folder / "raw", environment)
        reference = measure_build(few)
        rows = build_rows(build, reference, (edition_bytes(whole), edition_bytes(few)))
        workers = Worker(few), Worker(whole)
        try:
            asked = questions(max(cities, key=lambda city: sum(city.kecamatan)).code)
            rows += answer_rows(asked, in_turn(*workers, asked))
            rows += worker_rows(*workers)
        finally:
            for worker in workers:
                worker.stop()
    page = page_of_nation(counts, rows, build)
    if options.share == 1:
        NATION.write_text(page, encoding="utf-8")
    sys.stdout.write(page)
    return 0 if all(row.is_met for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
