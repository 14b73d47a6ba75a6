"""Areas by name within their parent, never without it; the best guess for a name that is not there is only ever said."""

import re
from dataclasses import dataclass
from difflib import get_close_matches

import duckdb

from etl.sheets.texts import bare, plain

AFTER_KECAMATAN = re.compile(r"\b(?:kecamatan|kec\.)\s*[:/]?\s*([^,;:()\[\]0-9]+)")
AFTER_CITY = re.compile(r"\b(?:kota|kabupaten|kab\.)\s+([^,;:()\[\]0-9/]+)")
ENDS_CITY = re.compile(
    r"\b(?:tahun|semester|menurut|dalam|per|dan|di|keadaan|kecamatan|kelurahan|desa|kabupaten|provinsi|yang|se)\b"
)
GENERIC = re.compile(
    r"^(?:dalam|dan|di|menurut|kota|kabupaten|tahun|semester|serta|per|ini|district|subdistrict|in|by)\b"
)
CLASS_WORDS = re.compile(
    r"^(?:\(?[0-9]{1,3}[.)]\s*|kelurahan |kel\.? |desa |gampong |gp\.? |kecamatan |kec\.? |kota )+"
)
SLICES = {4: (2, 4), 6: (2, 4, 6), 10: (2, 4, 6, 10)}


@dataclass(frozen=True)
class Area:
    """One area and every way its name is written, bare."""

    code: str
    level: str
    name: str
    parent: str
    spellings: frozenset[str]


class Areas:
    """The areas of the cities being built."""

    def __init__(self, con: duckdb.DuckDBPyConnection, city_names: dict[str, str]):
        rows = con.execute(
            """select area.area_code, area_level, area_name, coalesce(parent_code, ''),
                list(other.spelling) filter (other.spelling is not null) as spellings
            from stg.area as area
            left join (
                select area_code, area_name_bps as spelling from stg.area
                union select area_code, alias from stg.area_aliases) as other on other.area_code = area.area_code
            group by all order by all"""
        ).fetchall()
        self.by_code = {
            c: Area(c, level, n, p, frozenset(map(_bare_name, [n, *(s or [])]))) for c, level, n, p, s in rows
        }
        self.given = dict(con.execute("select given_code, area_code from stg.area_code_given").fetchall())
        self.city_names = city_names

    def of(self, parent: str, level: str) -> list[Area]:
        """Areas of a level within a city or kecamatan."""
        return [a for a in self.by_code.values() if a.level == level and a.code.startswith(parent + ".")]

    def match(self, name: str, parent: str, level: str) -> Area | None:
        """The area of that name within `parent`, or None."""
        sought = _bare_name(name)
        found = [area for area in self.of(parent, level) if sought in area.spellings]
        return found[0] if sought and len(found) == 1 else None

    def guess(self, name: str, parent: str, city: str, level: str) -> str:
        """What a name could have meant: `mungkin maksudnya Melati (99.01.01.1001)`, or the names there are."""
        for within in (parent, city):
            known = {spelling: area for area in self.of(within, level) for spelling in area.spellings}
            near = get_close_matches(_bare_name(name), known, 1, 0.6)
            if near:
                area = known[near[0]]
                home = self.by_code.get(area.parent)
                where = "" if within == parent or home is None else f" di {home.name}"
                return f"mungkin maksudnya {area.name} ({area.code}){where}"
        return f"yang ada: {', '.join(area.name for area in self.of(parent, level))}"

    def code(self, text: str, code_system: str) -> str:
        """A code as printed -> Kemendagri with dots when it is known; a foreign or unknown one as well-formed as it can be."""
        if code_system == "kemendagri" and re.fullmatch(r"[0-9]+", text) and len(text) in SLICES:
            cuts = SLICES[len(text)]
            return ".".join(text[a:b] for a, b in zip((0, *cuts), cuts, strict=False))
        return self.given.get(text, text)

    def kecamatan_named(self, text: str, city: str) -> tuple[set[str], str | None]:
        """Codes of the kecamatan that a title names as such, and a name after the word Kecamatan that is none of them."""
        found, unknown = set(), None
        known = sorted(
            ((s, a.code) for a in self.of(city, "kecamatan") for s in a.spellings), key=lambda pair: -len(pair[0])
        )
        for match in AFTER_KECAMATAN.finditer(plain(text)):
            words = match.group(1).strip()
            if not words or GENERIC.match(words):
                continue
            code = next((c for s, c in known if bare(words).startswith(s)), None)
            if code:
                found.add(code)
            else:
                unknown = words
        return found, unknown

    def kecamatan_is(self, text: str, city: str) -> str | None:
        """The kecamatan whose name a text is (a sheet's name, a cell), with or without the word before it and numbers."""
        cleaned = re.sub(r"^[0-9.\s-]+|[\s-]+[0-9]+$", "", plain(text))
        area = self.match(cleaned, city, "kecamatan")
        return area.code if area else None

    def other_city(self, text: str, city: str) -> str | None:
        """The name of a city a text is about that is not `city`."""
        words, own = plain(text), self.by_code[city].spellings | {_bare_name(self.city_names[city])}
        for area in self.of(city, "kecamatan"):
            words = words.replace(plain(area.name), " ")
        for match in AFTER_CITY.finditer(words):
            name = ENDS_CITY.split(match.group(1))[0].strip()
            if name and not any(bare(name).startswith(spelling) for spelling in own):
                return f"{match.group().split()[0].capitalize()} {name.title()}"
        return None


def _bare_name(text: str) -> str:
    return bare(CLASS_WORDS.sub("", plain(text)))
