"""State of a page: all of it is in the URL. `Context` is that state opened in one edition."""

from dataclasses import dataclass, fields
from datetime import date
from urllib.parse import urlencode

from catalogue import City, Kpi
from catalogue.models import LEVELS
from catalogue.settings import settings
from store import Edition, NotThere, open_edition
from ui.format import period_from_code

LANGUAGES = ("id",)
LEVEL_OF_LENGTH = {5: "kota", 8: "kecamatan", 13: "kelurahan"}


@dataclass(frozen=True)
class State:
    """The query of a page's address. Names that are not here are left alone (other people's trackers)."""

    kota: str | None = None
    wilayah: str | None = None
    tingkat: str | None = None
    kpi: str | None = None
    periode: str | None = None
    edisi: str | None = None
    bahasa: str | None = None
    grafik: str | None = None  # "1": the chart that is explored, whose script is heavy, is wanted


def state_of(query: dict) -> State:
    """Read a query. Raises `NotThere` for what no page can show."""
    given = {}
    for field in fields(State):
        value = query.get(field.name)
        if value is None or value == "":
            continue
        if not isinstance(value, str):
            raise NotThere(field.name, f"alamat menyebut '{field.name}' lebih dari sekali; tulis sekali saja")
        given[field.name] = value
    state = State(**given)
    if state.tingkat is not None and state.tingkat not in LEVELS:
        raise NotThere(
            "tingkat", f"tingkat '{state.tingkat[:40]}' tidak ada; pilih kota, kecamatan atau kelurahan", list(LEVELS)
        )
    if state.bahasa is not None and state.bahasa not in LANGUAGES:
        raise NotThere(
            "bahasa", f"bahasa '{state.bahasa[:40]}' belum tersedia; halaman ini berbahasa Indonesia", list(LANGUAGES)
        )
    if state.grafik not in (None, "1"):
        raise NotThere("grafik", f"grafik '{state.grafik[:40]}' tidak ada", ["1"])
    if state.periode is not None:
        _period(state.periode)
    return state


def _period(code: str) -> tuple[str, date]:
    try:
        return period_from_code(code)
    except ValueError:
        raise NotThere(
            "periode", f"'{code[:40]}' bukan periode; tulis 2024, 2024-S1, 2024-Q3, 2024-08 atau 2024-08-17"
        ) from None


@dataclass(frozen=True)
class Context:
    """One visit: the state, the edition it is read in, the city it is about, where the page lives."""

    state: State
    edition: Edition
    city: City
    path: str
    home_city: str

    def link(self, path: str, **query: str | None) -> str:
        """An address that stays in this city and edition; a query name set to None is left out."""
        asked = self.carried() | {name: value for name, value in query.items() if value is not None}
        if path.startswith("/wilayah/"):
            asked.pop("kota", None)
        return f"{path}?{urlencode(asked)}" if asked else path

    def carried(self) -> dict[str, str]:
        """Query names that every link and form takes along."""
        kept = {"kota": self.city.code if self.city.code != self.home_city else None, "edisi": self.state.edisi}
        return {name: value for name, value in kept.items() if value is not None}

    def outline_attribution(self) -> str:
        """Whose outlines the maps of this city draw: its own file's, else those of the declared source."""
        if self.city.outline_attribution:
            return self.city.outline_attribution.id
        source = self.edition.sources.get("area_outlines")
        return source.caveats[0].id if source and source.caveats else ""

    def level_name(self, level: str) -> str:
        """The city's own word: `Kelurahan`, in Aceh `Gampong`."""
        return self.city.level_names[level].id

    def short_level_words(self) -> dict[str, str]:
        """Words before an area's name: `Kec.`, `Kel.`; a word that is no abbreviation stands in full."""
        known = {"Kecamatan": "Kec.", "Kelurahan": "Kel."}
        return {"kota": ""} | {
            level: known.get(self.level_name(level), self.level_name(level)) for level in ("kecamatan", "kelurahan")
        }

    def period(self, kpi: Kpi, level: str, rows: list[dict]) -> dict | None:
        """The asked period of an indicator at a level, else its newest with a figure. `rows` as of the query `periods`.

        Raises `NotThere` when the asked period is not one of the indicator's.
        """
        own = [row for row in rows if row["area_level"] == level]
        if self.state.periode is not None:
            grain, start = _period(self.state.periode)
            for row in own:
                if (row["period_grain"], row["period_start"]) == (grain, start):
                    return row
            if not any((row["period_grain"], row["period_start"]) == (grain, start) for row in rows):
                raise NotThere("periode", f"{kpi.name.id}: periode '{self.state.periode}' tidak ada di edisi ini")
            return None
        return next((row for row in own if row["value_count"]), own[0] if own else None)


def opened(query: dict, path: str, city_code: str | None = None) -> Context:
    """State, edition and city of a visit. Raises `NotThere` or `Unready`."""
    state = state_of(query)
    here = settings()
    edition = open_edition(here.warehouse, here.audience, state.edisi)
    code = city_code or state.kota or (state.wilayah[:5] if state.wilayah else None) or here.home_city
    city = edition.city(code)
    if state.kpi is not None:
        edition.kpi(state.kpi)
    if state.wilayah is not None:
        area = edition.area(state.wilayah)
        if area["city_code"] != city.code:
            raise NotThere("wilayah", f"wilayah '{state.wilayah}' bukan bagian {city.name}")
    return Context(state, edition, city, path, here.home_city)
