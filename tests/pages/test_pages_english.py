"""Every page in English: no Indonesian outside `lang="id"`, the same figures, links that stay in English.

Pages are found by walking `dash.page_registry` and the links of what was found, so that a new page is tested unasked.
"""

import re
from collections import Counter, defaultdict
from html.parser import HTMLParser
from urllib.parse import parse_qs, urlsplit

import dash
import pytest
from front import first_paint, links_of, page, words_of
from pydantic import BaseModel

from catalogue import load_catalogue
from catalogue.models import Bilingual

CATALOGUE = load_catalogue()
HOME = "12.76"
PER_SHAPE, PER_PAGE = 2, 24  # links followed of one shape (the same page with the same query names), and of one page
INDONESIAN = re.compile(
    r"\b(yang|dan|dari|belum|tidak|pada|untuk|dengan|menurut|tersedia|ini|itu|di|ke|sejak|atau|bukan|tiap|semua|hanya|"
    r"lebih|oleh|karena|sudah|akan|juga|antara|sebagai|adalah|ada|tanpa|mengutip|halaman|wilayah|edisi|angka|"
    r"penduduk|jiwa|tahun|kejadian|Januari|Februari|Maret|Mei|Juni|Juli|Agustus|Oktober|Desember|miliar|triliun|juta)\b",
    re.IGNORECASE,
)
# Names of publications that keep their Indonesian words inside an English citation.
NAMES = ["Tebing Tinggi Dalam Angka", "Cipta Karya", "cahyadsn/wilayah", "Antara", "Kebudayaan dan Pariwisata"]
NAMES.append("Terpadu dan Terukur")  # a level as its regulation prints it; its meaning stands beside it
STAYS = {
    "Bahasa Indonesia",
    "Sistem Pemerintahan Berbasis Elektronik",
}  # the way to that language; SPBE by its full name
RAW = {"form-of-data", "rows-behind"}  # forms of Satu Data Indonesia; rows as they were received
VOID = frozenset(["area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"])
NUMBER = re.compile(r"(?<![\w.,])\d[\d.,]*\d|(?<![\w.,])\d")
SEPARATORS = str.maketrans(".,", ",.")
# The same text in both languages, because it is a name or a sign.
SAME = {
    "%": "a sign",
    "km²": "a unit",
    "µg/m³": "a unit",
    "cm": "a unit",
    "m": "a unit",
    "mm": "a unit",
    "ISPU": "the name of the index, its own unit",
    "rupiah": "the name of the currency",
    "Gampong": "the legal name of the level in Aceh",
    "Kelurahan": "the legal name of the level; explained where a page names it first",
    "kelurahan": "the legal name of the level, as a unit",
    **dict.fromkeys((one.name.id for one in CATALOGUE.dimensions.values()), "English in the national masterplan guide"),
}


class _Read(HTMLParser):
    """Texts with the language they stand in, the figures that stand in a place of their own, and what stays Indonesian."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.texts: list[tuple[str, str]] = []
        self.figures: list[str] = []
        self.stays: list[str] = []  # marked as Indonesian, outside of rows as they were received and official forms
        self._open: list[tuple[str, str, bool, bool]] = [("", "en", False, False)]

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        _, language, is_figure, is_raw = self._open[-1]
        language = given.get("lang", language)
        classes = set((given.get("class") or "").split())
        is_raw = is_raw or tag == "code" or bool(classes & RAW)
        is_figure = (
            is_figure or bool(classes & {"kpi-value", "fig", "num", "formula"}) or (tag == "td" and "n" in classes)
        )
        self.texts += [
            (language, given[name]) for name in ("aria-label", "title", "alt", "placeholder") if given.get(name)
        ]
        if tag not in VOID:
            self._open.append((tag, language, is_figure, is_raw))

    def handle_endtag(self, tag):
        while tag not in VOID and len(self._open) > 1 and self._open.pop()[0] != tag:
            continue

    def handle_data(self, data):
        _, language, is_figure, is_raw = self._open[-1]
        if data.strip():
            self.texts.append((language, data))
            self.stays += [data] if language == "id" and not is_raw else []
            if is_figure:
                self.figures += numbers(data)


def read(markup: str) -> _Read:
    reader = _Read()
    reader.feed(markup)
    return reader


def without_names(text: str) -> str:
    for name in NAMES:
        text = text.replace(name, "")
    return text


def numbers(text: str) -> list[str]:
    """Numbers of a text; an English clock reads 12:00 where the Indonesian one reads 12.00."""
    return NUMBER.findall(re.sub(r"\b(\d\d):(\d\d)\b", r"\1.\2", text))


def english(number: str) -> str:
    """`1.234,5` -> `1,234.5`; a year, a small count, a date stay."""
    return number.translate(SEPARATORS) if re.fullmatch(r"\d{1,3}(\.\d{3})+(,\d+)?|\d+,\d+", number) else number


def shape(address: str) -> tuple:
    """The page's path without what varies in it, and the names of the query."""
    parts = urlsplit(address)
    steps = parts.path.split("/")
    kind = steps[2].count(".") if len(steps) > 2 else 0  # kota, kecamatan and kelurahan pages differ
    return steps[1], len(steps), kind, tuple(sorted(parse_qs(parts.query)))


