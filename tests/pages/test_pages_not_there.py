"""Addresses that lead nowhere: HTTP 404, a sentence that names what is missing, ways on; live the same page."""

import pytest
from front import canonical, first_paint, links_of, live, words_of

NO_EDITION = "2020-01-01-20200101T000000Z-00000000"
NOT_THERE = [
    ("/tidak-ada", "halaman"),
    ("/ringkasan", "halaman"),
    ("/Peta", "halaman"),
    ("/dimensi", "halaman"),
    ("/wilayah", "halaman"),
    ("/peta/12.76", "halaman"),
    ("/index.html", "halaman"),
    ("/not-found-404", "halaman"),
    ("/dimensi/smart-village", "smart-village"),
    ("/dimensi/Smart-Living", "Smart-Living"),
    ("/dimensi/smart-living/x", "smart-living/x"),
    ("/dimensi/smart-living?kpi=spbe_index", "spbe_index"),  # an indicator of another dimension
    ("/dimensi/smart-living?kpi=happiness_index", "happiness_index"),
    ("/dimensi/smart-living?kota=31.71", "31.71"),
    ("/wilayah/31.71", "31.71"),
    ("/wilayah/12.76.99", "12.76.99"),
    ("/wilayah/12.76.03.9999", "12.76.03.9999"),
    ("/wilayah/12.76.03.1004.1", "12.76.03.1004.1"),
    ("/wilayah/12.76/kelurahan", "12.76/kelurahan"),
    ("/wilayah/1276031004", "'1276031004'"),  # without dots: the whole text is named, not its first letters
    ("/wilayah/tebing-tinggi-kota", "'tebing-tinggi-kota'"),
    ("/wilayah/12.76?kota=x", "kota 'x'"),  # the address contradicts itself
    ("/wilayah/12.76.03?kota=12.72", "kota '12.72'"),
    ("/?kota=31.71", "31.71"),
    ("/?kota=1274", "1274"),
    ("/?kpi=happiness_index", "happiness_index"),
    ("/?edisi=kemarin", "kemarin"),
    (f"/?edisi={NO_EDITION}", NO_EDITION),
    (f"/peta?edisi={NO_EDITION}", NO_EDITION),
    ("/?bahasa=jv", "jv"),
    ("/?tingkat=rt", "rt"),
    ("/peta?kota=21.72&tingkat=kota", "kecamatan atau kelurahan"),
    ("/peta?kpi=happiness_index", "happiness_index"),
    ("/peta?periode=kemarin", "kemarin"),
    ("/peta?periode=2024-13", "2024-13"),
    ("/peta?periode=2024-02-30", "2024-02-30"),
    ("/peta?periode=2024-S3", "2024-S3"),
    ("/peta?periode=2024-Q5", "2024-Q5"),
    ("/peta?kpi=registered_voters_count&periode=1999", "1999"),
    ("/peta?kpi=registered_voters_count&periode=2014-01", "2014-01"),  # the right year in another grain
    ("/peta?wilayah=12.76.99", "12.76.99"),
    ("/peta?wilayah=1274030", "'1274030'"),  # a BPS code
    ("/peta?wilayah=padang-hulu", "'padang-hulu'"),
    ("/peta?kota=12.72&wilayah=12.76.03", "12.76.03"),  # an area of another city
    ("/peta?kpi=spbe_index&kpi=spbe_index", "kpi"),
    ("/?kota=12.76&kota=12.76", "kota"),
    ("/wilayah/12.76?edisi=a&edisi=b", "edisi"),
    ("/dimensi/smart-living?kpi=a&kpi=", "kpi"),
]


@pytest.mark.parametrize(("address", "named"), NOT_THERE)
def test_it_is_404_with_a_sentence_and_ways_on(client, address, named):
    answer = client.get(address)
    assert answer.status_code == 404
    static = first_paint(answer.text)
    words = words_of(static)
    assert "Tidak ditemukan" in words
    lines = words.split("\n")
    sentence = lines[lines.index("Tidak ditemukan") + 1]
    assert named.lower() in sentence.lower()
    assert sentence.endswith(".")
    ways = [link for link in links_of(static) if link.startswith("/")]
    assert len(set(ways)) >= 2
    assert all(client.get(link).status_code == 200 for link in ways)
    assert canonical(live(client, address)) == canonical(static)


@pytest.mark.parametrize(
    ("address", "offered"),
    [
        ("/?kota=31.71", "12.72"),
        ("/dimensi/smart-village", "smart-living"),
        ("/peta?kpi=happiness_index", "spbe_index"),
        ("/?tingkat=rt", "kelurahan"),
    ],
)
def test_it_says_what_there_is(client, address, offered):
    assert offered in words_of(first_paint(client.get(address).text))


@pytest.mark.parametrize(
    ("path", "search", "named"),
    [("/wilayah/12.76", "?kode=a&kode=b", "kode"), ("/dimensi/smart-living", "?slug=a&slug=b", "slug")],
)
def test_a_list_in_place_of_a_part_of_the_path_is_refused(client, path, search, named):
    """A browser is redirected before this happens; the router can still be asked by hand."""
    words = words_of(live(client, path + search))
    assert "Tidak ditemukan" in words
    assert f"'{named}' lebih dari sekali" in words


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("/wilayah/31.71", "There is no area '31.71' in this edition."),
        ("/dimensi/smart-village", "There is no dimension 'smart-village'."),
        ("/peta?periode=2024-13", "'2024-13' is not a period; write 2024, 2024-S1, 2024-Q3, 2024-08 or 2024-08-17."),
        ("/peta?kpi=spbe_index&kpi=spbe_index", "The address names 'kpi' more than once; write it only once."),
        ("/tidak-ada", "There is no such page; please check the address."),
    ],
)
def test_it_is_said_in_english_and_its_ways_stay_english(client, address, sentence):
    answer = client.get(f"{address}{'&' if '?' in address else '?'}bahasa=en")
    assert answer.status_code == 404
    assert '<html lang="en">' in answer.text
    assert "<title>Not found · Smart City Dashboard</title>" in answer.text
    static = first_paint(answer.text)
    assert sentence in words_of(static).split("\n")
    assert all("bahasa=en" in link for link in links_of(static) if link.startswith("/"))


def test_another_city_is_opened_in_the_same_edition_and_language(client):
    edition = client.get("/readyz").json["edition"]
    for address, home in (
        (f"/?edisi={edition}&bahasa=en", False),
        (f"/peta?kota=12.72&edisi={edition}&bahasa=en", True),
    ):
        foot = first_paint(client.get(address).text).partition('id="kota"')[2].partition("</p>")[0]
        links = links_of(foot)
        assert len(links) == 3
        assert all(f"edisi={edition}" in link and "bahasa=en" in link for link in links), links
        assert any("kota=" not in link for link in links) == home  # the home city needs no name


def test_an_empty_value_is_none(client):
    assert client.get("/peta?kota=&kpi=&periode=&wilayah=&tingkat=&edisi=&bahasa=").status_code == 200
