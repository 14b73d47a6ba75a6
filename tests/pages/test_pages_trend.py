"""Tren: every indicator shows the API's figures through time, alone, between areas, by dimension; what it refuses it says."""

import re

import pytest
from front import first_paint, links_of, origin, page, rows_of, shown, words_of

from catalogue import load_catalogue

CATALOGUE = load_catalogue()
HOME = "12.76"
OTHERS = ",".join(city for city in CATALOGUE.cities if city != HOME)
KELURAHAN = "12.76.03.1004"


def values(client, kpi: str, area: str) -> list[dict]:
    level = {5: "kota", 8: "kecamatan", 13: "kelurahan"}[len(area)]
    return client.get(f"/api/v1/kpi/{kpi}.json?city={area[:5]}&level={level}&area={area}").json["values"]


def table_of(static: str) -> dict[str, list[str]]:
    """Rows of the table by the words of their group's head, each row's words in one line."""
    found, group = {}, None
    for row in rows_of(static[static.index('class="table is-stacked"') :]):
        words = words_of(row).replace("\n", " ")
        if 'scope="rowgroup"' in row:
            group = found.setdefault(words, [])
        elif group is not None:
            group.append(words)
    return found


def shows(lines: list[str], rows: list[dict], kpi) -> None:
    """One line a period, newest first, with the figure of the API."""
    rows = sorted(rows, key=lambda row: row["period_start"], reverse=True)
    if not rows:
        assert lines == ["belum tersedia"]
        return
    assert len(lines) == len(rows)
    for line, row in zip(lines, rows, strict=True):
        assert row["period_start"][:4] in line
        assert origin(row, kpi) in line
        if row["value"] is not None:
            assert f" {shown(row['value'], kpi)} " in f"{line} ", line


@pytest.mark.parametrize("kpi", CATALOGUE.kpis)
def test_every_kpi_of_the_city_and_of_a_kelurahan(client, kpi):
    declared = CATALOGUE.kpis[kpi]
    for area in (HOME, KELURAHAN[:8], KELURAHAN):
        static = page(client, f"/tren?kpi={kpi}&wilayah={area}")
        rows = values(client, kpi, area)
        (lines,) = table_of(static).values()
        shows(lines, rows, declared)
        known = [row for row in rows if row["value"] is not None]
        words = words_of(static)
        if declared.comparable and known:
            dots = static.count('class="trend-dot')
            pictures = (
                2 if len(known) > 1 else 1
            )  # a large one and a small one; one figure is no trend and has the small
            assert dots == pictures * len(known)
        if len(known) == 1:
            assert "Baru satu titik: belum ada tren" in words
        if not declared.comparable:
            assert ("trend-line" not in static and "tidak dibandingkan" in words.lower()) or not known


@pytest.mark.parametrize("kpi", CATALOGUE.kpis)
def test_every_kpi_between_the_cities(client, kpi):
    declared = CATALOGUE.kpis[kpi]
    static = page(client, f"/tren?kpi={kpi}&bandingkan={OTHERS}")
    page(client, f"/tren?kpi={kpi}&bandingkan={OTHERS}&grafik=1")
    table = table_of(static)
    names = {area["area_name"]: area["area_code"] for city in CATALOGUE.cities for area in city_of(client, city)}
    if not declared.comparable:
        assert list(table) == ["Kota Tebing Tinggi"]
        assert "tidak dibandingkan antarwilayah" in words_of(static)
        return
    assert set(table) == set(names)
    for name, lines in table.items():
        shows(lines, values(client, kpi, names[name]), declared)


def city_of(client, city: str) -> list[dict]:
    return client.get(f"/api/v1/areas?city={city}&level=kota").json["areas"]


@pytest.mark.parametrize("city", CATALOGUE.cities)
@pytest.mark.parametrize("slug", CATALOGUE.dimensions)
def test_every_dimension_of_every_city(client, city, slug):
    static = page(client, f"/tren?kota={city}&dimensi={slug}")
    own = [kpi for kpi in CATALOGUE.kpis.values() if kpi.dimension == slug]
    table = table_of(static)
    for kpi in own:
        (lines,) = [lines for head, lines in table.items() if head.startswith(f"{kpi.name.id} {kpi.unit.id}")]
        shows(lines, values(client, kpi.id, city), kpi)


def test_the_change_is_said(client):
    words = words_of(page(client, "/tren?kpi=spbe_index"))
    # PANRB: 3.01 in 2023, 3.79 in 2024
    assert "Kota Tebing Tinggi: 3,79 dari 5, 2024. Naik 0,78 dari 3,01 pada 2023." in words
    assert "dihitung ulang 3,7903" in words  # beside the published figure


