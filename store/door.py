"""Opens an edition for an audience. One connection per open edition and file, a few at most, one cursor per request.

`public` opens `public.duckdb` only, in every edition. A process that serves after a fork opens on its first request.
"""

import json
import re
import threading
from collections import OrderedDict
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType

import duckdb

from catalogue import City, Dimension, Kpi, Scheme, Source
from catalogue.models import AUDIENCES
from store.kept import Kept

QUERIES = {
    path.stem: path.read_text(encoding="utf-8") for path in sorted((Path(__file__).parent / "sql").glob("*.sql"))
}
EDITION = re.compile(r"\d{4}-\d{2}-\d{2}-\d{8}T\d{6}Z-[0-9a-f]{8}")
DEMO = re.compile(f"demo-{EDITION.pattern}")  # a demonstration edition: simulated data, never served as the newest
OPEN_AT_MOST = 4
SETTINGS = {"enable_external_access": "false", "lock_configuration": "true", "threads": "1"}  # of a connection

_open: OrderedDict[tuple[str, str], "Edition"] = OrderedDict()
_lock = threading.Lock()


class NotThere(LookupError):
    """A well-formed name that is not in the edition. `allowed` helps the reader on.

    `sentence` is Indonesian with its `values` by name, so that a page can say it in another language; `message` is both.
    """

    def __init__(self, parameter: str, sentence: str, allowed: list[str] | None = None, **values):
        self.message = sentence.format(**values) if values else sentence
        super().__init__(self.message)
        self.parameter, self.sentence, self.values, self.allowed = parameter, sentence, values, allowed or []


class Unready(RuntimeError):
    """No edition has been published yet."""


def edition_ids(warehouse: Path) -> list[str]:
    """Ids of all whole real editions, newest first."""
    return _ids(warehouse, EDITION)


def demo_edition_ids(warehouse: Path) -> list[str]:
    """Ids of all whole demonstration editions, newest first."""
    return _ids(warehouse, DEMO)


def _ids(warehouse: Path, form: re.Pattern) -> list[str]:
    found = [p.parent.name for p in warehouse.glob("*/manifest.json") if form.fullmatch(p.parent.name)]
    return sorted(found, key=lambda name: name[-25:], reverse=True)


def newest_demo(warehouse: Path) -> str | None:
    """The id that `current-demo` leads to, None where no demonstration edition is."""
    try:
        name = str((warehouse / "current-demo").readlink())
    except OSError:
        return None
    return name if DEMO.fullmatch(name) else None


def open_edition(warehouse: Path, audience: str, edition: str | None = None, simulation: bool = False) -> "Edition":
    """The served edition, or the named one. Raises `NotThere` for a name that is not there, `Unready` when none is.

    A demonstration edition is there only with `simulation`, and never for the public.
    """
    if edition is None:
        try:
            edition = str((warehouse / "current").readlink())
        except OSError:
            raise Unready("belum ada edisi; jalankan `make build`") from None
        if DEMO.fullmatch(edition):  # set by hand: nothing in the program does
            raise Unready("belum ada edisi; jalankan `make build`")
    elif not EDITION.fullmatch(edition) and not (simulation and audience != "public" and DEMO.fullmatch(edition)):
        raise NotThere(
            "edisi", "edisi '{edition}' tidak dikenal; buka tanpa ?edisi= untuk edisi terbaru", edition=edition
        )
    file = "public" if audience == "public" else "internal"
    key = (str(warehouse / edition), file)
    with _lock:
        found = _open.get(key)
        if found is None:
            path = warehouse / edition / f"{file}.duckdb"
            if not path.is_file():
                raise NotThere(
                    "edisi",
                    "edisi '{edition}' tidak ada (lagi); buka tanpa ?edisi= untuk edisi terbaru",
                    edition=edition,
                )
            found = _open[key] = Edition(path)
            while len(_open) > OPEN_AT_MOST:
                _open.popitem(last=False)
        _open.move_to_end(key)
    return found.seen_by(audience)


def forget_answers() -> None:
    """Drop what open editions keep in memory, so that the next answer is read from the file (for measuring)."""
    with _lock:
        for edition in _open.values():
            edition.forget()


