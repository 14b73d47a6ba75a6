"""`python -m etl.aggregates.spark_job JOB.json`, in an environment with PySpark: the driver of one aggregation.

Job: `master`; `kind` requests with `cases` (name of a result: folder of Parquet), or readings with `known` (Parquet) and `parts`: path,
file_no, city_code, month_no and is_alone (the month has that part only) of every part and month of it. Results are folders beside the
job.
"""

import json
import sys
from pathlib import Path
from urllib.parse import urlsplit

import ibis
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as f

from etl.aggregates.definition import Aggregation
from etl.aggregates.readings import ALL, ALL_SERIES
from etl.aggregates.requests import REQUEST_SUMS

SETTINGS = {
    "spark.sql.session.timeZone": "UTC",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}
LOOPBACK = "127.0.0.1"
LEAST_PARTITIONS = 32


def main(path: Path) -> None:
    job = json.loads(path.read_text(encoding="utf-8"))
    session = _session(job["master"])
    try:
        {"requests": _requests, "readings": _readings}[job["kind"]](session, job, path.parent)
    finally:
        session.stop()


def _session(master: str) -> SparkSession:
    builder = SparkSession.builder.master(master).appName("dasbor")
    own = {"spark.driver.host": LOOPBACK, "spark.driver.bindAddress": LOOPBACK}
    for name, value in {**SETTINGS, **(own if urlsplit(master).hostname == LOOPBACK else {})}.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.conf.set("spark.sql.shuffle.partitions", max(LEAST_PARTITIONS, 4 * session.sparkContext.defaultParallelism))
    return session


def _made(session: SparkSession, aggregation: Aggregation, **tables: DataFrame) -> DataFrame:
    """The result of a definition over these tables."""
    for name, table in tables.items():
        table.createOrReplaceTempView(name)
    return session.sql(ibis.pyspark.compile(aggregation.expression))


def _requests(session: SparkSession, job: dict, folder: Path) -> None:
    for name, given in job["cases"].items():
        _made(session, REQUEST_SUMS, cases=session.read.parquet(given)).write.parquet(str(folder / name))


def _readings(session: SparkSession, job: dict, folder: Path) -> None:
    known = session.read.parquet(job["known"])
    given = _given(session, job["parts"]).withColumn("read_at", f.unix_micros("read_at"))
    columns = (*ALL_SERIES, "read_at", "value")
    met = given.where("not is_alone").select("file_no", *columns)
    once = given.where("is_alone").select(*columns).unionByName(_made(session, ALL["once"], given=met))
    _made(session, ALL["hour"], readings=once, known=known).write.parquet(str(folder / "hour"))
    hours = session.read.parquet(str(folder / "hour"))
    _made(session, ALL["day"], hours=hours, known=known).write.parquet(str(folder / "day"))
    _made(session, ALL["twice"], given=met).write.parquet(str(folder / "lost"))


def _given(session: SparkSession, parts: list[dict]) -> DataFrame:
    """Every reading of the parts beside its file; a part that stands for two files is there twice."""
    listed = [
        (Path(one["path"]).name, one["file_no"], one["city_code"], one["month_no"], one["is_alone"]) for one in parts
    ]
    files = session.createDataFrame(
        listed, "name string, file_no int, city_code string, month_no int, is_alone boolean"
    )
    read = session.read.parquet(*sorted({one["path"] for one in parts})).withColumn(
        "name", f.col("_metadata.file_name")
    )
    return read.withColumn("month_no", f.col("month_no").cast("int")).join(f.broadcast(files), ["name", "month_no"])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
