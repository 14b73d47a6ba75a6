"""What stands beside a figure: corrections, lenders, respondents, dated targets; and the archive of acting mayors."""

import re

import pytest
from front import ROOT, links_of, page, rows_of, visitor, words_of

from catalogue import load_catalogue

CATALOGUE = load_catalogue()


def opened(client, kpi: str, query: str = "") -> str:
    static = page(client, f"/dimensi/{CATALOGUE.kpis[kpi].dimension}?kpi={kpi}{query}")
    start = static.index(f'id="judul-{kpi}"')
    return words_of(static[start - 200 : static.index('class="section-title is-apart"', start)])


def test_a_correction_stands_on_the_opened_card_in_both_languages(client):
    words = opened(client, "revenue_realisation_pct", "&kota=21.72&periode=2017")
    assert "48,14%" in words  # the newest is half a year, of which nothing is known to be wrong
    assert "Koreksi" not in words
    words = opened(client, "revenue_realisation_pct")
    assert "Sumber mencetak 93,55%; rupiahnya memberi 93,56%" in words
    assert "93,55%; selisih 0,01 poin, keduanya ditampilkan" in words
    assert "pemeriksaan data dasbor, 22 November 2026" in words
    assert "belum dilaporkan" in words
    english = opened(client, "revenue_realisation_pct", "&bahasa=en")
    assert "The source prints 93.55%; its rupiah give 93.56%" in english
    assert "Of every Rp100 of revenue planned, this much came in." in english  # the sentence of meaning


def test_a_correction_stands_on_the_card_and_in_the_row_of_the_area(client):
    cards = words_of(page(client, "/dimensi/smart-governance"))
    assert cards.count("Koreksi tercatat: Sumber mencetak 93,55%") == 1
    rows = [words_of(row) for row in rows_of(page(client, "/wilayah/12.72.03")) if "Penduduk (Sensus)" in row]
    assert "Koreksi tercatat: Salinan lain mencetak 46.427" in rows[0]
    assert not any("Koreksi tercatat" in words_of(row) for row in rows_of(page(client, "/wilayah/12.72.02")))


CITY_WORDS = [  # indicator, what is said, of the figure of which city and year, and of which it is not
    ("financing_receipt_realisation_pct", "160,97% adalah angka yang benar", "&kota=12.72", ""),
    ("inflation_yoy_pct", "Bukan kota IHK", "", "&kota=12.72"),
    ("smart_city_mission_realised_count", "tiga dari sepuluh misi", "&kota=21.72", ""),
]


@pytest.mark.parametrize(("kpi", "said", "own", "other"), CITY_WORDS)
def test_what_is_said_of_one_city_stands_on_its_cards_only(client, kpi, said, own, other):
    assert said in opened(client, kpi, own)
    assert said not in words_of(page(client, f"/dimensi/{CATALOGUE.kpis[kpi].dimension}?kpi={kpi}{other}"))
    city = CATALOGUE.cities[own.removeprefix("&kota=") or "12.76"].name
    assert re.search(f"{city}: [^\n]*{said}", words_of(page(client, f"/data?kpi={kpi}{other}")))  # with its name


def test_a_remark_on_one_flood_stands_at_that_flood_only(client):
    kpi = "flood_affected_households_count"
    assert "Mandailing (27 November 2025)" in words_of(page(client, f"/banjir?periode=2025-11-27&kpi={kpi}"))
    older = [link for link in links_of(page(client, "/banjir")) if "/banjir?" in link and "2025-11-27" not in link]
    assert len(older) > 3
    for link in older:
        assert "Mandailing (27 November 2025)" not in words_of(page(client, link)), link


def test_a_borrowed_figure_says_so_where_it_stands(client):
    """Tebing Tinggi borrows; Pematangsiantar shows its own."""
    lent = "Dipinjam dari Kota Pematangsiantar: kota ini tidak punya angka sendiri"
    assert lent in opened(client, "inflation_yoy_pct")
    assert (
        words_of(page(client, "/dimensi/smart-economy")).count(lent) == 4
    )  # two figures, each on its card and in what opens below
    (row,) = [words_of(row) for row in rows_of(page(client, "/wilayah/12.76")) if "Inflasi tahunan" in row]
    assert lent in row
    assert "2,98" in row
    assert "Dipinjam" not in opened(client, "inflation_yoy_pct", "&kota=12.72")
    assert "Inflasi" not in words_of(page(client, "/")).partition("Yang berubah")[2].partition("Edisi")[0]


def test_a_published_figure_says_what_it_rests_on(client):
    assert "39.576 responden" in opened(client, "public_satisfaction_index")
    assert "93 instansi dalam tabel" in opened(client, "spbe_rank_among_cities_place")


