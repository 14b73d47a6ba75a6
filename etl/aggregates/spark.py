"""Hands an aggregation to Apache Spark and takes its result back: the build writes a job, the Python of an environment with PySpark
runs it (`spark_job.py`) from the same definitions. Files pass through a folder of the warehouse, which every worker must reach.
"""

import json
import secrets
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from catalogue.settings import ROOT, settings
from etl.aggregates.definition import Aggregation, restored
from etl.faults import BuildError, UsageError, on_one_line
from etl.write import sql_text

ANSWERS_WITHIN_S = 10


def check_ready() -> None:
    """Raises `UsageError` with what is missing: PySpark, Java or a master that answers."""
    here = settings()
    if not here.spark_python.exists():
        raise UsageError(
            f"--engine spark: PySpark belum terpasang ({here.spark_python} tidak ada); jalankan sh tests/spark.sh, atau pasang "
            "requirements-spark.txt di lingkungan lain dan tunjuk Python-nya dengan DASBOR_SPARK_PYTHON"
        )
    if shutil.which("java") is None:
        raise UsageError("--engine spark: Java tidak ada; pasang dengan: sudo apt-get install openjdk-17-jre-headless")
    address = urlsplit(here.spark_master)
    if address.scheme != "spark":
        return  # local[2], yarn and the like: Spark itself knows
    try:
        with closing(socket.create_connection((address.hostname, address.port or 7077), ANSWERS_WITHIN_S)):
            return
    except OSError:
        raise UsageError(
            f"--engine spark: master {here.spark_master} tidak menjawab; jalankan master dan worker Spark, atau tunjuk yang ada "
            "dengan DASBOR_SPARK_MASTER (lihat docs/banyak-mesin.md)"
        ) from None


@contextmanager
def exchange(warehouse: Path) -> Iterator[Path]:
    """A folder for what goes to Spark and what comes back; gone afterwards."""
    folder = warehouse / f".spark-{secrets.token_hex(4)}"
    folder.mkdir(parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def run(folder: Path, job: dict) -> None:
    """Run a job; its results lie in `folder` under their names. Raises `BuildError` with Spark's own last words."""
    here = settings()
    (folder / "job.json").write_text(json.dumps({**job, "master": here.spark_master}), encoding="utf-8")
    done = subprocess.run(
        [str(here.spark_python), "-m", "etl.aggregates.spark_job", str(folder / "job.json")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        said = [line for line in done.stderr.splitlines() if "Error" in line or "Exception" in line]
        raise BuildError(f"Spark ({here.spark_master}) gagal: {on_one_line((said or [done.stderr[-300:]])[-1])}")


def result(aggregation: Aggregation, folder: Path, name: str) -> str:
    """A DuckDB query of one result."""
    files = sql_text((folder / name / "*.parquet").as_posix())
    return restored(aggregation, f"read_parquet({files})")
