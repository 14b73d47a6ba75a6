"""Program, and the dimensions of a city's own scheme: what was stated, by whom, as of when; what was not, says so."""

import pytest
from front import first_paint, links_of, page, rows_of, visitor, words_of

from catalogue import load_catalogue

CATALOGUE = load_catalogue()
MISSIONS = CATALOGUE.schemes["misi-tanjungpinang-2017"].dimensions


@pytest.mark.parametrize("city", CATALOGUE.cities)
def test_every_statement_bears_its_year_and_origin(client, city):
    static = page(client, f"/program?kota={city}")
    words = words_of(static)
    assert CATALOGUE.cities[city].name in words
    assert "Kutipan" in words
    body = static.partition("Di daerah lain")[0]
    for row in rows_of(body):
        if "<td" in row and "matrix" not in row and "Sumber" in row:
            assert "Menurut 20" in words_of(row) or "Tanpa tahun" in words_of(row), row
    for link in links_of(static):
        if link.startswith("/"):
            assert client.get(link.partition("#")[0]).status_code == 200, link
        elif link.startswith("#"):
            assert f'id="{link[1:]}"' in static, link


def test_stated_and_named_programmes_are_both_counted(client):
    words = words_of(page(client, "/program"))
    assert "6 program unggulan dinyatakan pada 2022, 2 disebut namanya" in words
    assert "dua dari enam quick win" in words  # the other text, not resolved
    assert (
        "2 quick win dinyatakan pada 2022, 3 disebut namanya untuk tahun itu. Lebih banyak nama daripada jumlahnya"
        in words
    )
    assert words.count("Lebih banyak nama") == 1  # of six flagships two are named


def test_three_of_ten_missions_without_saying_which(client):
    static = page(client, "/program?kota=21.72")
    assert "3 dari 10 misi dinyatakan sudah wujud pada 2017; yang mana tidak dinyatakan" in words_of(static)
    missions = [row for row in rows_of(static) if 'class="dot"' in row]
    assert len(missions) == 10
    assert all("tidak dinyatakan" in words_of(row) for row in missions)
    assert "pemetaan dasbor ini sendiri" in words_of(static)


def test_partners_have_their_scopes_and_no_progress(client):
    words = words_of(page(client, "/program?kota=11.73"))
    assert "yang tercatat 3 kerja sama" in words
    assert "8 dari 8 butir ruang lingkup tanpa laporan kemajuan" in words  # Sumedang 1, BSSN 1, PLN Icon Plus 6
    assert words.count("tidak ada laporan kemajuan") == 8
    assert "payment gateway retribusi PAD digital" in words


def test_overlapping_horizons_stand_as_stated(client):
    static = page(client, "/program?kota=12.72")
    bars = [row.count('class="run"') for row in rows_of(static) if "Jangka" in row and "<td" in row]
    assert bars == [2, 6, 0, 0, 0]  # 2023-2024, 2023-2028, and three without years
    assert "tahun tidak disebut" in words_of(static)


def test_what_is_missing_names_whom_to_ask(client):
    words = words_of(page(client, "/program")).partition("Belum diserahkan Kota Tebing Tinggi")[2]
    assert "misi kota dan statusnya (Bappeda)" in words
    assert "aset dengan letaknya (Diskominfo)" in words


def test_an_unknown_spelling_is_listed_as_written(tiny_client):
    words = words_of(page(tiny_client, "/program"))
    assert "Ejaan dimensi yang belum dikenal, ditampilkan seperti tertulis: “Smart Village”" in words
    (row,) = [words_of(row) for row in rows_of(page(tiny_client, "/program")) if "Layanan Satu" in row]
    assert all(name in row for name in ("Smart Governance", "Smart Economy", "Smart Society"))


@pytest.mark.parametrize("slug", MISSIONS)
def test_a_mission_opens_like_a_dimension(client, slug):
    words = words_of(page(client, f"/dimensi/{slug}?kota=21.72"))
    assert MISSIONS[slug].name.id in words
    assert "pemetaan dasbor ini sendiri" in words
    for kpi in MISSIONS[slug].kpis:
        assert CATALOGUE.kpis[kpi].name.id in words
        page(client, f"/dimensi/{slug}?kota=21.72&kpi={kpi}")


def test_a_scheme_belongs_to_the_cities_that_show_it(client):
    assert client.get("/dimensi/misi-9-smart-governance").status_code == 404
    assert "Sepuluh misi" in words_of(page(client, "/dimensi/smart-governance?kota=21.72"))
    assert "Sepuluh misi" not in words_of(page(client, "/dimensi/smart-governance"))


def test_the_swapped_definitions_are_a_declared_correction(client):
    assert "Koreksi atas sebuah sumber" not in words_of(page(client, "/dimensi/smart-living"))  # another city's text
    living = words_of(page(client, "/dimensi/smart-living?kota=11.73"))
    assert "tata ruang yang harmonis" in living
    assert "menguraikan Smart Living sebagai pengelolaan sumber daya alam" in living
    assert "Berita Kota Lhokseumawe 2023" in living
    assert "Koreksi atas sebuah sumber" not in words_of(page(client, "/dimensi/smart-economy?kota=11.73"))


def test_an_indicator_stands_in_every_dimension_it_names(client):
    name = CATALOGUE.kpis["flood_affected_persons_count"].name.id
    assert name in words_of(page(client, "/dimensi/smart-society"))
    assert name in words_of(page(client, "/dimensi/smart-environment"))
    answer = client.get("/dimensi/smart-economy?kpi=flood_affected_persons_count")
    assert answer.status_code == 404
    assert "smart-economy" in words_of(first_paint(answer.text))


def test_a_dimension_tells_its_own_indicators_from_those_it_shares(client):
    kpis = CATALOGUE.kpis.values()
    for slug in CATALOGUE.dimensions:
        own = sum(kpi.dimension == slug for kpi in kpis)
        also = sum(slug in kpi.dimensions for kpi in kpis) - own
        told = f"{own} milik dimensi ini" + (f", {also} milik dimensi lain ikut tampil." if also else ".")
        assert told in words_of(page(client, f"/dimensi/{slug}"))


def test_the_public_sees_the_same_programmes(tiny_warehouse, monkeypatch):
    public = visitor(tiny_warehouse, monkeypatch, CITY="99.01", AUDIENCE="public")
    assert "Pasar Daring" in words_of(page(public, "/program"))