def test_what_is_missing_says_whom_to_ask(client):
    """Own revenue is published for Tanjungpinang only."""
    words = opened(client, "own_revenue_realisation_pct")
    assert "Belum tersedia" in words
    assert "Penanggung jawab: BPKPD." in words
    assert "39,59%" in opened(client, "own_revenue_realisation_pct", "&kota=21.72")


def test_an_indicator_is_listed_in_each_of_its_dimensions(client):
    for slug in CATALOGUE.kpis["flood_affected_persons_count"].dimensions:
        assert "Jiwa terdampak banjir" in words_of(page(client, f"/dimensi/{slug}?kpi=flood_affected_persons_count"))


@pytest.mark.parametrize("city", CATALOGUE.cities)
def test_the_archive_of_acting_mayors_lists_ten_indicators(client, city):
    static = page(client, f"/penjabat?kota={city}")
    words = words_of(static)
    assert "Arsip: evaluasi penjabat menurut Permendagri 4/2023" in words
    assert {f"{no}." for no in range(1, 11)} <= set(words.split())
    none = ("Belum tersedia", "Belum ada angka menurut laporan penjabat")
    missing = [words_of(row) for row in rows_of(static) if any(word in row for word in none)]
    assert len(missing) == (3 if city == "12.76" else 10)
    assert all("Dapat diserahkan oleh" in row for row in missing)


@pytest.mark.parametrize(
    ("city", "nth", "known"),
    [
        ("12.72", 1, ("Inflasi tahunan : 2,98%, April 2024", "0,34%, April 2024")),
        ("12.72", 8, ("92,10%",)),
        ("21.72", 8, ("44,44%, semester I 2025", "48,14%, semester I 2025")),
    ],
)
def test_the_archive_does_not_call_missing_what_the_edition_has(client, city, nth, known):
    (row,) = [row for row in rows_of(page(client, f"/penjabat?kota={city}")) if words_of(row).startswith(f"{nth}. ")]
    words = words_of(row)
    assert "Belum tersedia" not in words
    assert "Belum ada angka menurut laporan penjabat; indikator serupa di edisi ini:" in words
    assert all(figure in words.replace("\n", " ") for figure in known), words
    assert "Kutipan" in words
    assert any(link.startswith("/dimensi/") for link in links_of(row))


def test_every_indicator_named_as_similar_is_declared():
    lines = (ROOT / "data" / "reference" / "pj_indicators.csv").read_text(encoding="utf-8").splitlines()
    named = [kpi for line in lines[1:] for kpi in line.rpartition(",")[2].split()]
    assert len(named) > 5
    assert [kpi for kpi in named if kpi not in CATALOGUE.kpis] == []


def test_only_a_record_with_its_source_says_that_the_term_of_the_acting_mayor_is_over(client):
    told = "Masa penjabat sudah berakhir: kota ini dipimpin Wali Kota (definitif) sejak 2025. Sumber: Berita 2025 (kliik.id"
    assert told in words_of(page(client, "/penjabat"))
    without = words_of(page(client, "/penjabat?kota=11.73"))
    assert "sudah berakhir" not in without
    assert "Edisi ini tidak memuat catatan tentang pejabat kota ini." in without


def test_the_archive_sets_two_dates_side_by_side(client):
    """Typed from the news: SSGI 2022 19.60 %, SKI 2023 10.40 %; e-PPGBM has one date and a row of its own."""
    rows = {words.split("\n")[1]: words for words in map(words_of, rows_of(page(client, "/penjabat")))}
    survey = rows["Balita stunting menurut survei"]
    assert survey.index("19,6% , 2022") < survey.index("SSGI") < survey.index("10,4% , 2023") < survey.index("SKI")
    register = rows["Balita stunting menurut pencatatan posyandu"]
    assert "2,1% , Maret 2024" in register and "hanya satu tanggal" in register and "156 balita" in register
    assert "Dipinjam dari Kota Pematangsiantar" in rows["Inflasi tahunan"]
    assert "8.719 orang , empat tahun sebelumnya" in rows["Penganggur"]
    assert "91,74%" in rows["Realisasi belanja APBD"] and "91,75%" in rows["Realisasi belanja APBD"]
    assert all("Kutipan" in words for words in rows.values() if "%" in words)


def test_the_archive_is_reached_from_the_foot_and_is_not_in_the_navigation(client):
    static = page(client, "/")
    assert "/penjabat" in links_of(static[static.index('<footer class="edition"') :])
    assert "/penjabat" not in links_of(static[: static.index("<main")])


def test_the_archive_speaks_english(client):
    words = words_of(page(client, "/penjabat?bahasa=en"))
    assert "Stunted children by survey" in words
    assert "Extreme poverty" in words


