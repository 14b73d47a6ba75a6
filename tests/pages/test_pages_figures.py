"""Every page of every city shows the API's figures, in the first paint and live, for every declared KPI.

`front.page` compares the first paint with what the router sends the browser; the formats are the test's own.
"""

import pytest
from front import figure, origin, page, period_in_address, rows_of, shown, words_of

from catalogue import load_catalogue

CATALOGUE = load_catalogue()
HOME = "12.76"
LEVELS = ("kecamatan", "kelurahan")


def values(client, kpi: str, city: str, level: str = "kota") -> list[dict]:
    return client.get(f"/api/v1/kpi/{kpi}.json?city={city}&level={level}").json["values"]


def newest(rows: list[dict]) -> dict | None:
    return max((row for row in rows if row["value"] is not None), key=lambda row: row["period_start"], default=None)


@pytest.mark.parametrize("city", CATALOGUE.cities)
def test_ringkasan_has_a_scorecard_per_dimension_with_its_headline(client, city):
    words = words_of(page(client, f"/?kota={city}"))
    assert CATALOGUE.cities[city].name in words
    shown = 0
    for dimension in CATALOGUE.dimensions.values():
        assert dimension.name.id in words
        if dimension.headline:
            row = newest(values(client, dimension.headline, city))
            if row:
                assert figure(row["value"], CATALOGUE.kpis[dimension.headline].decimals) in words
                shown += 1
    assert shown >= 2
    for fact in CATALOGUE.cities[city].facts:
        row = newest(values(client, fact, city))
        if row:
            assert figure(row["value"], CATALOGUE.kpis[fact].decimals) in words


def test_ringkasan_without_a_city_is_the_home_city(client):
    assert "Kota Tebing Tinggi" in words_of(page(client, "/"))


@pytest.mark.parametrize("kpi", CATALOGUE.kpis)
@pytest.mark.parametrize("city", CATALOGUE.cities)
def test_dimensi_opens_every_kpi_of_every_city(client, city, kpi):
    declared = CATALOGUE.kpis[kpi]
    static = page(client, f"/dimensi/{declared.dimension}?kota={city}&kpi={kpi}")
    start = static.index(f'id="judul-{kpi}"')
    opened = words_of(static[start - 200 : static.index("Semua indikator", start)])
    assert declared.name.id in opened
    assert declared.owner in opened
    row = newest(values(client, kpi, city))
    if row is None:
        assert "Belum tersedia" in opened
        return
    assert shown(row["value"], declared) in opened
    assert origin(row, declared) in opened
    assert row["period_start"][:4] in opened
    for name in ("numerator", "denominator") if declared.kind == "ratio" else ():
        if row[name] is not None:
            money = str(getattr(declared, name)).endswith("_idr")
            places = 0 if money else len(f"{row[name]:.4f}".partition(".")[2].rstrip("0"))
            assert figure(row[name], places) in opened


@pytest.mark.parametrize("slug", CATALOGUE.dimensions)
@pytest.mark.parametrize("city", CATALOGUE.cities)
def test_dimensi_has_a_card_for_every_kpi(client, city, slug):
    words = words_of(page(client, f"/dimensi/{slug}?kota={city}"))
    own = [kpi for kpi in CATALOGUE.kpis.values() if kpi.dimension == slug]
    for kpi in own:
        assert kpi.name.id in words
        row = newest(values(client, kpi.id, city))
        if row:
            assert shown(row["value"], kpi) in words


@pytest.mark.parametrize("kpi", CATALOGUE.kpis)
@pytest.mark.parametrize("city", CATALOGUE.cities)
def test_peta_shows_every_area_of_every_level_and_period(client, city, kpi):
    declared = CATALOGUE.kpis[kpi]
    page(client, f"/peta?kota={city}&kpi={kpi}")
    for level in LEVELS:
        rows = values(client, kpi, city, level)
        periods = sorted({(row["period_grain"], row["period_start"]) for row in rows})
        if not periods:
            page(client, f"/peta?kota={city}&kpi={kpi}&tingkat={level}")
        for grain, start in periods:
            address = f"/peta?kota={city}&kpi={kpi}&tingkat={level}&periode={period_in_address(grain, start)}"
            own = [row for row in rows if (row["period_grain"], row["period_start"]) == (grain, start)]
            shows_areas(page(client, address), own, declared.decimals)


