"""Metode & data and the explanation of a figure: declarations, accounts of rows, the very rows of the files."""

import hashlib
import re

import pytest
from front import ROOT, figure, page, visitor, words_of

from catalogue import load_catalogue

CATALOGUE = load_catalogue()
VOTERS = "registered_voters_count"


def test_every_indicator_and_source_is_on_the_page_with_its_own(client):
    whole = page(client, "/data")
    for kpi in CATALOGUE.kpis.values():
        assert f'href="/data?kpi={kpi.id}"' in whole
    for source in CATALOGUE.sources.values():
        assert f'href="/data?sumber={source.id}"' in whole


@pytest.mark.parametrize("kpi", CATALOGUE.kpis)
def test_an_indicator_page_has_its_declaration(client, kpi):
    declared = CATALOGUE.kpis[kpi]
    words = words_of(page(client, f"/data?kpi={kpi}"))
    for said in (declared.name.id, declared.question.id, declared.owner, declared.unit.id, "MS-Ind"):
        assert said in words
    for source in declared.sources:
        assert CATALOGUE.sources[source].title.id in words
    for caveat in declared.caveats:
        assert caveat.id in words


@pytest.mark.parametrize("source", CATALOGUE.sources)
def test_a_source_page_has_its_files_with_their_hashes(client, source):
    markup = page(client, f"/data?sumber={source}")
    words = words_of(markup)
    declared = CATALOGUE.sources[source]
    assert declared.publisher in words and declared.licence in words
    folder = ROOT / "data" / "raw" / source
    files = [path for path in folder.rglob("*") if path.is_file()] if folder.is_dir() else []
    for path in files:
        assert hashlib.sha256(path.read_bytes()).hexdigest() in markup, path.name


def test_the_account_of_rows_is_that_of_the_manifest(client):
    manifest = client.get("/api/v1/editions").json["editions"][0]
    words = words_of(page(client, "/data"))
    total = figure(manifest["rows_in"], 0)
    assert (
        f"{total} masuk = {figure(manifest['rows_loaded'], 0)} dimuat + {figure(manifest['rows_set_aside'], 0)} tersisih"
        in words
    )


def test_a_row_that_was_set_aside_is_shown_with_file_line_and_reason(desk, monkeypatch):
    desk.allow_loss("registered_voters")
    desk.replace("registered_voters", "Mawar,200,", "Mawar,dua ratus,")
    built = desk.build()
    assert built.code == 0, built.said
    visitor_inside = visitor(desk.warehouse, monkeypatch, CITY="99.01")
    for address in ("/data", "/data?sumber=registered_voters"):
        words = words_of(page(visitor_inside, address))
        assert "registered_voters.csv, baris 3" in words
        assert "dua ratus" in words and "bukan angka menurut format sumber" in words
    assert "5 masuk = 4 dimuat + 1 tersisih" in words
    outside = visitor(desk.warehouse, monkeypatch, CITY="99.01", AUDIENCE="public")
    words = words_of(page(outside, "/data?sumber=registered_voters"))
    assert "1 tersisih" in words and "dua ratus" not in words and "registered_voters.csv" not in words


@pytest.fixture
def tiny(tiny_warehouse, monkeypatch):
    return visitor(tiny_warehouse, monkeypatch, CITY="99.01")


def test_a_kelurahan_s_figure_is_explained_by_its_own_row(tiny):
    markup = page(tiny, f"/jelaskan?kpi={VOTERS}&wilayah=99.01.01.1002&periode=2014")
    words = words_of(markup)
    assert "Pemilih terdaftar: Kelurahan Mawar, 2014" in words
    assert "1 baris sebagaimana diterima" in words
    assert "Kolom\nBaris 3\n" in words  # line 3 of the file: after head and Melati; a row alone stands upright
    assert re.search(r"\nname\nMawar\n", words) and re.search(r"\n200\n", words)
    file = ROOT / "tests/data/raw/registered_voters/99.01/registered_voters.csv"
    assert hashlib.sha256(file.read_bytes()).hexdigest() in markup


def test_a_source_without_a_column_of_an_area_shows_the_rows_of_the_city_s_own_file(client):
    """Line 3 of the file: two quick wins of 2022, and nothing else of that year."""
    words = words_of(page(client, "/jelaskan?kpi=quick_win_programme_count"))
    assert "1 baris sebagaimana diterima" in words
    assert "Baris 3\nthing\nquick_win\nvalue\n2\n" in words
    assert "flagship_programme" not in words


def test_what_all_rows_say_is_said_once(client):
    words = words_of(page(client, "/jelaskan?kpi=polling_station_count&periode=2024"))
    words = words[words.index("35 baris sebagaimana diterima") :]
    assert "Sama di semua baris ini:" in words
    assert words.count("Kawal Pemilu 2024") == 2  # citation and source_title
    assert words.count("12.76.0") == 25  # the code of every row that is shown


