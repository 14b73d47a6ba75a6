"""Peringkat: every indicator, level and period answers with the API's figures; ranks counted by hand in the made-up city."""

import re

import pytest
from front import first_paint, page, period_in_address, rows_of, shown, visitor, words_of

from catalogue import load_catalogue

CATALOGUE = load_catalogue()
HOME = "12.76"


def values(client, kpi: str, city: str, level: str) -> list[dict]:
    return client.get(f"/api/v1/kpi/{kpi}.json?city={city}&level={level}").json["values"]


def line_of(static: str, code: str) -> str:
    """The row of the table or the item of the list that leads to an area."""
    content = static.partition("<main")[2]
    items = [*rows_of(content), *re.findall(r"<li\b.*?</li>", content, re.DOTALL)]
    found = [words_of(one) for one in items if re.search(rf'href="/wilayah/{re.escape(code)}["?]', one)]
    assert len(found) == 1, (code, found)
    return found[0].replace("\n", " ")


@pytest.mark.parametrize("kpi", CATALOGUE.kpis)
def test_every_area_stands_once_with_the_figure_of_the_api(client, kpi):
    declared = CATALOGUE.kpis[kpi]
    page(client, f"/peringkat?kpi={kpi}")
    for level in ("kota", "kecamatan", "kelurahan"):
        cities = CATALOGUE.cities if level == "kota" else (HOME,)
        rows = [row for city in cities for row in values(client, kpi, city, level)]
        page(client, f"/peringkat?kpi={kpi}&tingkat={level}&urut=nama")
        for grain, start in sorted({(row["period_grain"], row["period_start"]) for row in rows}):
            period = period_in_address(grain, start)
            static = page(client, f"/peringkat?kpi={kpi}&tingkat={level}&periode={period}")
            here = [row for row in rows if (row["period_grain"], row["period_start"]) == (grain, start)]
            for row in here:
                line = line_of(static, row["area_code"])
                if row["value"] is None:
                    assert not re.search(r"\d", line.partition(":")[2].partition("ada untuk")[0]), line
                else:
                    assert f" {shown(row['value'], declared)} " in f" {line} ", line


def test_an_indicator_that_is_not_comparable_has_no_rank(client):
    for kpi in (one for one in CATALOGUE.kpis.values() if not one.comparable):
        for level in kpi.levels:
            static = page(client, f"/peringkat?kpi={kpi.id}&tingkat={level}")
            assert ">Urutan</th>" not in static
            assert "rank-plot" not in static


# tests/data/README.md: voters 300, 200 | 3, 150, 120; TPS 3, 2 | 1, 1, 0
def test_ranks_of_the_made_up_city(tiny_client):
    static = page(tiny_client, "/peringkat?kpi=registered_voters_count&tingkat=kelurahan&wilayah=99.01.02.1003")
    assert "Ma'rang & Soka di urutan 4 dari 5" in words_of(static)
    order = [words_of(row).split("\n")[:2] for row in rows_of(static)[1:]]
    assert order == [["1", "Melati"], ["2", "Mawar"], ["3", "Kenanga"], ["4", "Ma'rang & Soka"], ["5", "Anggrek"]]
    (own,) = [words_of(row) for row in rows_of(static) if "is-own" in row]
    assert "Ma'rang" in own
    words = words_of(static)
    # in order 3, 120, 150, 200, 300: median 150, quartiles 120 and 200, 300 / 3 = 100
    for term, said in (
        ("Median", "150"),
        ("Kuartil bawah", "120"),
        ("Kuartil atas", "200"),
        ("terendah", "100,0 kali"),
    ):
        assert f"{term}\n{said}" in words
    by_name = page(tiny_client, "/peringkat?kpi=registered_voters_count&tingkat=kelurahan&urut=nama")
    names = [words_of(row).split("\n")[1] for row in rows_of(by_name)[1:]]
    assert names == sorted(names)


