"""What is known of all cases together, kept as sums that a new export changes and does not remake.

A *state* belongs to a set of parts (one part an export). It holds additive sums of the settled cases, as Parquet files that are
only ever added to (a later file may subtract), and one by one the *live* cases: open ones, and those for which a date is still to
come. For another set of parts the cases of both that any changed part speaks of are judged twice, from the records of the old set
and of the new: minus the first, plus the second. So a day costs its own cases, and gives what all parts at once would give.
"""

import json
import secrets
from collections.abc import Iterable
from contextlib import nullcontext
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import duckdb

from etl.readings.parts import digest_of
from etl.requests.by_spark import SparkLots
from etl.requests.records import ALL_CASES, judge_affected, judge_cases, seen_in
from etl.requests.state import Known, State, changed, held
from etl.requests.sums import (
    LIGHT,
    SUMS,
    added_up,
    columns_of,
    declare_day_since,
    declare_until,
    is_measure,
    parquet,
    relation,
)
from etl.write import sql_text

MOST_CHANGED = 0.25  # of all records; beyond it everything is judged anew
MOST_FILES = 24  # of one sum, before they are added up into one
IN_ORDER = ("period_start", "city_code", "area_code")  # so that the days of a month are read without the others
PAIR = "source_id, city_code"
JUDGED = "work.case_judged"


def state_of(con: duckdb.DuckDBPyConnection, folder: Path, known: Known, engine: str) -> tuple[State, str]:
    """(the state of the parts, the name of its file), found or made; of no parts a state without files. `engine` sums up what is
    judged as a whole."""
    if not known.parts:
        return State([], known.rules, {}, {}), ""
    found = held(folder, known)
    same = next((one for one in found if set(one[0].parts) == set(known.parts)), None)
    if same is not None:
        return same
    base = min(found, key=lambda one: changed(one[0], known, folder), default=None)
    if base is not None and changed(base[0], known, folder) > MOST_CHANGED * sum(known.parts.values()):
        base = None
    return _added_to(con, folder, known, base[0]) if base else _whole(con, folder, known, engine)


def _whole(con, folder: Path, known: Known, engine: str) -> tuple[State, str]:
    """The state of all parts, from all their records."""
    changes = _Changes(con, folder, known.day_since())
    with _for_spark(folder.parent) if engine == "spark" else nullcontext() as sent:
        lots = SparkLots(con, sent) if sent else None
        for _ in judge_cases(con, folder, list(known.parts), known.logs):
            changes.add(1, known.until, lots)
            changes.keep(known.until)
        if lots is not None:
            lots.add_up()
    return changes.write(State(sorted(known.parts), known.rules, known.until, known.day_since()))


def _for_spark(warehouse: Path):
    from etl.aggregates.spark import exchange  # Ibis: half a second

    return exchange(warehouse)


def _added_to(con, folder: Path, known: Known, base: State) -> tuple[State, str]:
    """The state of all parts, from an earlier one and the cases of which the parts that differ tell."""
    day_since = known.day_since() | base.day_since
    changes = _Changes(con, folder, day_since)
    differing = sorted(set(base.parts) ^ set(known.parts))
    con.execute(
        f"create or replace table work.affected as select distinct {PAIR}, request_id from ({seen_in(folder, differing)})"
    )
    judge_affected(con, folder, base.parts)
    changes.add(-1, base.until)
    changes.keep_unaffected(base, known.until)
    judge_affected(con, folder, list(known.parts))
    changes.add(1, known.until)
    changes.keep(known.until)
    return changes.write(State(sorted(known.parts), known.rules, base.until | known.until, day_since), base.sums)


