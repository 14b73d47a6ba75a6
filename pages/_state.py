"""State of a page: all of it is in the URL. `Context` is that state opened in one edition."""

from dataclasses import dataclass, fields
from datetime import date
from urllib.parse import urlencode

from catalogue import City, Kpi
from catalogue.models import LEVELS
from catalogue.settings import settings
from store import Edition, NotThere, open_edition
from ui.cited import cited_plainly
from ui.format import period_code, period_from_code
from ui.language import LANGUAGES, _, said
from ui.words import area_words, counted_areas

MAP_VIEWS = ("dua", "perubahan")
WALL, WALL_SECONDS = "dinding", 60  # of a command centre: how often it is loaded again
VIEWS = {"/pemantauan": (WALL,)}  # by page; every other has those of the map
UNBOUNDED = {  # what a select says for no choice: a select cannot show an empty value
    "dari": "awal",
    "sampai": "akhir",
    "titik": "tanpa",
}
PEERS_AT_MOST = 12  # more cities than this are compared within their province
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
    tampilan: str | None = (
        None  # of the map page: `dua` (two maps), `perubahan` (between two periods); `dinding` of /pemantauan
    )
    kpi2: str | None = None
    periode2: str | None = None
    stasiun: str | None = None  # of /pemantauan: a station's code, and what it measures
    parameter: str | None = None
    malam: str | None = None  # of its wall: "banjir", what a flood night needs also without a gauge that says so
    titik: str | None = None  # kind of the points drawn over the map
    sumber: str | None = None  # a source, on the method page
    grafik: str | None = None  # "1": the chart that is explored, whose script is heavy, is wanted
    dimensi: str | None = None  # /tren: every indicator of a dimension
    bandingkan: str | None = None  # /tren: codes of further areas, with commas
    tambah: str | None = None  # /tren: one more area, from the form that adds it
    dari: str | None = None  # /tren: first period
    sampai: str | None = None  # /tren: last period
    urut: str | None = None  # /peringkat: "nama", else by figure
    banding: str | None = None  # the agency that /spbe compares with
    skema: str | None = None  # what follows is of the simulator on /spbe: see pages/_spbe_state.py
    lembar: str | None = None
    awal: str | None = None
    ranah: str | None = None
    target: str | None = None


def state_of(query: dict) -> State:
    """Read a query. Raises `NotThere` for what no page can show."""
    given = {}
    for field in fields(State):
        value = query.get(field.name)
        if value is None or value == "":
            continue
        if not isinstance(value, str):
            raise NotThere(field.name, "alamat menyebut '{name}' lebih dari sekali; tulis sekali saja", name=field.name)
        if value != UNBOUNDED.get(field.name):
            given[field.name] = value
    state = State(**given)
    if state.tingkat is not None and state.tingkat not in LEVELS:
        raise NotThere(
            "tingkat",
            "tingkat '{level}' tidak ada; pilih kota, kecamatan atau kelurahan",
            list(LEVELS),
            level=state.tingkat[:40],
        )
    if state.bahasa is not None and state.bahasa not in LANGUAGES:
        raise NotThere(
            "bahasa", "bahasa '{asked}' belum tersedia; ada id dan en", list(LANGUAGES), asked=state.bahasa[:40]
        )
    if state.grafik not in (None, "1"):
        raise NotThere("grafik", "grafik '{asked}' tidak ada", ["1"], asked=state.grafik[:40])
    if state.malam not in (None, "banjir"):
        raise NotThere("malam", "malam '{asked}' tidak ada", ["banjir"], asked=state.malam[:40])
    if state.urut not in (None, "nama", "nilai"):
        raise NotThere("urut", "urut '{asked}' tidak ada", ["nilai", "nama"], asked=state.urut[:40])
    for code in (state.periode, state.periode2, state.dari, state.sampai):
        if code is not None:
            period_of(code)
    return state