def test_outlines_are_no_rows(client):
    assert "Garis batas bukan baris tabel" in words_of(page(client, "/jelaskan?kpi=area_polygon_km2"))


def test_a_sum_is_explained_by_the_rows_of_the_areas_inside(tiny):
    words = words_of(page(tiny, f"/jelaskan?kpi={VOTERS}&wilayah=99.01.01"))
    assert "2 baris sebagaimana diterima, tentang wilayah di dalamnya" in words  # Melati and Mawar
    assert "500" in words


def test_an_estimate_is_explained_by_every_source_it_rests_on(tiny):
    words = words_of(page(tiny, "/jelaskan?kpi=population_modelled_count&wilayah=99.01.01.1001"))
    for source in ("population_dukcapil", "polling_stations"):
        assert CATALOGUE.sources[source].title.id in words
    assert "tentang wilayah yang melingkupinya" in words  # the city's Dukcapil total
    assert "≈" in words


def test_the_sum_behind_an_index_is_shown_with_its_parts(client):
    words = words_of(page(client, "/jelaskan?kpi=spbe_index&wilayah=12.76&periode=2024"))
    assert "0,13 × 3,90" in words and "0,455 × 4,25" in words and "3,7903" in words
    assert "Pemerintah Kota Tebing Tinggi" in words and "3.79" in words


def test_the_public_sees_the_formula_and_the_hash_but_no_row(tiny_warehouse, monkeypatch):
    outside = visitor(tiny_warehouse, monkeypatch, CITY="99.01", AUDIENCE="public")
    markup = page(outside, f"/jelaskan?kpi={VOTERS}&wilayah=99.01.01.1002")
    words = words_of(markup)
    assert "Baris mentah tidak ikut diterbitkan" in words and "berkas tanpa nama terbit" in words
    assert "registered_voters.csv" not in markup and '<tr><th scope="row">3</th>' not in markup


def test_a_suppressed_figure_is_not_explained_away(tiny_warehouse, monkeypatch):
    outside = visitor(tiny_warehouse, monkeypatch, CITY="99.01", AUDIENCE="public")
    words = words_of(page(outside, f"/jelaskan?kpi={VOTERS}&wilayah=99.01.02.1001"))  # Anggrek: 3 voters
    assert "Disamarkan" in words and "Pembilang" not in words


@pytest.mark.parametrize("kpi", CATALOGUE.kpis)
def test_every_indicator_is_explained(client, kpi):
    row = client.get(f"/api/v1/kpi/{kpi}.json?city=12.76").json["values"]
    markup = page(client, f"/jelaskan?kpi={kpi}")
    known = [one for one in row if one["value"] is not None]
    if known:
        newest = max(known, key=lambda one: one["period_start"])
        stored = (
            figure(newest["value"], 6).rstrip("0").rstrip(",") if newest["value"] % 1 else figure(newest["value"], 0)
        )
        assert f"Nilai tersimpan\n{stored}\n" in words_of(markup)
        assert "Baris di balik angka ini" in words_of(markup)


def test_the_parts_of_a_figure_are_written_for_the_reader_and_named_for_what_they_are(client):
    density = "/jelaskan?kpi=population_density_modelled_per_km2"
    assert re.search(r"Penyebut\n39,93091\d\n", words_of(page(client, density)))
    assert re.search(r"Denominator\n39\.93091\d\n", words_of(page(client, density + "&bahasa=en")))
    assert "39.930917" not in words_of(page(client, density))
    assert "Banyak baris" not in words_of(page(client, density))  # km² are no rows
    assert re.search(r"Responden\n[\d.]+\n", words_of(page(client, "/jelaskan?kpi=public_satisfaction_index")))
    units = words_of(page(client, "/jelaskan?kpi=opd_count&kota=12.72&wilayah=12.72"))
    assert "hitungan dasbor ini atas angka sumber" in units  # 17 + 5 + 8 + 5
    assert "tidak dijumlahkan" not in units


def test_a_card_leads_to_the_explanation(client):
    opened = page(client, "/dimensi/smart-governance?kpi=spbe_index")
    assert "/jelaskan?kpi=spbe_index&amp;wilayah=12.76&amp;periode=2024" in opened


@pytest.mark.parametrize(
    "address",
    [
        "/data?kpi=nothing",
        "/data?sumber=nothing",
        "/data?kpi=spbe_index&sumber=area_codes",
        "/jelaskan",
        "/jelaskan?kpi=spbe_index&periode=1999",
        "/jelaskan?kpi=spbe_index&wilayah=12.76.99",
    ],
)
def test_what_is_not_there_is_404(client, address):
    answer = client.get(address)
    assert answer.status_code == 404 and "Tidak ditemukan" in answer.text