class _Changes:
    """What a state adds to the one it goes on from, in tables `work.sum_<name>`, `work.live` and `work.reused`."""

    def __init__(self, con: duckdb.DuckDBPyConnection, folder: Path, day_since: dict[str, datetime]):
        self.con, self.folder = con, folder
        declare_day_since(con, day_since)

    def _declare_cases(self, until: dict[str, datetime], which: str, judged: str = JUDGED) -> None:
        """Make `work.request_case`: the judged cases for which `which` holds."""
        declare_until(self.con, until)

        def as_there(*names: str) -> str:
            return ", ".join(
                f"try_cast({one} as work.word_{one}) as {one}" if judged == JUDGED else one for one in names
            )

        self.con.execute(
            f"""create or replace view work.request_case as select judged.*, known_until, day_since from {judged} as judged
            inner join (select {as_there("source_id", "city_code")}, known_until from work.until) using ({PAIR})
            inner join (select {as_there("city_code")}, day_since from work.day_since) using (city_code)
            where {which}"""
        )

    def add(self, sign: int, until: dict[str, datetime], lots: SparkLots | None = None) -> None:
        """Add (or subtract) the settled ones of `work.case_judged`; the heavy sums go to Spark where it does them."""
        self._declare_cases(until, "settled_at <= known_until")
        if lots is not None:
            lots.write()
        self._add_up(sign, SUMS if lots is None else LIGHT)

    def _add_up(self, sign: int, sums: Iterable[str] = SUMS) -> None:
        for name in sums:
            signed = ", ".join(
                f"{sign} * {one}" if is_measure(one) else one for one in columns_of(self.con, f"work.sum_{name}")
            )
            self.con.execute(f"insert into work.sum_{name} select {signed} from {relation(self.con, name)}")

    def keep(self, until: dict[str, datetime]) -> None:
        """Note the live ones of `work.case_judged` and the records that bear another case's number."""
        self._declare_cases(until, ALL_CASES)
        self.con.execute(
            "insert into work.live select * exclude (known_until, day_since), settled_at <= known_until as is_settled "
            "from work.request_case where settled_at > known_until or not (is_closed or is_apart)"
        )
        self.con.execute("insert into work.reused select * from work.record_reused")

    def keep_unaffected(self, base: State, until: dict[str, datetime]) -> None:
        """Take over what the old state told of cases that did not change; what has settled since is added up."""
        live, reused = (
            f"read_parquet({sql_text((self.folder / name).as_posix())})" for name in (base.live, base.reused)
        )
        self.con.execute(
            f"create or replace table work.live_before as select * from {live} anti join work.affected using ({PAIR}, request_id)"
        )
        self._declare_cases(until, "not is_settled and settled_at <= known_until", "work.live_before")
        self._add_up(1)
        self._declare_cases(until, "settled_at > known_until or not (is_closed or is_apart)", "work.live_before")
        self.con.execute(
            "insert into work.live select * exclude (known_until, day_since) replace (settled_at <= known_until as is_settled) from work.request_case"
        )
        self.con.execute(
            f"insert into work.reused select * from {reused} anti join work.affected using ({PAIR}, request_id)"
        )

    def write(self, state: State, held: dict[str, list[str]] | None = None) -> tuple[State, str]:
        """Write the files and their list, after those that are held already; the list comes last, so that a state that is there is
        whole."""
        sums = {}
        for name in SUMS:
            before, new = (held or {}).get(name, []), f"work.sum_{name}"
            if len(before) >= MOST_FILES:
                before, new = [], f"(select * from {parquet(self.folder, before)} union all select * from {new})"
            order = ", ".join(one for one in IN_ORDER if one in columns_of(self.con, f"work.sum_{name}"))
            sums[name] = [*before, self._written(f"sum_{name}", f"{added_up(self.con, name, new)} order by {order}")]
        live = self._written("live", f"select * from work.live order by {PAIR}, request_id")
        reused = self._written("reused", "select * from work.reused order by all")
        state = State(**{**asdict(state), "sums": sums, "live": live, "reused": reused})
        file = f"service_request_state-{digest_of(asdict(state))}.json"
        draft = self.folder / f".draft-{secrets.token_hex(4)}"
        draft.write_text(json.dumps(asdict(state), default=datetime.isoformat), encoding="utf-8")
        draft.rename(self.folder / file)
        return state, file

    def _written(self, what: str, query: str) -> str:
        name = f"service_request_{what}-{secrets.token_hex(8)}.parquet"
        draft = self.folder / f".draft-{secrets.token_hex(4)}"
        self.con.execute(f"copy ({query}) to {sql_text(draft.as_posix())} (format parquet, compression zstd)")
        draft.rename(self.folder / name)
        return name


def fill_request_tables(con: duckdb.DuckDBPyConnection, folder: Path, state: State, known: Known) -> None:
    """Make `work.request_<sum>`, `work.request_live` and `work.request_reused` as of the build's day: what the state holds, and
    what is not settled as it stands on that day."""
    declare_until(con, known.until)
    declare_day_since(con, state.day_since)
    live = parquet(folder, [state.live], "select * from work.live")
    con.execute(
        f"create or replace table work.request_live as select live.*, known_until, day_since from {live} as live "
        f"inner join work.until using ({PAIR}) inner join work.day_since using (city_code) where opened_at <= known_until"
    )
    reused = parquet(folder, [state.reused], "select * from work.reused")
    con.execute(f"create or replace table work.request_reused as select * from {reused}")
    con.execute("create or replace view work.request_case as select * from work.request_live where not is_settled")
    _declare_edges(con)
    for name in SUMS:
        files = parquet(folder, state.sums.get(name, []), f"select * from work.sum_{name}")
        edges = "semi join work.edge_day using (period_start)" if name == "day" else ""
        both = f"(select held.* from {files} as held {edges} union all by name select * from {relation(con, name)})"
        con.execute(f"create or replace table work.request_{name} as {added_up(con, name, both)}")
    con.execute("create or replace view work.request_case as select * from work.request_live where not is_closed")
    con.execute("insert into work.request_duration by name select * from work.case_duration")


def _declare_edges(con: duckdb.DuckDBPyConnection) -> None:
    """Make `work.edge_day`: the days of the two months in which a window of twelve months ends, for whichever city."""
    con.execute("""create or replace table work.edge_day as
        with edge as (select distinct date_trunc('month', known_until - unnest([12, 24]) * interval 1 month) as first from work.until)
        select distinct unnest(generate_series(first, first + interval 1 month - interval 1 day, interval 1 day))::date as period_start from edge""")