def period_of(code: str) -> tuple[str, date]:
    """Grain and first day of a period in an address. Raises `NotThere`."""
    try:
        return period_from_code(code)
    except ValueError:
        raise NotThere(
            "periode",
            "'{asked}' bukan periode; tulis 2024, 2024-S1, 2024-Q3, 2024-08 atau 2024-08-17",
            asked=code[:40],
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
        """An address that stays in this city, edition and language; a query name set to None is left out."""
        asked = self.carried() | {name: value for name, value in query.items() if value is not None}
        if path.startswith("/wilayah/"):
            asked.pop("kota", None)
        return f"{path}?{urlencode(asked)}" if asked else path

    def to_city(self, code: str) -> str:
        """The start page of another city of this edition, in the same language."""
        kept = {name: value for name, value in self.carried().items() if name != "kota"}
        asked = {"kota": code, **kept} if code != self.home_city else kept
        return f"/?{urlencode(asked)}" if asked else "/"

    def here(self, **query: str | None) -> str:
        """This very page with some query names changed; a name set to None is taken out."""
        state = {field.name: getattr(self.state, field.name) for field in fields(State)} | query
        if state["bahasa"] == "id":
            state["bahasa"] = None
        asked = {name: value for name, value in state.items() if value is not None}
        return f"{self.path}?{urlencode(asked)}" if asked else self.path

    def carried(self) -> dict[str, str]:
        """Query names that every link and form takes along."""
        kept = {
            "kota": self.city.code if self.city.code != self.home_city else None,
            "edisi": self.state.edisi,
            "bahasa": self.state.bahasa if self.state.bahasa != "id" else None,
        }
        return {name: value for name, value in kept.items() if value is not None}

    def outline_attribution(self) -> str:
        """Whose outlines the maps of this city draw: its own file's, else those of the declared source."""
        if self.city.outline_attribution:
            return said(self.city.outline_attribution)
        source = self.edition.sources.get("area_outlines")
        return said(source.caveats[0]) if source and source.caveats else ""

    def province(self) -> str:
        """The province of the city; in English `North Sumatra`."""
        return cited_plainly(self.city.province)

    def period_asked(self) -> tuple[str, date] | None:
        """Grain and first day of the address's `periode`."""
        return period_of(self.state.periode) if self.state.periode else None

    def explained(self, row) -> str:
        """Where a figure is explained: `row` has `kpi_id, area_code, period_grain, period_start`."""
        when = period_code(row["period_grain"], row["period_start"])
        return self.link("/jelaskan", kpi=row["kpi_id"], wilayah=row["area_code"], periode=when)

    def province_cities(self) -> dict[str, City]:
        """The cities of this edition in the same province, this one included."""
        return {code: city for code, city in self.edition.cities.items() if code[:2] == self.city.code[:2]}

    def peers(self) -> dict[str, City]:
        """The cities set beside this one: all of the edition while they are few, else those of its province."""
        cities = self.edition.cities
        return cities if len(cities) <= PEERS_AT_MOST else self.province_cities()

    def level_name(self, level: str) -> str:
        """The city's own word: `Kelurahan`, in Aceh `Gampong`; for cities side by side the word they share."""
        return _("Kabupaten/kota") if self._is_mixed(level) else said(self.city.level_names[level])

    def level_word(self, level: str) -> str:
        """The same inside a sentence: `kelurahan`, `gampong`; in English `district` for a kecamatan."""
        return _("kabupaten/kota") if self._is_mixed(level) else area_words(self.city.level_names[level].id)

    def _is_mixed(self, level: str) -> bool:
        """True for the cities of a province that do not all go by one word."""
        return level == "kota" and len({city.level_names["kota"].id for city in self.province_cities().values()}) > 1

    def counted(self, level: str, n: int, **how) -> str:
        """`35 kelurahan`, `68 gampong`; in English `5 districts`. `how` as of `ui.words.counted_areas`."""
        label = "kabupaten/kota" if self._is_mixed(level) else self.city.level_names[level].id
        return counted_areas(label, n, **how)

    def short_level_words(self) -> dict[str, str]:
        """Words before an area's name: `Kec.`, `Kel.`; a word that is no abbreviation stands in full."""
        known = {"Kecamatan": "Kec.", "Kelurahan": "Kel."}
        return {"kota": ""} | {
            level: known.get(word := self.city.level_names[level].id, word) for level in ("kecamatan", "kelurahan")
        }

    def period(self, kpi: Kpi, level: str, rows: list[dict], asked: str | None = None) -> dict | None:
        """The asked period of an indicator at a level (that of the address unless named), else its newest with a figure.
        `rows` as of the query `periods`.

        Raises `NotThere` when the asked period is not one of the indicator's.
        """
        own = [row for row in rows if row["area_level"] == level]
        asked = asked or self.state.periode
        if asked is not None:
            grain, start = period_of(asked)
            for row in own:
                if (row["period_grain"], row["period_start"]) == (grain, start):
                    return row
            if not any((row["period_grain"], row["period_start"]) == (grain, start) for row in rows):
                raise NotThere(
                    "periode",
                    "{indicator}: periode '{asked}' tidak ada di edisi ini",
                    indicator=said(kpi.name),
                    asked=asked,
                )
            return None
        return next((row for row in own if row["value_count"]), own[0] if own else None)


def opened(query: dict, path: str, area_code: str | None = None) -> Context:
    """State, edition and city of a visit; `area_code` is the area that the path itself names. Raises `NotThere`, `Unready`."""
    state = state_of(query)
    views = VIEWS.get(path, MAP_VIEWS)
    if state.tampilan not in (None, *views):
        raise NotThere("tampilan", "tampilan '{asked}' tidak ada", list(views), asked=state.tampilan[:40])
    here = settings()
    edition = open_edition(here.warehouse, here.audience, state.edisi, here.simulation)
    city = edition.city(_city_code(edition, state, area_code) or here.home_city)
    for asked in (*(state.kpi or "").split(","), state.kpi2):
        if asked:
            edition.kpi(asked)
    if state.wilayah is not None:
        area = edition.area(state.wilayah)
        if area["city_code"] != city.code:
            raise NotThere("wilayah", "wilayah '{area}' bukan bagian {city}", area=state.wilayah, city=city.name)
    return Context(state, edition, city, path, here.home_city)


def _city_code(edition: Edition, state: State, area_code: str | None) -> str | None:
    """The city of the area that is asked for, else the asked city. Raises `NotThere` when the two contradict."""
    asked = area_code or (state.wilayah if state.kota is None else None)
    if asked is None:
        return state.kota
    city_code = edition.area(asked)["city_code"]
    if state.kota not in (None, city_code):
        raise NotThere(
            "kota",
            "alamat menyebut kota '{city}', padahal wilayah '{area}' bagian dari {found}; hapus salah satunya",
            city=state.kota,
            area=asked,
            found=edition.city(city_code).name,
        )
    return city_code
