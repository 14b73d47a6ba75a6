"""Peta of a province: the kota of the edition in one province side by side, each the way to its own map.

Of the four real cities only Pematangsiantar (12.72) and Tebing Tinggi (12.76) share one, Sumatera Utara.
"""

import re

import pytest
from front import figure, links_of, page, rows_of, visitor, words_of

KPI = "population_dukcapil_count"


@pytest.fixture
def client(real_warehouse, monkeypatch):
    return visitor(real_warehouse, monkeypatch, CITY="12.76")


def drawn(markup: str) -> dict[str, str]:
    """What the map says of each area it links to."""
    found = re.findall(r'<a [^>]*data-code="([^"]+)"[^>]*aria-label="([^"]+)"', markup)
    return dict(found)


def test_the_cities_of_the_province_are_on_one_map_with_the_figures_of_the_api(client):
    markup = page(client, f"/peta?tingkat=kota&kpi={KPI}&periode=2024")
    said = drawn(markup)
    assert set(said) == {"12.72", "12.76"}
    for code, words in said.items():
        answer = client.get(f"/api/v1/kpi/{KPI}.json?city={code}&from=2024-01-01&to=2024-12-31").json
        (value,) = [row["value"] for row in answer["values"]]
        assert figure(value, 0) in words
        (row,) = [row for row in rows_of(markup) if f"/wilayah/{code}" in row]
        assert figure(value, 0) in words_of(row)
    assert "2 dari 2 kota punya angka" in words_of(markup)


def test_it_says_how_many_of_the_province_are_in_the_edition(client):
    """The table of 2023 has all 33 kabupaten and kota of Sumatera Utara, that of 2024 one fewer."""
    words = words_of(page(client, "/peta?tingkat=kota"))
    held = "Edisi ini memuat 2 dari 33 kabupaten/kota Sumatera Utara (jumlahnya menurut tabel SPBE 2023, yang memuat paling banyak)"
    assert words.count(held) == 1
    assert words_of(page(client, "/peta?tingkat=kota&bahasa=en")).count("This edition holds 2 of the 33") == 1
    assert "Edisi ini memuat" not in words_of(page(client, "/peta?tingkat=kecamatan"))


def test_a_change_opens_where_there_is_one(client):
    """Of the cities' own areas no comparable indicator has two periods; of the cities SPBE has: 3.01 to 3.79, 2.84 to 3.06."""
    markup = page(client, "/peta?tampilan=perubahan")
    words = words_of(markup)
    assert "Perubahan 2023 ke 2024, menurut kota" in words
    assert "+0,78" in words and "+0,22" in words
    asked = page(client, "/peta?tampilan=perubahan&kpi=population_density_modelled_per_km2")
    assert "Yang punya dua periode:" in words_of(asked)
    ways = [
        link
        for link in links_of(asked)
        if "tampilan=perubahan" in link and "tingkat=kota" in link and "kpi=spbe" in link
    ]
    assert ways
    for way in ways:
        assert "Perubahan 20" in words_of(page(client, way)), way


def test_where_nothing_changed_the_way_leads_through_time(client):
    markup = page(client, "/peta?tampilan=perubahan&kota=21.72")
    assert "Perubahan angka kota ada di Tren" in words_of(markup)
    assert "/tren?kota=21.72" in links_of(markup.partition("<main")[2])


def test_a_kota_leads_to_its_kecamatan_and_back_to_the_province(client):
    markup = page(client, f"/peta?tingkat=kota&kpi={KPI}")
    (into,) = [link for link in links_of(markup) if link.startswith("/peta?kota=12.72") and "tingkat=kecamatan" in link]
    inside = page(client, into)
    assert all(code.startswith("12.72.") for code in drawn(inside))
    assert any("kota=12.72" in link and "tingkat=kota" in link for link in links_of(inside))


def test_a_province_of_one_city_has_no_map_of_its_own(client):
    markup = page(client, "/peta?kota=21.72")
    assert not any("tingkat=kota" in link for link in links_of(markup))


def test_what_is_never_set_beside_another_city_is_not_drawn_there(client):
    """Flooded persons are declared `comparable: false`."""
    address = "/peta?kpi=flood_affected_persons_count&tingkat=kota"
    answer = client.get(address)
    assert answer.status_code == 404
    assert "tidak dibandingkan antarkota" in words_of(answer.text)
    markup = page(client, "/peta?kpi=flood_affected_persons_count&tingkat=kelurahan")
    assert not any("tingkat=kota" in link and "flood" in link for link in links_of(markup))


def test_without_an_indicator_the_first_that_can_be_compared_is_drawn(client):
    markup = page(client, "/peta?tingkat=kota")
    assert set(drawn(markup)) == {"12.72", "12.76"}
    assert any(re.search(r"\d", words.split(": ", 1)[1]) for words in drawn(markup).values())


def test_a_change_of_another_indicator_than_the_start_one_is_told(client):
    words = words_of(page(client, "/peta?tampilan=perubahan"))
    assert (
        "Kepadatan tiap wilayah belum punya dua periode yang dapat disandingkan menurut kota; yang tampil Indeks SPBE"
        in words
    )
    assert "yang tampil" not in words_of(page(client, "/peta?tampilan=perubahan&kpi=spbe_index&tingkat=kota"))
    inside = words_of(page(client, "/peta?tingkat=kecamatan&wilayah=12.76.01"))
    assert "Diminta per kecamatan; di dalam satu kecamatan petanya digambar per kelurahan." in inside
    assert "Diminta per" not in words_of(page(client, "/peta?tingkat=kelurahan&wilayah=12.76.01"))


def test_a_period_that_one_city_lacks_is_not_whole_and_its_card_has_no_other_year(client):
    """Of 2021 only Pematangsiantar's index is known, 1.53; Tebing Tinggi has 3.01 of 2023 and 3.79 of 2024."""
    words = words_of(page(client, "/peta?tingkat=kota&kpi=spbe_index&periode=2021"))
    assert "2021 1 dari 2" in words and "2023 lengkap" in words
    card = words[words.rindex("Kota Tebing Tinggi\n12.76\n") :].partition("Halaman wilayah ini")[0]
    assert "Belum tersedia\n2021" in card and "3,79" not in card
    before = words_of(page(client, "/peta?tingkat=kota&kpi=spbe_index&periode=2023"))
    card = before[before.rindex("Kota Tebing Tinggi\n12.76\n") :].partition("Halaman wilayah ini")[0]
    assert "3,01 dari 5" in card and "3,79" not in card
