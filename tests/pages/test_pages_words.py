"""What stands on every page: Indonesian words, formatted numbers, the edition, origins; links that lead somewhere."""

import re
from collections import Counter

import pytest
from front import figure, first_paint, links_of, page, rows_of, words_of

from catalogue import load_catalogue

CATALOGUE = load_catalogue()
ENGLISH = re.compile(
    r"\b(loading|no data|apply|source|target:|not found|quoting|copy of|submit|error|unknown|population|value|year|district|"
    r"city|map|table|legend|edition|updated|as of|click|select|download|null|none|nan|undefined|traceback)\b",
    re.IGNORECASE,
)
# Proper names and terms that an Indonesian reader knows by these words.
TAKEN_OVER = ("smart city", "open data", "openapi", "live.github")
VIEWS = (
    "/?kota={city}",
    "/peta?kota={city}",
    "/peta?kota={city}&tingkat=kecamatan",
    "/peta?kota={city}&kpi=registered_voters_count",
    "/peta?kota={city}&kpi=spbe_index",
    "/peta?kota={city}&wilayah={city}.02",
    "/dimensi/smart-governance?kota={city}&kpi=spbe_index",
    "/dimensi/smart-living?kota={city}&kpi=population_density_modelled_per_km2",
    "/dimensi/smart-economy?kota={city}",
    "/dimensi/smart-society?kota={city}",
    "/dimensi/smart-environment?kota={city}",
    "/dimensi/smart-branding?kota={city}",
    "/banjir?kota={city}",
    "/aduan?kota={city}",
    "/pemantauan?kota={city}",
    "/program?kota={city}",
    "/wilayah/{city}",
    "/wilayah/{city}.02",
    "/wilayah/{kelurahan}",
)
KELURAHAN = {"12.76": "12.76.03.1004", "12.72": "12.72.02.1001", "11.73": "11.73.02.2001", "21.72": "21.72.02.1001"}


def addresses(city: str) -> list[str]:
    return [view.format(city=city, kelurahan=KELURAHAN[city]) for view in VIEWS]


@pytest.mark.parametrize("city", CATALOGUE.cities)
def test_no_english_is_left(client, city):
    for address in addresses(city):
        words = words_of(page(client, address))
        for phrase in TAKEN_OVER:
            words = re.sub(phrase, "", words, flags=re.IGNORECASE)
        found = [line for line in words.split("\n") if ENGLISH.search(line)]
        assert found == [], address


@pytest.mark.parametrize("city", CATALOGUE.cities)
def test_no_machine_number_is_shown(client, city):
    stored = set()
    for kpi in CATALOGUE.kpis:
        for level in ("kota", "kecamatan", "kelurahan"):
            for row in client.get(f"/api/v1/kpi/{kpi}.json?city={city}&level={level}").json["values"]:
                stored |= {row[name] for name in ("value", "numerator", "denominator") if row[name] is not None}
    machine = {str(value) for value in stored if value != int(value)} | {str(int(v)) for v in stored if v >= 10000}
    assert len(machine) > 50
    for address in addresses(city):
        tokens = set(re.split(r"[\s()≈;:=×]+", words_of(page(client, address))))
        assert tokens & machine == set(), address
        assert not [token for token in tokens if re.fullmatch(r"-?\d+\.\d+e[+-]?\d+|\d{5,}\.0", token)], address


@pytest.mark.parametrize("city", CATALOGUE.cities)
def test_every_page_names_its_edition_and_its_origins(client, city):
    edition = client.get("/readyz").json["edition"]
    for address in addresses(city):
        answer = client.get(address)
        assert '<html lang="id">' in answer.text
        assert re.search(r"<title>[^<]+ · Dasbor Kota Cerdas</title>", answer.text)
        words = words_of(first_paint(answer.text))
        assert edition in words
        assert "22 November 2026" in words
        assert "COD-AB" in words
        assert "CC BY-IGO" in words
        for quality in ("Resmi", "Kutipan", "Estimasi", "Simulasi"):
            assert quality in words
        assert answer.text.count("<h1") == answer.text.count("<main") == 1


def test_modelled_figures_say_so_where_they_stand(client):
    static = page(client, "/peta?kpi=population_modelled_count&tingkat=kelurahan")
    assert "Estimasi" in words_of(static)
    assert "menurut jumlah TPS" in words_of(static)  # the method, printed beside it
    assert "(estimasi)" in static[static.index("data-code=") :].partition(">")[0]
    row = next(
        markup for markup in rows_of(page(client, "/wilayah/12.76.03.1004")) if "population_modelled_count" in markup
    )
    assert "Estimasi" in words_of(row)


def test_class_limits_are_the_same_in_every_period(client):
    def limits(period):
        static = page(client, f"/peta?kpi=polling_station_count&tingkat=kelurahan&periode={period}")
        legend = static[static.index('<ul class="legend">') :].partition("</ul>")[0]
        return re.findall(r'class="swatch c\d"></span><span>([^<]*)<', legend)

    assert limits("2014") == limits("2024")
    assert len(limits("2024")) >= 3