def test_modelled_people_are_ranked_with_a_warning(tiny_client):
    # 1,000 people by TPS 3, 2 | 1, 1, 0 of 7 stations: Soka has none
    static = page(tiny_client, "/peringkat?kpi=population_modelled_count&tingkat=kelurahan")
    assert "5 angka berasal dari model" in words_of(static)
    assert words_of(rows_of(static)[-1]).split("\n")[:2] == ["5", "Ma'rang & Soka"]


def test_areas_with_the_same_figure_share_their_rank(desk, monkeypatch):
    # 300, 200 | 3, 200 (was 150), 120: two in second place, the next is fourth
    desk.replace("registered_voters", "Kenanga,150", "Kenanga,200")
    assert desk.build().code == 0
    static = page(
        visitor(desk.warehouse, monkeypatch, CITY="99.01"), "/peringkat?kpi=registered_voters_count&tingkat=kelurahan"
    )
    order = [words_of(row).split("\n")[:2] for row in rows_of(static)[1:]]
    assert order == [
        ["1", "Melati"],
        ["2 seri", "Kenanga"],
        ["2 seri", "Mawar"],
        ["4", "Ma'rang & Soka"],
        ["5", "Anggrek"],
    ]


def test_areas_without_a_figure_are_listed_with_their_word(tiny_client):
    static = page(tiny_client, "/peringkat?kpi=flood_affected_persons_count&tingkat=kelurahan")
    assert "disebut terdampak, tanpa angka" in line_of(static, "99.01.01.1002")
    assert line_of(static, "99.01.02.1003").endswith("belum tersedia")
    assert "Tanpa urutan: 2 dari 5 kelurahan" in words_of(static)


def test_a_city_without_the_period_says_which_it_has(client):
    static = page(client, "/peringkat?kpi=budget_realisation_pct&tingkat=kota&periode=2024")
    assert "ada untuk 2017, semester I 2025" in line_of(static, "21.72")
    assert "belum tersedia" in line_of(static, "11.73")


@pytest.mark.parametrize(
    ("address", "named"),
    [
        ("/peringkat?kpi=happiness_index", "happiness_index"),
        ("/peringkat?tingkat=rt", "rt"),
        ("/peringkat?urut=acak", "acak"),
        ("/peringkat?wilayah=12.76.99", "12.76.99"),
        ("/peringkat?kpi=spbe_index&tingkat=kota&periode=1999", "1999"),
        ("/peringkat?kpi=a,b", "'a'"),
    ],
)
def test_what_is_not_there_is_named(client, address, named):
    answer = client.get(address)
    assert answer.status_code == 404
    assert named in words_of(first_paint(answer.text))


@pytest.mark.parametrize(
    ("asked", "opening", "doubt"),
    [
        # four cities: 2.80 to 3.79
        ("kpi=spbe_index&tingkat=kota", "4 kota punya angka, dari 2,80 sampai 3,79 dari 5, 2024;", "Hanya 4 wilayah"),
        (
            "kpi=population_density_modelled_per_km2&tingkat=kelurahan&periode=2024",
            "35 kelurahan punya angka, dari",
            "berasal dari model",
        ),
    ],
)
def test_an_order_that_says_little_opens_without_a_best_and_a_last(client, asked, opening, doubt):
    words = words_of(page(client, f"/peringkat?{asked}"))
    head = words[words.index(opening) : words.index("Pengaturan peringkat")]
    assert "urutannya belum banyak berkata, sebabnya di bawah" in head
    assert doubt in words
    assert not re.search(r"Terbaik|Terbesar|di urutan", words)


def test_an_order_without_a_doubt_names_who_is_first_and_last(tiny_client):
    words = words_of(page(tiny_client, "/peringkat?kpi=registered_voters_count&tingkat=kelurahan"))
    assert "Terbesar Melati (300 pemilih), terkecil Anggrek (3 pemilih), 2014." in words