def in_english(address: str) -> str:
    return address + ("&" if "?" in address else "?") + "bahasa=en"


def in_indonesian(address: str) -> str:
    path, _, query = address.partition("?")
    kept = [one for one in query.split("&") if one != "bahasa=en"]
    return f"{path}?{'&'.join(kept)}" if kept else path


_walked: list[str] = []  # the edition does not change while the tests run


@pytest.fixture
def addresses(client) -> list[str]:
    if not _walked:
        _walked.extend(walk(client))
        agencies = client.get("/api/v1/spbe/agencies").json["agencies"]  # the choice of whom to compare with
        printed = {
            name.removeprefix("Pemerintah ") for row in agencies for name in (row["agency_name"], row["agency_printed"])
        }
        NAMES.extend(sorted(filter(INDONESIAN.search, printed), key=len, reverse=True))
    return _walked


def walk(client) -> list[str]:
    """Pages of the registry for every city and KPI, and a few links of each shape that they lead to. All in English."""
    paths = [one["path"] for one in dash.page_registry.values() if not one["path_template"]]
    paths = [one for one in paths if not one.startswith("/not-found")]
    bare = {path for path in paths if client.get(path).status_code == 200}
    found = [in_english(path if path in bare else f"{path}?kpi=spbe_index") for path in paths]  # some explain one KPI
    for city in CATALOGUE.cities:
        found += [in_english(f"/?kota={city}"), in_english(f"/wilayah/{city}"), in_english(f"/peta?kota={city}")]
    for kpi in CATALOGUE.kpis.values():
        found.append(in_english(f"/dimensi/{kpi.dimension}?kpi={kpi.id}"))
        found += [in_english(f"/data?kpi={kpi.id}")]
        found += [in_english(f"/peta?kpi={kpi.id}")] if len(kpi.levels) > 1 else []
    todo, seen, kinds = found[::-1], set(), defaultdict(int)
    while todo:
        address = todo.pop().partition("#")[0]
        kind, name = shape(address), shape(address)[:3]
        if address in seen or (address not in found and (kinds[kind] >= PER_SHAPE or kinds[name] >= PER_PAGE)):
            continue
        kinds[kind] += 1
        kinds[name] += address not in found
        seen.add(address)
        answer = client.get(address)
        assert answer.status_code == 200, address
        links = links_of(first_paint(answer.text))
        todo += [link for link in links if link.startswith("/") and "bahasa=en" in link and "edisi=" not in link]
    for one in dash.page_registry.values():
        assert one["path_template"] is None or any(re.match(one["path_template"].split("<")[0], a) for a in seen)
    return sorted(seen)


def test_no_indonesian_is_left_outside_its_marks(client, addresses):
    assert len(addresses) > 80
    left = {}
    for address in addresses:
        answer = client.get(address)
        assert '<html lang="en">' in answer.text, address
        title = re.search(r"<title>(.*?)</title>", answer.text)[1]
        found = []
        for language, text in [*read(first_paint(answer.text)).texts, ("en", title)]:
            if language != "id" and INDONESIAN.search(without_names(text)):
                found.append(text)
        left |= {address: found} if found else {}
    assert left == {}


