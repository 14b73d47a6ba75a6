"""Peta with two maps and with the change between two periods: made-up voters of 2019 beside those of 2014.

Voters 2014: Melati 300, Mawar 200, Anggrek 3, Kenanga 150, Ma'rang & Soka 120. Voters 2019 in these tests: Melati 310 (+10),
Mawar 170 (-30), Anggrek 3 (0), Kenanga 200 (+50), Ma'rang & Soka not in the file. Kecamatan 99.01.01: 500 -> 480.
"""

import re
from pathlib import Path

import pytest
from front import links_of, page, rows_of, visitor, words_of

VOTERS = "registered_voters_count"
LATER = {"99.01.01.1001": 310, "99.01.01.1002": 170, "99.01.02.1001": 3, "99.01.02.1002": 200}


@pytest.fixture(scope="module")
def two_years(desk_in, tmp_path_factory) -> Path:
    """A warehouse of the made-up city with two years of voters."""
    desk = desk_in(tmp_path_factory.mktemp("two_years"))
    file = desk.file("registered_voters")
    lines = [f"kelurahan,{code},,{count},pemilih,2019,Contoh,,rekaan,,Berkas contoh," for code, count in LATER.items()]
    file.write_text(file.read_text(encoding="utf-8") + "\n".join([*lines, ""]), encoding="utf-8")
    built = desk.build()
    assert built.code == 0, built.said
    return desk.warehouse


@pytest.fixture
def client(two_years, monkeypatch):
    """Someone in front of the made-up city with two years of voters."""
    return visitor(two_years, monkeypatch, CITY="99.01")


def cells(markup: str, name: str) -> list[str]:
    """The cells of the table row of an area."""
    (row,) = [
        row
        for row in rows_of(markup)
        if f">{name}</a>" in row.replace("&#x27;", "'").replace("&#39;", "'") and "rowgroup" not in row
    ]
    return [words_of(cell) for cell in re.findall(r"<td.*?</td>", row)]


def said(markup: str, code: str) -> list[str]:
    """What each map says of an area."""
    return re.findall(rf'data-code="{re.escape(code)}"[^>]*? aria-label="([^"]*)"', markup) or re.findall(
        rf'aria-label="([^"]*)"[^>]*? data-code="{re.escape(code)}"', markup
    )


def test_the_change_map_shows_the_difference_of_each_area_and_both_figures(client):
    markup = page(client, f"/peta?kpi={VOTERS}&tampilan=perubahan")
    assert cells(markup, "Melati") == ["+10", "300", "310"]
    assert cells(markup, "Mawar") == ["−30", "200", "170"]
    assert cells(markup, "Anggrek") == ["0", "3", "3"]
    assert cells(markup, "Kenanga") == ["+50", "150", "200"]
    assert cells(markup, "Ma'rang &amp; Soka") == ["tidak dapat dibandingkan", "120", "belum tersedia"]
    assert said(markup, "99.01.01.1002") == ["Kel. Mawar: turun 30 dari 200 pada 2014"]
    words = words_of(markup)
    assert "Perubahan 2014 ke 2019, menurut kelurahan" in words
    assert "2 naik · 1 turun · 1 tetap · 1 tidak dapat dibandingkan" in words


def test_the_change_is_also_drawn_by_kecamatan(client):
    markup = page(client, f"/peta?kpi={VOTERS}&tampilan=perubahan&tingkat=kecamatan")
    assert cells(markup, "Utara")[0] == "−20"  # 500 to 480


def test_two_maps_show_two_periods_of_one_indicator(client):
    markup = page(client, f"/peta?kpi={VOTERS}&tampilan=dua")
    assert cells(markup, "Kenanga") == ["200", "150"]
    assert said(markup, "99.01.02.1002") == ["Kel. Kenanga: 200 pemilih", "Kel. Kenanga: 150 pemilih"]


