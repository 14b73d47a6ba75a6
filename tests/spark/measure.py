"""`python tests/spark/measure.py READINGS REQUESTS`: DuckDB against Spark (a master and two workers of one core here) on the same staged
records: seconds and the peak of resident memory of every process of the engine. Writes nothing that stays."""

import os
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from pathlib import Path

import duckdb
from cluster import cluster

sys.path.insert(0, str(Path(__file__).parents[2]))

PARTS = """copy (
    select
        24312 as month_no,
        'S' || station as station_code,
        parameter,
        timestamptz '2026-01-01 00:00:00+07' + to_seconds(nth * 60) as read_at,
        round(if(nth % 500 < 200, 50.0, 40 + (hash(nth, station) % 5000) / 100), 2) as value
    from range($stations) as s (station), (values ('pm25_ug_m3'), ('noise_dba')) as p (parameter), range(43200) as c (nth)
    order by all) to '{path}' (format parquet)"""
CASES = """create table work.request_case as
    with drawn as (select nth, hash(nth) % 1000 as a, hash(nth, 1) % 1000 as b, hash(nth, 2) % 214272000 as second from range($count) as t (nth)),
    opened as (select *, timestamp '2019-01-01' + to_seconds(second::bigint) as opened_at from drawn)
    select '99.01' as city_code, 'lapor_export' as source_id, '99.01.0' || (b % 6) || '.100' || (b % 36) as area_code, 'OPD ' || (a % 8) as opd,
        'Kategori ' || (a % 30) as category, 'Web' as channel, 'named' as place_status,
        if(a < 900, 'solved', 'received') as state, false as is_apart, a < 900 as is_closed, true as is_closing_exact, true as has_time,
        (a % 5)::integer as rating, 0::bigint as reopened_count, if(b < 700, 'on_time', 'late') as punctuality, 'on_time' as punctuality_latest,
        'late' as response_punctuality, opened_at, opened_at + interval 7 day as due_at, opened_at + interval 60 day as due_latest_at,
        opened_at + interval 3 day as response_due_at, if(a < 900, opened_at + to_seconds(b * 1000), null) as closed_until,
        timestamp '2026-01-01' as known_until, timestamp '2023-11-01' as day_since
    from opened"""
KNOWN = """create table stg.sensor_parameters as select * from (values ('pm25_ug_m3', 50.0, 'mean', 3), ('noise_dba', 20.0, 'energy', 3))
    as known (parameter, jump, day_figure, stuck_hours)"""


def resident_kb() -> int:
    """Of this process and everything it started."""
    parents, sizes = {}, {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                told = dict(line.split(":", 1) for line in (entry / "status").read_text().splitlines())
            except OSError:
                continue
            parents[int(entry.name)] = int(told["PPid"])
            sizes[int(entry.name)] = int(told.get("VmRSS", "0").split()[0])
    own, found = {int(Path("/proc/self").resolve().name)}, 0
    while len(own) > found:
        found = len(own)
        own |= {pid for pid, parent in parents.items() if parent in own}
    return sum(sizes.get(pid, 0) for pid in own)


@contextmanager
def measured(words: str, told: list):
    """Adds (words, seconds, peak MB)."""
    peak, ended = [0], threading.Event()

    def watch() -> None:
        while not ended.wait(0.2):
            peak[0] = max(peak[0], resident_kb())

    watcher = threading.Thread(target=watch)
    watcher.start()
    started = time.monotonic()
    try:
        yield
    finally:
        seconds = time.monotonic() - started
        ended.set()
        watcher.join()
    told.append((words, seconds, peak[0] / 1000))
    sys.stdout.write(f"{words}: {seconds:.1f} s, {peak[0] / 1000:.0f} MB\n")
    sys.stdout.flush()


def bench() -> duckdb.DuckDBPyConnection:
    from etl.build import workbench
    from etl.readings.parts import SQL
    from etl.sqlfiles import run_file

    con = workbench()
    con.execute(KNOWN)
    run_file(con, SQL / "macros.sql")
    return con


def readings(count: int, folder: Path, told: list, engine: str) -> None:
    from etl.readings.months import Month, made, make_by_spark

    con, warehouse = bench(), folder / f"{engine}-{count}"
    (warehouse / "parts").mkdir(parents=True)
    part = warehouse / "parts" / "reading-0.parquet"
    con.execute(PARTS.format(path=part), {"stations": max(1, count // 86_400)})
    months = [Month("99.01", 24312, (part,), "0")]
    with measured(f"{count} readings, {engine}", told):
        if engine == "spark":
            make_by_spark(con, warehouse, months)
        made(con, warehouse / "parts", months[0])


def requests(count: int, folder: Path, told: list, engine: str) -> None:
    from etl.aggregates.spark import exchange
    from etl.requests.by_spark import SparkLots
    from etl.requests.records import CASE
    from etl.requests.sums import HEAVY, relation
    from etl.sqlfiles import run_file

    con = bench()
    con.execute(CASES, {"count": count})
    run_file(con, CASE / "period.sql")
    for name in HEAVY:
        con.execute(f"create table work.sum_{name} as select * from {relation(con, name)} limit 0")
    with measured(f"{count} requests, {engine}", told):
        if engine == "spark":
            with exchange(folder) as sent:
                lots = SparkLots(con, sent)
                lots.write()
                lots.add_up()
        else:
            for name in HEAVY:
                con.execute(f"insert into work.sum_{name} select * from {relation(con, name)}")


def main(sizes: list[list[int]]) -> None:
    told: list = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        work = [(one, count) for one, counts in zip((readings, requests), sizes, strict=True) for count in counts]
        for one, count in work:
            one(count, folder, told, "duckdb")
        with cluster(folder, memory="3g") as url:
            os.environ["DASBOR_SPARK_MASTER"] = url
            for one, count in work:
                one(count, folder, told, "spark")


if __name__ == "__main__":
    main([[int(count) for count in given.split(",")] for given in sys.argv[1:3]])
