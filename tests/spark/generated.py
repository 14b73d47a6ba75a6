"""Staged records by the thousand, with a seed: nulls, ties, repeats, late records, and moments at both sides of WIB midnights."""

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pandas as pd

MIDNIGHTS = [
    datetime(2025, month, 28 if month == 2 else 30 if month in (4, 6) else 31, 17, tzinfo=UTC) for month in range(1, 7)
]
EDGES = [timedelta(microseconds=-1), timedelta(seconds=-1), timedelta(0), timedelta(microseconds=1)]
STARTS = datetime(2025, 1, 10, tzinfo=UTC)


def cases(con: duckdb.DuckDBPyConnection, count: int, seed: int) -> None:
    """Make `work.request_case` with the columns that are aggregated; times are WIB."""
    draw = random.Random(seed)
    rows = [_case(draw) for _ in range(count)]
    frame = pd.DataFrame(rows + rows[: count // 20])  # repeats
    instants = [name for name in frame.columns if name.endswith(("_at", "_until")) and name != "day_since_at"]
    chosen = ", ".join(f"wib({name}::timestamptz) as {name}" for name in instants)
    con.register("drawn", frame)
    con.execute(
        f"create table work.request_case as select * exclude (day_since_at) replace ({chosen}), wib(day_since_at::timestamptz) as day_since from drawn"
    )


def _moment(draw: random.Random) -> datetime:
    if draw.random() < 0.3:
        return draw.choice(MIDNIGHTS) + draw.choice(EDGES)
    return STARTS + timedelta(microseconds=draw.randrange(170 * 86_400_000_000))


def _or_none(draw: random.Random, value, share: float = 0.15):
    return None if draw.random() < share else value


def _case(draw: random.Random) -> dict:
    opened = _moment(draw)
    state = draw.choice(
        ["received", "solved", "closed_by_system", "closed_by_reporter", "deferred", "out_of_jurisdiction"]
    )
    judged = ["on_time", "late", "unknown", None]
    return {
        "city_code": draw.choice(["99.01", "99.02"]),
        "source_id": draw.choice(["lapor_export", "city_app"]),
        "area_code": draw.choice(["99.01", "99.01.01.1001", "99.01.01.1002"]),
        "opd": _or_none(draw, draw.choice(["Dinas PU", "dinas pu", "DLH"])),
        "category": _or_none(draw, draw.choice(["Jalan", "Sampah", ""])),
        "channel": _or_none(draw, draw.choice(["SMS", "Web"])),
        "place_status": draw.choice(["named", "point", "unknown"]),
        "state": state,
        "is_apart": state in ("deferred", "out_of_jurisdiction"),
        "is_closed": state in ("solved", "closed_by_system", "closed_by_reporter"),
        "is_closing_exact": draw.random() < 0.5,
        "has_time": _or_none(draw, draw.random() < 0.8),
        "rating": str(draw.randint(1, 5)) if draw.random() < 0.3 else None,
        "reopened_count": draw.choice([0, 0, 1, 3]),
        "punctuality": draw.choice(judged),
        "punctuality_latest": draw.choice(judged),
        "response_punctuality": draw.choice(judged),
        "opened_at": opened,
        "due_at": _or_none(draw, _moment(draw)),
        "due_latest_at": _or_none(draw, opened + timedelta(days=60)),
        "response_due_at": _or_none(draw, opened + timedelta(days=3)),
        "closed_until": _or_none(
            draw, opened + draw.choice([timedelta(minutes=10), timedelta(minutes=9, seconds=59), timedelta(days=9)])
        ),
        "known_until": draw.choice(MIDNIGHTS[-2:]),
        "day_since_at": MIDNIGHTS[0],
    }


def parts(con: duckdb.DuckDBPyConnection, folder: Path, seed: int) -> list[Path]:
    """Three parts of readings as the ETL writes them: the second corrects and repeats some of the first, the third comes late
    and touches the first's month and one of its own."""
    draw = random.Random(seed)
    first = _readings(draw, datetime(2025, 1, 29, tzinfo=UTC), 3)
    again = [
        {**one, "value": one["value"] if draw.random() < 0.5 else round(one["value"] + 1, 2)}
        for one in draw.sample(first, len(first) // 3)
    ]
    second = again + _readings(draw, datetime(2025, 2, 5, tzinfo=UTC), 2)
    third = draw.sample(again, len(again) // 2) + _readings(draw, datetime(2025, 5, 31, 10, tzinfo=UTC), 1)
    return [_part(con, folder, nth, rows) for nth, rows in enumerate((first, second, third))]


def _readings(draw: random.Random, starts: datetime, days: int) -> list[dict]:
    """Every 10 minutes, some missing, some hours flat, plus the edges of the WIB midnights within."""
    found = {}
    ends = starts + timedelta(days=days)
    moments = [starts + timedelta(minutes=10 * nth) for nth in range(days * 144) if draw.random() > 0.1]
    moments += [midnight + edge for midnight in MIDNIGHTS for edge in EDGES if starts <= midnight < ends]
    for station in ("U1", "U2", "A1"):
        for parameter in ("pm25_ug_m3", "noise_dba", "water_level_m"):
            for moment in moments:
                flat = moment.hour % 8 < 4
                value = (
                    0.1234565 if flat else draw.choice([round(draw.uniform(-2, 120), 2), draw.uniform(0, 90), 1 / 3])
                )
                found[station, parameter, moment] = {
                    "station_code": station, "parameter": parameter, "read_at": moment, "value": value
                }  # fmt: skip
    return list(found.values())


def _part(con: duckdb.DuckDBPyConnection, folder: Path, nth: int, rows: list[dict]) -> Path:
    path = folder / f"reading-{nth}.parquet"
    con.register("drawn", pd.DataFrame(rows))
    con.execute(
        "copy (select reading_month(read_at::timestamptz) as month_no, station_code, parameter, read_at::timestamptz as read_at, "
        f"value from drawn order by all) to '{path.as_posix()}' (format parquet)"
    )
    return path