class Edition:
    """One edition as one audience may see it. Rows are dicts with the columns named in the query's file."""

    def __init__(self, path: Path):
        self._con = duckdb.connect(str(path), read_only=True, config=SETTINGS)
        self.id: str = path.parent.name
        self._kept = Kept()
        self._closed: dict[str, set[str]] = {"kpi_id": set(), "source_id": set()}  # what this audience may not see
        row = self.rows("edition")[0]
        self.id = row["edition"]
        self.as_of: date = row["as_of"]
        self.built_at: str = row["built_at"]
        self.manifest: dict = json.loads(row["manifest"])
        self._declared = {
            name: {
                r["name"]: (r["audience"], model.model_validate_json(r["declaration"]))
                for r in self.rows(f"declared_{name}")
            }
            for name, model in (
                ("kpi", Kpi),
                ("source", Source),
                ("city", City),
                ("dimension", Dimension),
                ("scheme", Scheme),
            )
        }
        self._tables = {r["name"] for r in self.rows("table_names")}
        held = {r["city_code"] for r in self.rows("city_held")}
        cities = self._declared["city"]
        self._declared["city"] = {
            code: cities[code] for code in sorted(cities, key=lambda c: (cities[c][1].order, c)) if code in held
        }
        self._seen = _items(self._declared)
        self.audience = "admin"
        self._views: dict[str, Edition] = {}

    def seen_by(self, audience: str) -> "Edition":
        """The same edition with the declarations this audience may see."""
        if audience not in self._views:
            view = object.__new__(Edition)
            view.__dict__.update(self.__dict__)
            view.audience = audience
            view._declared = {
                name: {key: item for key, item in items.items() if may_see(audience, item[0])}
                for name, items in self._declared.items()
            }
            view._seen = _items(view._declared)
            view._closed = {
                "kpi_id": self._declared["kpi"].keys() - view._declared["kpi"].keys(),
                "source_id": self._declared["source"].keys() - view._declared["source"].keys(),
            }
            self._views[audience] = view
        return self._views[audience]

    @property
    def is_demo(self) -> bool:
        """True when simulated data went into it."""
        return DEMO.fullmatch(self.id) is not None

    @property
    def kpis(self) -> Mapping[str, Kpi]:
        """Declared indicators by id, in catalogue order."""
        return self._seen["kpi"]

    @property
    def sources(self) -> Mapping[str, Source]:
        """Declared sources by id."""
        return self._seen["source"]

    @property
    def cities(self) -> Mapping[str, City]:
        """Cities that this edition holds, by code, in their declared order."""
        return self._seen["city"]

    @property
    def dimensions(self) -> Mapping[str, Dimension]:
        """The six national dimensions by slug."""
        return self._seen["dimension"]

    @property
    def schemes(self) -> Mapping[str, Scheme]:
        """Sets of dimensions by id, the national one (`nasional`) first; an edition from before there were others has none."""
        return self._seen["scheme"]

    def holds(self, table: str) -> bool:
        """True when this edition, as this audience reads it, has the table (`mart.source_row`): older ones may not."""
        return table in self._tables

    def kpi(self, kpi_id: str) -> Kpi:
        """One declaration. Raises `NotThere`."""
        declared = self._declared["kpi"].get(kpi_id)
        if declared is None:
            known = list(self._declared["kpi"])
            raise NotThere("kpi", "indikator '{kpi}' tidak ada di edisi ini", known, kpi=kpi_id)
        return declared[1]

    def city(self, code: str) -> City:
        """One city. Raises `NotThere`."""
        cities = self.cities
        if code not in cities:
            raise NotThere("kota", "kota '{city}' tidak ada di edisi ini", list(cities), city=code)
        return cities[code]

    def area(self, code: str) -> dict:
        """One row of `areas`. Raises `NotThere`."""
        found = self.rows("area", area=code)
        if not found:
            raise NotThere("wilayah", "wilayah '{area}' tidak ada di edisi ini", area=code)
        return found[0]

    def forget(self) -> None:
        """Drop the kept answers."""
        self._kept.clear()

    def rows(self, query: str, **values) -> list[dict]:
        """Run one named query with bound values; dicts, in the query's order."""
        names, found = self.tuples(query, **values)
        return [dict(zip(names, row, strict=True)) for row in found]

    def tuples(self, query: str, **values) -> tuple[list[str], list[tuple]]:
        """Column names and rows of one named query. Rows of an indicator or a source that this audience may not see are left
        out; asking for such an indicator raises `NotThere`."""
        if values.get("kpi") in self._closed["kpi_id"]:
            self.kpi(values["kpi"])
        names, found = self._answer(query, **values)
        for column, closed in self._closed.items():
            if closed and column in names:
                place = names.index(column)
                found = [row for row in found if closed.isdisjoint((row[place] or "").split())]
        return names, found

    def _answer(self, query: str, **values) -> tuple[list[str], list[tuple]]:
        """What the file answers. Raises `NotThere` for a table that this (old) edition was built without."""
        asked = (query, tuple(sorted(values.items())))
        kept = self._kept.find(asked)
        if kept is not None:
            return kept
        cursor = self._con.cursor()
        try:
            cursor.execute(QUERIES[query], values or None)
            answer = [column[0] for column in cursor.description], cursor.fetchall()
        except duckdb.CatalogException:  # an edition made before this table existed holds no row of it
            answer = [], []
        finally:
            cursor.close()
        self._kept.keep(asked, answer)
        return answer


def _items(declared: dict[str, dict]) -> dict[str, Mapping]:
    """Declarations by kind and name, without their audiences."""
    return {
        kind: MappingProxyType({name: item for name, (_, item) in items.items()}) for kind, items in declared.items()
    }


def may_see(audience: str, declared: str) -> bool:
    """Audiences are a ladder: public, opd, dprd, executive, admin; each sees its own rung and those below it."""
    return AUDIENCES.index(audience) >= AUDIENCES.index(declared)
