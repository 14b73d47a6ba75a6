"""What is kept of cases between builds, and what a build knows of its exports. See decision 23."""

import json
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from etl.requests.observing import account_of

MONTHS_BY_DAY = 26  # of the last known day's: the page compares twelve months with the twelve before, to the day


@dataclass(frozen=True)
class State:
    """Names of files in the folder of parts. `until`: 'source city' -> the moment up to which cases were settled;
    `day_since`: city -> first month whose sums are there by day."""

    parts: list[str]
    rules: str
    until: dict[str, datetime]
    day_since: dict[str, datetime]
    sums: dict[str, list[str]] = field(default_factory=dict)
    live: str = ""
    reused: str = ""

    def files(self) -> list[str]:
        """Every file it needs."""
        return [*(name for names in self.sums.values() for name in names), *filter(None, (self.live, self.reused))]


@dataclass(frozen=True)
class Known:
    """The parts of a build, the moments up to which they tell of each source and city, and a digest of all else that counts."""

    parts: dict[str, int]  # name -> loaded records
    logs: set[str]  # parts that are logs of events: several records a case
    until: dict[str, datetime]
    rules: str

    def day_since(self) -> dict[str, datetime]:
        """City -> the first month that is kept by day."""
        last: dict[str, datetime] = {}
        for pair, moment in self.until.items():
            city = pair.split()[1]
            last[city] = max(moment, last.get(city, moment))
        return {city: _months_before(moment, MONTHS_BY_DAY) for city, moment in last.items()}


def _months_before(moment: datetime, months: int) -> datetime:
    place = moment.year * 12 + moment.month - 1 - months
    return datetime(place // 12, place % 12 + 1, 1)


def held(folder: Path, known: Known) -> list[tuple[State, str]]:
    """States that a build with these rules may go on from."""
    found = []
    needed = known.day_since()
    for path in sorted(folder.glob("service_request_state-*.json")):
        told = json.loads(path.read_text(encoding="utf-8"))
        if told["rules"] != known.rules:
            continue
        for key in ("until", "day_since"):
            told[key] = {name: datetime.fromisoformat(text) for name, text in told[key].items()}
        state = State(**told)
        is_before = all(moment <= known.until.get(pair, moment) for pair, moment in state.until.items())
        is_deep = all(day <= needed.get(city, day) for city, day in state.day_since.items())
        if is_before and is_deep and all((folder / name).exists() for name in [*state.files(), *state.parts]):
            found.append((state, path.name))
    return found


def changed(state: State, known: Known, folder: Path) -> int:
    """How many records the parts hold that only one of the two sets has."""
    gone = [account_of(folder, name) for name in set(state.parts) - set(known.parts)]
    return sum(one.loaded for one in gone) + sum(
        count for name, count in known.parts.items() if name not in set(state.parts)
    )