def test_two_maps_show_two_indicators_each_in_its_own_period(client):
    markup = page(client, f"/peta?kpi={VOTERS}&periode=2014&tampilan=dua&kpi2=polling_station_count&periode2=2024")
    assert cells(markup, "Melati")[0] == "300"
    assert "3" in cells(markup, "Melati")[1:]  # polling stations of Melati in 2024
    assert [words.split(": ")[1] for words in said(markup, "99.01.01.1001")] == ["300 pemilih", "3 TPS"]


def test_links_of_the_areas_keep_both_maps(client):
    markup = page(client, f"/peta?kpi={VOTERS}&tampilan=dua&kpi2=polling_station_count")
    assert markup.count("tampilan=dua&amp;kpi2=polling_station_count") > 5


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("kpi=flood_affected_persons_count&tampilan=perubahan", "tidak dibandingkan antarperiode"),
        ("kpi=polling_station_count&tampilan=perubahan", "tidak dibandingkan antarperiode"),
        ("kpi=area_polygon_km2&tampilan=perubahan", "Baru ada satu periode dengan angka"),
        (f"kpi={VOTERS}&tampilan=perubahan&periode=2014&periode2=2019", "Periode awal harus sebelum periode akhir"),
        (f"kpi={VOTERS}&tampilan=perubahan&periode=2014", "Baru ada satu periode dengan angka"),
    ],
)
def test_where_no_change_can_be_drawn_the_page_says_why_and_shows_one_period(client, query, sentence):
    markup = page(client, f"/peta?{query}")
    assert sentence in words_of(markup)
    assert "−" not in "".join("".join(cells(markup, name)) for name in ("Melati", "Mawar"))


@pytest.mark.parametrize(
    "query", ["tampilan=tiga", "kpi2=nothing_count", "periode2=2024-13", "tampilan=dua&periode2=1999"]
)
def test_what_is_not_there_is_404_with_a_sentence(client, query):
    answer = client.get(f"/peta?kpi={VOTERS}&{query}")
    assert answer.status_code == 404 and "Tidak ditemukan" in answer.text


def test_points_stand_on_the_map_and_in_a_list(tiny_client):
    """Kota Contoh brings two WiFi points and a camera with coordinates; the fourth asset has none."""
    bare = page(tiny_client, f"/peta?kpi={VOTERS}")
    assert 'class="point' not in bare and 'name="titik"' in bare
    markup = page(tiny_client, f"/peta?kpi={VOTERS}&titik=wifi")
    assert (
        markup.count('class="point"') == 1 and markup.count('class="point is-unknown"') == 1
    )  # one works, one does not
    assert "<title>Taman Contoh: aktif</title>" in markup and "<title>Pasar Contoh: tidak aktif</title>" in markup
    words = words_of(markup)
    assert "2 titik di peta" in words and "Simpang Contoh" not in words
    assert markup.count("titik=wifi") > 5  # links of the areas keep the points
    everything = words_of(page(tiny_client, f"/peta?kpi={VOTERS}&titik=semua"))
    assert "3 titik di peta" in everything and "keadaannya tidak diketahui" in everything


def test_a_kind_of_point_the_city_does_not_have_is_404(tiny_client):
    assert tiny_client.get(f"/peta?kpi={VOTERS}&titik=halte").status_code == 404


def test_a_city_without_points_offers_none(real_warehouse, monkeypatch):
    assert 'name="titik"' not in page(visitor(real_warehouse, monkeypatch), "/peta")


def test_periods_of_the_second_map_keep_the_indicator_that_was_chosen_for_it(real_warehouse, monkeypatch):
    """Where the first indicator has one period only, the second map shows another one, and its periods are that one's."""
    client = visitor(real_warehouse, monkeypatch)
    static = page(client, "/peta?kota=21.72&tampilan=dua")
    offered = [link for link in links_of(static) if "periode2=" in link]
    assert offered
    assert all("kpi2=" in link and client.get(link).status_code == 200 for link in offered), offered
