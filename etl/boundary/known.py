"""The areas a city is known to have, by every code and name they may be written with. A name counts only below its parent."""

import difflib
import re
import unicodedata
from dataclasses import dataclass, field

import duckdb

from catalogue import City

PREFIX = re.compile(r"^(kelurahan|kel|desa|gampong|nagari|kecamatan|kec|distrik)\b[\s.:]+")


def normalised(name: str) -> str:
    """`Kel. Padang-Merbau` -> `padangmerbau`: case, spaces, hyphens, accents and the word for the level do not count."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold().strip()
    return re.sub(r"[^a-z0-9]", "", PREFIX.sub("", plain)) or re.sub(r"[^a-z0-9]", "", plain)


@dataclass(frozen=True)
class Area:
    """One area of the city's list. `code` is None for ground that is nobody's kelurahan (a row without a Kemendagri code)."""

    code: str | None
    bps: str | None
    name: str
    parent: str | None
    names: frozenset[str]  # normalised: its name, BPS's spelling, its aliases


@dataclass
class Known:
    """The list of one city. `kelurahan` and `kecamatan` by Kemendagri code."""

    city: City
    cities: dict[str, City]
    bps_cities: dict[str, str]  # four digits -> name of the city that BPS calls so
    kelurahan: dict[str, Area] = field(default_factory=dict)
    kecamatan: dict[str, Area] = field(default_factory=dict)
    ground: list[Area] = field(default_factory=list)
    by_code: dict[str, dict[str, str]] = field(default_factory=dict)  # system -> code as written -> Kemendagri code

    def kelurahan_named(self, name: str, parent: str | None) -> list[Area]:
        """Kelurahan of this name in the kecamatan, or in the whole city when no kecamatan is given."""
        return self._named(self.kelurahan.values(), name, parent)

    def ground_named(self, name: str, parent: str | None) -> list[Area]:
        """The same for listed ground without a code."""
        return self._named(self.ground, name, parent)

    def kecamatan_written(self, text: str) -> str | None:
        """Code of a kecamatan written as a code of either system or as a name; None when it is not one of them."""
        for system in ("kemendagri", "bps", "undotted"):
            code = self.by_code[system].get(text)
            if code and len(code) == 8:
                return code
        found = [a.code for a in self.kecamatan.values() if normalised(text) in a.names]
        return found[0] if len(found) == 1 else None

    def city_of(self, text: str) -> str | None:
        """Which other city a code belongs to: `Kota Pematangsiantar (12.72)`; None when it is this one's or no code at all."""
        if re.fullmatch(r"\d{2}\.\d{2}(\.\d{2}(\.\d{4})?)?", text):
            prefix = text[:5]
            if prefix == self.city.code:
                return None
            other = self.cities.get(prefix)
            return f"{other.name} ({prefix})" if other else f"kota atau kabupaten berkode Kemendagri {prefix}"
        if re.fullmatch(r"\d{7}|\d{10}", text):
            prefix = text[:4]
            if prefix == self.city.bps_code or text in self.by_code["undotted"]:
                return None
            name = self.bps_cities.get(prefix)
            return f"{name} (BPS {prefix})" if name else f"kota atau kabupaten berkode BPS {prefix}"
        return None

    def best_guess(self, name: str, among: list[Area], alike: float = 0.6) -> str:
        """`Padang Merbau (12.76.04.1003)`: the most alike name among the areas given; '' when none is alike."""
        spelt = {spelling: area for area in among for spelling in sorted(area.names)}
        close = difflib.get_close_matches(normalised(name), list(spelt), n=1, cutoff=alike)
        return shown(spelt[close[0]]) if close else ""

    @staticmethod
    def _named(areas, name: str, parent: str | None) -> list[Area]:
        key = normalised(name)
        return [a for a in areas if key and key in a.names and (parent is None or a.parent == parent)]


def shown(area: Area) -> str:
    """`Pabatu (12.76.01.1001)`."""
    return f"{area.name} ({area.code})" if area.code else area.name


def known_areas(con: duckdb.DuckDBPyConnection, city: City, cities: dict[str, City]) -> Known:
    """Read the list of a city from the staged tables (sql/area/known_area.sql)."""
    collisions = con.execute("select code_digits, bps_name from stg.area_code_collisions").fetchall()
    known = Known(city, cities, {**dict(collisions), **{c.bps_code: c.name for c in cities.values()}})
    known.by_code = {"kemendagri": {}, "bps": {}, "undotted": {}}
    rows = con.execute("select * exclude (city_code) from stg.known_area where city_code = ?", [city.code]).fetchall()
    for level, code, bps, name, parent, spellings in rows:
        area = Area(code, bps, name, parent, frozenset(n for n in (normalised(s) for s in spellings) if n))
        if code is None:
            known.ground.append(area)
            continue
        if level in ("kelurahan", "kecamatan"):
            getattr(known, level)[code] = area
        known.by_code["kemendagri"][code] = code
        known.by_code["undotted"][code.replace(".", "")] = code
        if bps:
            known.by_code["bps"][bps] = code
    return known