def test_the_indicators_of_a_dimension_are_counted(client):
    # SPBE index and four domains rose from 2023 to 2024; expenditure has one year; complaints none
    words = words_of(
        page(client, "/tren?kpi=spbe_index,spbe_policy_index,budget_realisation_pct,service_request_on_time_pct")
    )
    assert "4 indikator: 2 naik · 1 baru satu titik · 1 belum ada angka." in words


def test_a_window_of_time_leaves_the_rest_out(client):
    static = page(client, "/tren?kpi=population_bps_count&kota=12.72&dari=2015&sampai=2023")
    (lines,) = table_of(static).values()
    assert [line[:4] for line in lines] == ["2023", "2015"]
    assert "Tidak ada angka dalam rentang waktu" in words_of(page(client, "/tren?kpi=spbe_index&sampai=2000"))
    # what the selects say for no limit
    assert len(table_of(page(client, "/tren?kpi=spbe_index&dari=awal&sampai=akhir"))["Kota Tebing Tinggi"]) == 2


def test_many_areas_stand_one_by_one_on_one_scale(client):
    static = page(client, "/tren?kpi=registered_voters_count&bandingkan=12.76.01,12.76.02,12.76.03,12.76.04,12.76.05")
    assert "timeline" not in static
    assert static.count('class="panel"') == 5
    assert "satu skala untuk semua" in words_of(static)
    scales = re.findall(r'class="trend-text"[^>]*text-anchor="end">([\d.]+)<', static)
    assert len(scales) == 10 and len(set(scales)) == 2


def test_an_area_is_added_and_taken_out(client):
    static = page(client, "/tren?kpi=spbe_index&bandingkan=12.72&tambah=11.73")
    assert list(table_of(static)) == ["Kota Tebing Tinggi", "Kota Pematangsiantar", "Kota Lhokseumawe"]
    assert 'name="bandingkan" value="12.72,11.73"' in static
    out = [
        link
        for link in links_of(static)
        if link.startswith("/tren?") and "bandingkan=11.73" in link and "12.72" not in link
    ]
    assert list(table_of(page(client, out[0]))) == ["Kota Tebing Tinggi", "Kota Lhokseumawe"]


def test_a_part_is_not_set_beside_the_whole(client):
    static = page(client, "/tren?kpi=registered_voters_count&wilayah=12.76&bandingkan=12.76.03,12.72")
    assert "Tidak digambar bersama: Padang Hilir" in words_of(static)
    assert list(table_of(static)) == ["Kota Tebing Tinggi", "Kota Pematangsiantar"]
    ratio = page(client, "/tren?kpi=population_density_modelled_per_km2&wilayah=12.76&bandingkan=12.76.03")
    assert "Tingkat wilayahnya berlainan" in words_of(ratio)
    assert list(table_of(ratio)) == ["Kota Tebing Tinggi", "Padang Hilir"]


def test_too_many_areas_are_cut_with_a_sentence(client):
    listed = client.get("/api/v1/areas?city=11.73&level=kelurahan").json["areas"]
    assert len(listed) == 68
    codes = ",".join(area["area_code"] for area in listed)
    static = page(client, f"/tren?kota=11.73&kpi=registered_voters_count&bandingkan={codes}")
    assert "menyebut 68 wilayah; yang ditampilkan 24 yang pertama" in words_of(static)
    assert len(table_of(static)) == static.count('class="panel"') == 24


def test_too_many_indicators_are_cut_with_a_sentence(client):
    every = ",".join(CATALOGUE.kpis)
    n = len(CATALOGUE.kpis)
    assert n > 24
    static = page(client, f"/tren?kpi={every}")
    assert f"menyebut {n} indikator; yang ditampilkan 24 yang pertama" in words_of(static)
    assert len(table_of(static)) == 24


def test_cards_lead_to_it(client):
    for address in ("/dimensi/smart-governance", "/dimensi/smart-governance?kpi=spbe_index"):
        assert "/tren?kpi=spbe_index" in links_of(page(client, address))