def test_what_stays_in_indonesian_is_declared(client, addresses):
    """Nothing of the real edition is shown in Indonesian because nobody translated it."""
    left = {}
    for address in addresses:
        found = set(read(first_paint(client.get(address).text)).stays) - STAYS
        left |= {address: found} if found else {}
    assert left == {}


def test_the_figures_are_those_of_the_indonesian_page(client, addresses):
    told = 0
    for address in addresses:
        spoken = read(first_paint(client.get(address).text))
        native = read(first_paint(client.get(in_indonesian(address)).text))
        assert spoken.figures == [english(number) for number in native.figures], address
        own = {number for _, text in native.texts for number in numbers(text)}
        theirs = {number for _, text in spoken.texts for number in numbers(text)}
        assert theirs <= own | {english(number) for number in own}, address
        told += len(spoken.figures)
    assert told > 1000


def test_links_and_forms_stay_in_english(client, addresses):
    for address in addresses:
        static = first_paint(client.get(address).text)
        away = [
            link
            for link in links_of(static)
            if link.startswith("/") and not link.startswith(("/api", "/unduh")) and "bahasa=en" not in link
        ]
        (other,) = away  # the way to the same page in Indonesian
        assert urlsplit(other).path == urlsplit(address).path
        assert parse_qs(urlsplit(other).query) == parse_qs(urlsplit(in_indonesian(address)).query), address
        assert static.count("<form") == static.count('name="bahasa" value="en"'), address


@pytest.mark.parametrize("address", ["/", "/peta", "/dimensi/smart-economy", "/wilayah/12.76.03", "/tidak-ada"])
def test_the_live_page_is_english_too(client, address):
    if client.get(address).status_code == 200:
        words = words_of(page(client, f"{address}?bahasa=en"))
        assert "Smart City Dashboard" in client.get(f"{address}?bahasa=en").text
        assert "Kota Tebing Tinggi Dashboard" in words
    else:
        words = words_of(first_paint(client.get(f"{address}?bahasa=en").text))
        assert "there is no such page" in words.lower()


def test_every_title_is_its_own(client):
    areas = [f"/wilayah/{HOME}", f"/wilayah/{HOME}.03", f"/wilayah/{HOME}.03.1004", "/wilayah/12.72"]
    kpis = [f"/dimensi/{kpi.dimension}?kpi={kpi.id}" for kpi in CATALOGUE.kpis.values()]
    maps = [f"/peta?kpi={kpi.id}" for kpi in CATALOGUE.kpis.values() if len(kpi.levels) > 1]
    for suffix, brand in (("", "Dasbor Kota Cerdas"), ("bahasa=en", "Smart City Dashboard")):
        titles = []
        for address in [*areas, *kpis, *maps, "/", "/?kota=12.72"]:
            text = client.get(address + (f"{'&' if '?' in address else '?'}{suffix}" if suffix else "")).text
            titles.append(re.search(r"<title>(.*?)</title>", text)[1])
            assert f'data-title="{titles[-1]}"' in text
        assert [title for title, count in Counter(titles).items() if count > 1] == []
        assert all(title.endswith(f" · {brand}") for title in titles)


def declared() -> list[tuple[str, Bilingual]]:
    """Every text in two languages of the catalogue, with its place."""
    found = []

    def walk(node, place: str) -> None:
        if isinstance(node, Bilingual):
            found.append((place, node))
        elif isinstance(node, BaseModel):
            for name in type(node).model_fields:
                walk(getattr(node, name), f"{place}.{name}")
        elif isinstance(node, dict):
            for name, one in node.items():
                walk(one, f"{place}.{name}")
        elif isinstance(node, (list, tuple)):
            for number, one in enumerate(node):
                walk(one, f"{place}[{number}]")

    for name in ("kpis", "sources", "cities", "dimensions"):
        walk(getattr(CATALOGUE, name), name)
    return found


def test_what_is_declared_is_english_in_english():
    texts = declared()
    assert len(texts) > 150
    assert [place for place, text in texts if text.id == text.en and text.id not in SAME] == []
    assert [(place, text.en) for place, text in texts if INDONESIAN.search(without_names(text.en))] == []


def test_what_is_declared_tells_the_same_numbers_in_both_languages():
    for place, text in declared():
        own = Counter(english(number) for number in numbers(text.id))
        assert own == Counter(numbers(text.en)), place