TARGETS = """kpi,code_kemendagri,period,target,watch_limit,document_kind,document_number,page,revision,valid_from,valid_to,citation,remark
spbe_index,99.01,2024,3.2,2.9,RPJMD,Perda 1/2025,45,0,2024-01-01,,Berkas contoh,
spbe_index,99.01,2024,3.4,2.9,RPJMD,Perda 9/2025,46,1,2025-01-01,,Berkas contoh,
"""


def test_a_dated_target_is_named_with_document_page_and_revision(desk, monkeypatch):
    """2.97 is below 3.4 and above 2.9: to be watched, by the second revision; the first stays beside it."""
    file = desk.raw / "targets" / "99.01" / "targets.csv"
    file.parent.mkdir(parents=True)
    file.write_text(TARGETS, encoding="utf-8")
    assert desk.build().code == 0
    client = visitor(desk.warehouse, monkeypatch, CITY="99.01")
    words = opened(client, "spbe_index")
    assert "Perlu dipantau" in words
    assert "3,40" in words
    assert "RPJMD Perda 9/2025, hlm. 46, revisi 1, berlaku sejak 1 Januari 2025" in words
    other = words.partition("Target lain")[2]
    assert "3,20 dari 5: RPJMD Perda 1/2025, hlm. 45, revisi 0" in other
    explained = words_of(page(client, "/jelaskan?kpi=spbe_index"))
    assert (
        "RPJMD Perda 9/2025, hlm. 46, revisi 1, berlaku sejak 1 Januari 2025"
        in explained.partition("Dinilai terhadap")[2]
    )
    assert "3,20 dari 5: RPJMD Perda 1/2025, hlm. 45, revisi 0" in explained.partition("Target lain")[2]
    overview = words_of(page(client, "/"))
    assert "0,43 di bawah target RPJMD" in overview


def test_a_sum_of_some_of_its_areas_says_so_beside_the_figure(desk, monkeypatch):
    desk.replace("registered_voters", "kelurahan,99.01.02.1002,Kenanga,150,", "kelurahan,99.01.02.1002,Kenanga,,")
    desk.declare("sources/registered_voters.yml", "type: integer, required: true, min: 0", "type: integer, min: 0")
    assert desk.build().code == 0
    client = visitor(desk.warehouse, monkeypatch, CITY="99.01")
    assert "2 dari 3 wilayah terkecil punya angka" in words_of(page(client, "/wilayah/99.01.02"))
    assert "2 of the 3 smallest areas have a figure" in words_of(page(client, "/wilayah/99.01.02?bahasa=en"))
    assert "wilayah terkecil punya angka" not in words_of(page(client, "/wilayah/99.01.01"))  # whole


OWN = ("spbe_rank_in_province_place", "spbe_rank_among_cities_place", "area_polygon_km2")


@pytest.mark.parametrize("kpi", OWN)
def test_a_figure_no_source_prints_never_wears_official(client, kpi):
    words = opened(client, kpi)
    assert "Hitungan sendiri" in words and "Resmi" not in words
    rows = [words_of(row) for row in rows_of(page(client, "/wilayah/12.76")) if CATALOGUE.kpis[kpi].name.id in row]
    assert rows and all("Hitungan sendiri" in row and "Resmi" not in row for row in rows)
    quality = client.get(f"/api/v1/kpi/{kpi}.json?city=12.76").json["values"][-1]["quality"]
    assert quality == "resmi"  # the contract: what the figure is made of


def test_a_deeper_flood_without_a_figure_of_the_city_is_told_beside_the_older_one(client):
    deepest = [
        row["value"]
        for row in client.get("/api/v1/kpi/flood_depth_max_cm.json?city=12.76&level=kelurahan").json["values"]
        if row["period_start"] == "2025-11-27" and row["value"] is not None
    ]
    told = f"Angka kota 27 November 2025 tidak dicetak; yang tertinggi di satu kelurahan {max(deepest):.0f} cm"
    assert told in opened(client, "flood_depth_max_cm")
    assert told in words_of(page(client, "/dimensi/smart-environment"))
    assert told in words_of(page(client, "/wilayah/12.76"))


def test_two_surveys_are_not_told_as_a_change(client):
    words = opened(client, "stunting_survey_pct")
    assert "10,4%" in words and "10,40" not in words
    assert "Survei Kesehatan Indonesia (SKI) menggantikan SSGI" in words
    assert "poin" not in words and "Turun" not in words


def test_a_figure_is_shown_as_printed_and_its_threshold_with_all_its_decimals(client):
    words = opened(client, "public_satisfaction_index")
    assert "95,5" in words and "95,50" not in words
    assert "76,61" in words