@pytest.mark.parametrize("city", CATALOGUE.cities)
def test_every_link_leads_somewhere(client, city):
    reached: set[str] = set()
    for address in (
        f"/?kota={city}",
        f"/wilayah/{city}",
        f"/wilayah/{city}.02",
        f"/peta?kota={city}&wilayah={city}.02",
    ):
        reached.update(link for link in links_of(first_paint(client.get(address).text)) if link.startswith("/"))
    some = f"/dimensi/smart-governance?kota={city}&kpi=spbe_index"
    reached.update(link for link in links_of(page(client, some)) if link.startswith("/"))
    assert len(reached) > 40
    for link in sorted(reached):
        answer = client.get(link.partition("#")[0])
        assert answer.status_code == 200, link
        _, anchor, name = link.partition("#")
        assert not anchor or f'id="{name}"' in answer.text, link


def test_every_link_of_the_made_up_city_leads_somewhere(tiny_client):
    """Three addresses of each kind (page and names in its query), 400 in all: what can be combined without end is tried in part."""
    todo, seen, kinds = ["/"], set(), Counter()
    while todo and len(seen) < 400:
        address = todo.pop(0)
        path, _, query = address.partition("?")
        kind = (path.split("/")[1], frozenset(part.partition("=")[0] for part in query.split("&")))
        if address in seen or kinds[kind] == 3:
            continue
        seen.add(address)
        kinds[kind] += 1
        answer = tiny_client.get(address)
        assert answer.status_code == 200, address
        if answer.mimetype == "text/html":
            found = links_of(first_paint(answer.text))
            for anchor in (link for link in found if link.startswith("#")):
                assert f'id="{anchor[1:]}"' in answer.text
            todo += [link for link in found if link.startswith("/") and link not in seen]
    assert len(seen) > 100


def test_links_stay_in_the_city(client):
    for address in addresses("11.73"):
        away = [
            link
            for link in links_of(first_paint(client.get(address).text).partition('<footer class="edition"')[0])
            if link.startswith(("/peta", "/dimensi", "/?")) and "11.73" not in link
        ]
        assert away == [], address


@pytest.mark.parametrize("city", CATALOGUE.cities)
def test_an_estimate_wears_its_sign_in_the_sentence_the_map_and_the_tables(client, city):
    kpi = "population_density_modelled_per_km2"
    known = [
        row
        for row in client.get(f"/api/v1/kpi/{kpi}.json?city={city}&level=kelurahan").json["values"]
        if row["value"] is not None and row["quality"] == "estimasi"
    ]
    newest = max(row["period_start"] for row in known)
    highest = max((row for row in known if row["period_start"] == newest), key=lambda row: row["value"])
    written = figure(highest["value"], 0)
    start = page(client, f"/?kota={city}")
    assert re.search(rf"Tertinggi menurut perkiraan model: [^()]+ \(≈ {re.escape(written)}\)", words_of(start))
    for markup in (start, page(client, f"/peta?kota={city}&kpi={kpi}&tingkat=kelurahan")):
        area = markup[markup.index(f'data-code="{highest["area_code"]}"') :].partition(">")[0]
        assert f"≈\u00a0{written}" in area
    rows = [
        row
        for row in rows_of(page(client, f"/peta?kota={city}&kpi={kpi}&tingkat=kelurahan"))
        if highest["area_code"] in row
    ]
    assert f'class="is-estimasi">{written}<' in rows[-1]  # the style sheet writes the sign


@pytest.mark.parametrize("city", CATALOGUE.cities)
def test_the_model_of_population_tells_how_unequal_its_stations_are(client, city):
    rows = client.get(f"/api/v1/kpi/voters_per_polling_station_mean.json?city={city}&level=kelurahan").json["values"]
    values = [row["value"] for row in rows if row["value"] is not None]
    words = words_of(page(client, f"/peta?kota={city}&kpi=population_modelled_count&tingkat=kelurahan"))
    told = re.findall(r"rata-ratanya (\d+) sampai (\d+) menurut kelurahan", words)
    assert {*told} == {(figure(min(values), 0), figure(max(values), 0))}  # of this city and of no other


@pytest.mark.parametrize("city", CATALOGUE.cities)
def test_no_line_number_of_our_own_compilation_is_cited(client, city):
    for language in ("", "&bahasa=en"):
        words = words_of(page(client, f"/program?kota={city}{language}"))
        assert not re.search(r"\bbaris \d|\blines? \d", words, re.IGNORECASE)


def test_the_other_cities_of_the_footer_stand_apart(client):
    assert "Kota lain: Kota Pematangsiantar · Kota" in " ".join(words_of(page(client, "/")).split())


def test_places_are_ordinals_in_english(client):
    told = [" ".join(words_of(page(client, f"/spbe?kota={city}&bahasa=en")).split()) for city in CATALOGUE.cities]
    found = [re.search(r" is (\S+) of \d+ regencies and cities", words) for words in told]
    assert any(found)  # one city is the highest
    assert all(re.fullmatch(r"\d*(1st|2nd|3rd|\dth)", one[1]) for one in found if one)


def test_a_rain_gauge_names_its_source(client):
    words = words_of(page(client, "/banjir?periode=2025-11-27"))
    assert re.search(r"Hujan 118,6 mm .*lama hujannya tidak disebut sumber\. Kutipan Arkamedia", words)
