"""SPBE in words: whose figure it is, what our judgement is called, how a city is named, how figures are typed."""

import re

import pytest
from front import links_of, page, words_of


def words(client, address: str) -> str:
    return words_of(page(client, address))


def test_what_no_source_prints_is_marked_as_our_own(client):
    shown = words(client, "/spbe")
    for ours in (
        "Tercetak 3,79; dihitung ulang 3,7903",
        "Dihitung dari nilai domain tercetak 2024",
        "Dihitung dari indeks dihitung ulang",
    ):
        assert f"Hitungan sendiri {ours}" in shown
    assert "Predikat tercetak: Sangat Baik\nResmi PANRB" in shown
    assert not re.search(r"Resmi (Tercetak|Dihitung)", shown)


def test_a_city_of_the_edition_has_one_name_on_the_page(client):
    """The table of PANRB prints `Kota Pematang Siantar`, the code list `Kota Tanjung Pinang`."""
    for address in ("/spbe?kota=12.72", "/spbe?kota=21.72", "/peringkat?kpi=spbe_index&kota=21.72", "/?kota=21.72"):
        shown = words(client, address)
        assert "Kota Pematangsiantar" in shown and "Kota Tanjungpinang" in shown, address
        assert "Kota Pematang Siantar" not in shown and "Kota Tanjung Pinang" not in shown, address
    assert 'Daftar kode menulis "Kota Tanjung Pinang"' in words(client, "/wilayah/21.72")
    assert "Daftar kode menulis" not in words(client, "/wilayah/21.72.01")  # only where the spelling differs


@pytest.mark.parametrize(
    "address",
    ["/dimensi/smart-governance", "/peringkat?kpi=spbe_index&tingkat=kota", "/tren?kpi=spbe_index", "/wilayah/12.76"],
)
def test_our_judgement_is_no_predicate(client, address):
    """2.60 is reached, the printed predicate is Sangat Baik: the mark is no word of PANRB's scale."""
    markup = page(client, address)
    marks = set(re.findall(r'class="status status-good">([^<]+)<', markup))
    assert marks == {"Mencapai ambang"}


@pytest.mark.parametrize("address", ["/", "/dimensi/smart-governance", "/dimensi/smart-governance?kpi=spbe_index"])
def test_cards_of_the_index_lead_to_its_page(client, address):
    main = page(client, address).partition("<main")[2]
    assert "/spbe" in links_of(main)


@pytest.mark.parametrize(("language", "written"), [("id", "3,90"), ("en", "3.90")])
def test_figures_to_change_are_written_as_the_page_writes_them(client, language, written):
    markup = page(client, f"/spbe?bahasa={language}&target=4.2")
    (field,) = re.findall(r'<input [^>]*name="r1"[^>]*>', markup)
    assert f'value="{written}"' in field and 'type="text"' in field and 'inputmode="decimal"' in field
    (target,) = re.findall(r'<input [^>]*id="target"[^>]*>', markup)
    assert f'value="{written.replace("3", "4").replace("90", "2")}"' in target
    pattern = re.search(r'pattern="([^"]+)"', field)[1]
    for text, is_read in (("3,90", True), ("3.9", True), ("4", True), ("3,", False), ("tiga", False), ("3,9,0", False)):
        assert bool(re.fullmatch(pattern, text)) is is_read, text
        assert (client.get("/spbe", query_string={"r1": text, "r4": "4.25"}).status_code == 200) is is_read, text


@pytest.mark.parametrize(
    ("city", "held"),
    [
        # 0.165 x (5 - 1.00) = 0.66 of manajemen, 0.25 x (5 - 1.80) = 0.80 of tata kelola
        (
            "11.73",
            "Nilai terendah: manajemen 1,00; yang paling menahan Indeks SPBE: tata kelola 1,80, kurang 0,80 poin",
        ),
        # 0.165 x 2.91 = 0.48, 0.25 x 2.50 = 0.625
        (
            "21.72",
            "Nilai terendah: manajemen 2,09; yang paling menahan Indeks SPBE: tata kelola 2,50, kurang 0,63 poin",
        ),
        # 0.165 x 2.73 = 0.45045, the largest of the four
        ("12.76", "Nilai terendah dan paling menahan Indeks SPBE: manajemen 2,27, kurang 0,45 poin"),
    ],
)
def test_two_pages_name_the_same_domain_as_lowest_and_as_holding_the_index_back(client, city, held):
    for address in (f"/?kota={city}", f"/spbe?kota={city}"):
        assert f"{held} indeks" in words(client, address).replace("\n", " "), address
