"""Banjir: every flood with every bulletin, what is not named is not known; the words of a city without reports."""

import pytest
from front import first_paint, links_of, page, rows_of, visitor, words_of

EVENTS = ["2017-12-02", "2020-11-27", "2021-11-21", "2024-10-12", "2025-10-12", "2025-11-27"]


def test_the_newest_flood_opens_with_all_its_bulletins(client):
    static = page(client, "/banjir")
    words = words_of(static)
    assert "Sedikitnya 6 kejadian banjir dilaporkan di Kota Tebing Tinggi" in words
    assert "16 dari 35 kelurahan disebut namanya" in words
    assert "19 kelurahan tidak disebut: tidak diketahui, bukan nol" in words
    (bandar_utama,) = [row for row in rows_of(static) if "12.76.05.1005" in row]
    cells = words_of(bandar_utama)
    for figure in ("30 rumah", "320 KK", "658 KK", "383 rumah", "1.230 jiwa"):  # noon, noon, afternoon: none is lost
        assert figure in cells
    assert "<b>658 KK</b>" in bandar_utama
    assert "<b>320 KK</b>" not in bandar_utama
    (sri_padang,) = [row for row in rows_of(static) if "12.76.02.1011" in row]
    assert "<b>50 rumah</b>" in sri_padang
    assert "<b>65 KK</b>" in sri_padang


def test_gauges_and_rain_stand_apart_and_no_threshold_is_made_up(client):
    static = page(client, "/banjir?periode=2025-11-27")
    assert words_of(static).count("Ambang siaga belum ditetapkan") == 5
    assert "13,90 m" in words_of(static)
    assert "Hujan 118,6 mm" in words_of(static)
    assert "118,60 m" not in words_of(static)
    assert "Tidak ada bacaan pos duga air" in words_of(page(client, "/banjir?periode=2021-11-21"))


@pytest.mark.parametrize("event", EVENTS)
def test_every_flood_has_its_page_and_its_links_lead_somewhere(client, event):
    static = page(client, f"/banjir?periode={event}")
    assert "Kutipan" in words_of(static)
    for link in links_of(static):
        if link.startswith("/"):
            assert client.get(link).status_code == 200, link


def test_named_without_a_number_is_neither_zero_nor_empty(client):
    words = words_of(page(client, "/banjir?periode=2017-12-02"))
    assert words.count("Disebut terdampak, tanpa angka") >= 20
    assert "21.080 jiwa" in words
    assert "0 dari 35 kelurahan punya angka, 20 disebut tanpa angka" in words
    assert "Tidak ada kelurahan yang disebut namanya" in words_of(page(client, "/banjir?periode=2020-11-27"))


def test_incomplete_lists_say_so_per_flood(client):
    table = page(client, "/banjir").rpartition("Semua kejadian yang dilaporkan</h2>")[2]
    whole = {words_of(row).split("\n")[0]: words_of(row).split("\n")[-1] for row in rows_of(table)[1:]}
    assert whole["21 November 2021"] == "lengkap"
    assert [day for day, state in whole.items() if state == "tidak lengkap"] == [
        "27 November 2025",
        "12 Oktober 2025",
        "12 Oktober 2024",
        "27 November 2020",
        "2 Desember 2017",
    ]


def test_a_city_without_reports_is_not_a_city_without_floods(client):
    words = words_of(page(client, "/banjir?kota=21.72"))
    assert "Belum ada laporan banjir Kota Tanjungpinang" in words
    assert "tidak berarti tidak ada banjir" in words


@pytest.mark.parametrize("asked", ["2025-11-28", "2025", "2019-01-01"])
def test_a_flood_nobody_reported_is_404_and_names_the_others(client, asked):
    answer = client.get(f"/banjir?periode={asked}")
    assert answer.status_code == 404
    words = words_of(first_paint(answer.text))
    assert asked in words
    assert "2025-11-27" in words


def test_indicators_of_floods_lead_to_the_page(client):
    for address in ("/peta?kpi=flood_affected_persons_count", "/dimensi/smart-environment?kpi=flood_event_count"):
        assert "/banjir" in links_of(page(client, address))


def test_a_place_nobody_knows_is_counted(desk, monkeypatch):
    path = desk.file("flood_reports")
    row = "2024-03-01,2024-03-03,kelurahan,,Kampung Entah,,,9,,,Contoh,,,Berkas contoh,\n"
    path.write_text(path.read_text(encoding="utf-8") + row, encoding="utf-8")
    assert desk.build().code == 0
    words = words_of(page(visitor(desk.warehouse, monkeypatch, CITY="99.01"), "/banjir"))
    assert "1 baris menyebut tempat yang tidak dikenal" in words
    assert "Kampung Entah" in words
    assert "lokasi tidak diketahui" in words


def test_the_public_page_hides_small_cells(tiny_warehouse, monkeypatch):
    """Inside Anggrek's 4 persons are printed; the public page has no kelurahan figure of that flood."""
    inside = words_of(page(visitor(tiny_warehouse, monkeypatch, CITY="99.01"), "/banjir"))
    assert "4 jiwa" in inside.split("\n")
    public = words_of(page(visitor(tiny_warehouse, monkeypatch, CITY="99.01", AUDIENCE="public"), "/banjir"))
    assert "4 jiwa" not in public.split("\n")
    assert "disamarkan" in public
    assert "99 jiwa" in public


def test_ringkasan_says_from_how_many_bulletins_the_named_areas_are_gathered(client):
    printed = page(client, "/banjir?periode=2025-11-27").partition('class="table is-stacked printed"')[2]
    columns = rows_of(printed)[0].count("<th") - 1  # one a bulletin, the first is of the areas
    assert columns == 3
    assert f"16 kelurahan disebut namanya, dihimpun dari {columns} buletin" in words_of(page(client, "/"))