@pytest.mark.parametrize(
    ("address", "named"),
    [
        ("/tren?kpi=happiness_index", "happiness_index"),
        ("/tren?kpi=spbe_index,happiness_index", "happiness_index"),
        ("/tren?dimensi=smart-village", "smart-village"),
        ("/tren?kpi=spbe_index&bandingkan=12.72,31.71", "31.71"),
        ("/tren?kpi=spbe_index&tambah=kota-lain", "kota-lain"),
        ("/tren?kpi=spbe_index&dari=2024&sampai=2020", "tukar keduanya"),
        ("/tren?kpi=spbe_index&dari=kemarin", "kemarin"),
        ("/tren?wilayah=31.71", "31.71"),
        ("/tren?kpi=spbe_index&kpi=spbe_policy_index", "kpi"),
    ],
)
def test_what_is_not_there_is_named(client, address, named):
    answer = client.get(address)
    assert answer.status_code == 404
    assert named in words_of(first_paint(answer.text))


def test_the_made_up_city(tiny_client):
    # tests/data/README.md: Dukcapil 900 (2023) and 1,000 (2024); SPBE 2.00 and 2.97
    words = words_of(page(tiny_client, "/tren?kpi=population_dukcapil_count"))
    assert "1.000 jiwa, 2024. Naik 100 dari 900 pada 2023." in words
    assert "2,97 dari 5, 2024. Naik 0,97 dari 2,00 pada 2023." in words_of(page(tiny_client, "/tren?kpi=spbe_index"))


def test_a_borrowed_figure_is_not_set_beside_its_lender(client):
    # Tebing Tinggi has no inflation of its own; it is Pematangsiantar's
    static = page(client, "/tren?kpi=inflation_yoy_pct&bandingkan=12.72")
    assert "Kota Tebing Tinggi: angkanya milik kota lain" in words_of(static)
    assert static.count('class="panel"') == 1
    assert "Dipinjam dari Kota Pematangsiantar" in words_of(static)
    order = page(client, "/peringkat?kpi=inflation_yoy_pct&tingkat=kota")
    assert "angka milik kota lain" in words_of(order)
    assert "Baru satu wilayah punya angka" in words_of(order)


def test_a_planned_figure_names_its_document(client):
    """The budget of 2026 is a draft, that of 2024 was adopted."""
    static = page(client, "/tren?kpi=revenue_planned_idr")
    lines = {line[:4]: line for line in table_of(static)["Kota Tebing Tinggi"]}
    assert "Dokumen tercetak" in words_of(static)
    assert " R-APBD " in lines["2026"] and " R-" not in lines["2024"] and " APBD " in lines["2024"]
    assert "Predikat tercetak" in words_of(page(client, "/tren?kpi=spbe_index"))
    assert "tercetak" not in words_of(page(client, "/tren?kpi=poor_population_pct"))


def test_without_figures_it_says_whom_to_ask(client):
    kpi = CATALOGUE.kpis["local_tax_realisation_pct"]
    words = words_of(page(client, f"/tren?kpi={kpi.id}"))
    assert f"Belum ada angka untuk wilayah ini. Penanggung jawab: {kpi.owner}." in words


def pictures(static: str) -> list[str]:
    """What the pictures of time say of themselves."""
    return re.findall(r'<svg class="trend[^>]*? aria-label="([^"]*)"', static)


def test_half_a_year_is_not_drawn_on_one_axis_with_whole_years(client):
    # Tanjungpinang: 96.06 % of the revenue of 2017, 48.14 % of that of 2025 by the half of the year
    shown = page(client, "/dimensi/smart-governance?kota=21.72")
    assert "Tidak digambar, karena panjang periodenya lain: 96,06 (2017)." in words_of(shown)
    assert [one for one in pictures(shown) if "semester" in one and "2017" in one] == []
    alone = page(client, "/tren?kota=21.72&kpi=revenue_realisation_pct")
    assert alone.count('class="trend-dot') == 1
    assert "Tidak digambar, karena panjang periodenya lain: 96,06 (2017)." in words_of(alone)
    (lines,) = table_of(alone).values()
    assert [line.split(" tercetak")[0] for line in lines] == ["semester I 2025 48,14", "2017 96,06"]
    beside = page(client, "/tren?kota=12.76&kpi=budget_realisation_pct&bandingkan=21.72")
    assert "Kota Tanjungpinang : Tidak digambar, karena panjang periodenya lain: 44,44 (semester I 2025)" in words_of(
        beside
    )
    assert all("semester" not in one for one in pictures(beside))


def test_the_strip_of_years_does_not_take_half_a_year_for_the_year(client):
    shown = words_of(page(client, "/dimensi/smart-governance?kota=21.72&kpi=revenue_realisation_pct"))
    strip = shown[shown.index("Menurut tahun") : shown.index("Semua indikator")]
    assert "2025 Belum tersedia hanya semester I 2025: 48,14" in strip
    assert "2017 96,06 Kutipan" in strip