def shows_areas(static: str, rows: list[dict], decimals: int) -> None:
    """Every area has its figure in its row of the table and in its name on the map."""
    table = {row["area_code"]: [] for row in rows}
    for markup in rows_of(static):
        for code in table:
            if f'href="/wilayah/{code}"' in markup or f'href="/wilayah/{code}?' in markup:
                table[code].append(words_of(markup))
    for row in rows:
        (line,) = table[row["area_code"]]
        on_map = static.partition(f'data-code="{row["area_code"]}"')[2].partition(">")[0].replace("\u00a0", " ")
        if row["value"] is None:
            assert not any(letter.isdigit() for letter in line), line
        else:
            assert figure(row["value"], decimals) in line.replace("\n", " ").split(), line
            sign = "≈ " if row["quality"] == "estimasi" else ""
            assert f": {sign}{figure(row['value'], decimals)}" in on_map, on_map


def test_peta_of_a_kecamatan_shows_its_kelurahan_only(client):
    for city in CATALOGUE.cities:
        for area in client.get(f"/api/v1/areas?city={city}&level=kecamatan").json["areas"]:
            static = page(client, f"/peta?kpi=registered_voters_count&wilayah={area['area_code']}")
            listed = client.get(f"/api/v1/areas?city={city}&level=kelurahan").json["areas"]
            inside = {a["area_code"] for a in listed if a["parent_code"] == area["area_code"]}
            shown = {a["area_code"] for a in listed if f'data-code="{a["area_code"]}"' in static}
            assert shown == inside
            assert area["area_name"] in words_of(static)


def test_peta_of_a_kelurahan_marks_it(client):
    static = page(client, "/peta?kpi=registered_voters_count&wilayah=12.76.03.1004")
    assert 'aria-current="true"' in static[static.index('data-code="12.76.03.1004"') :].partition(">")[0]
    (own,) = [row for row in rows_of(static) if "is-own" in row]
    assert "/wilayah/12.76.03.1004" in own


def areas(client) -> list[dict]:
    """All areas of the home city, and of the others the city, its first kecamatan and the first kelurahan of each."""
    found = []
    for city in CATALOGUE.cities:
        for level in ("kota", *LEVELS):
            rows = client.get(f"/api/v1/areas?city={city}&level={level}").json["areas"]
            found += rows if city == HOME or level == "kota" else rows[::10]
    return found


@pytest.mark.parametrize("level", ["kota", *LEVELS])
def test_wilayah_shows_every_figure_of_an_area(client, level):
    told = 0
    for area in (one for one in areas(client) if one["area_level"] == level):
        static = page(client, f"/wilayah/{area['area_code']}")
        words = words_of(static)
        assert area["area_name"] in words
        assert area["area_code"] in words
        for kpi in CATALOGUE.kpis.values():
            answer = client.get(f"/api/v1/kpi/{kpi.id}.json?area={area['area_code']}").json["values"]
            row = newest(answer)
            if row is None:
                continue
            lines = [words_of(markup) for markup in rows_of(static) if f">{kpi.name.id}</a>" in markup]
            assert len(lines) == 1, (area["area_code"], kpi.id)
            written = shown(row["value"], kpi) + ("%" if kpi.unit.id == "%" else "")
            assert f" {written} " in f" {lines[0]} ".replace("\n", " "), (area["area_code"], kpi.id)
            told += 1
    assert told > 10


def test_every_page_of_the_made_up_city(tiny_client):
    kpis = tiny_client.get("/api/v1/catalogue").json["kpis"]
    for kpi in kpis:
        page(tiny_client, f"/dimensi/{kpi['dimension']}?kpi={kpi['id']}")
        for level in LEVELS:
            page(tiny_client, f"/peta?kpi={kpi['id']}&tingkat={level}")
    for level in ("kota", *LEVELS):
        for area in tiny_client.get(f"/api/v1/areas?level={level}").json["areas"]:
            static = page(tiny_client, f"/wilayah/{area['area_code']}")
            assert area["area_name"] in words_of(static)
    assert "Ma'rang & Soka" in words_of(page(tiny_client, "/wilayah/99.01.02"))


@pytest.mark.parametrize("city", ["12.76", "21.72"])
def test_the_share_of_indicators_dated_since_the_office_holder_is_counted_and_sourced(client, city):
    since = 0
    for kpi in CATALOGUE.kpis:
        rows = client.get(f"/api/v1/kpi/{kpi}.json?city={city}&level=kota").json["values"]
        since += max((row["period_start"] for row in rows if row["value"] is not None), default="") >= "2025"
    words = words_of(page(client, f"/?kota={city}"))
    assert f"sejak 2025; {since} dari {len(CATALOGUE.kpis)} indikator bertanggal 2025 atau sesudahnya" in words
    assert "Sumber: Berita 2025 (kliik.id, lintaspublik.id, angkaberita.id)." in words


def test_a_city_without_a_declared_office_holder_has_no_sentence_about_one(client):
    assert "bertanggal" not in words_of(page(client, "/?kota=11.73"))
