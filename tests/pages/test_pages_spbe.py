"""The SPBE page against sums made by hand and places counted outside the program."""

import re

import pytest
from front import first_paint, links_of, page, visitor, words_of

# 3,3,2,2,4,4,3,3,5,1 | ten 4 | 2,2,2,2,2,2,3,3,1,1,1 | 5,5, eight 4 | 5,4,4,4,5,4: 39 + 100 + 31.5 + 115.5 + 78 = 364
SHEET = "3322443351" + "4444444444" + "22222233111" + "5544444444" + "544454"


def words(client, address: str) -> str:
    return words_of(page(client, address))


def part(client, address: str, start: str, end: str) -> str:
    text = words(client, address)
    assert start in text, f"{address}: {start}"
    return text[text.index(start) : text.index(end, text.index(start))]


def simulation(client, address: str) -> str:
    return part(client, address, "Simulator: bagaimana jika?", "Edisi ")


@pytest.mark.parametrize(
    ("city", "year", "places"),
    [
        # rank, n and how many share the rank: among cities, among kabupaten and kota, in the province
        ("12.76", 2024, [(31, 93, 2), (84, 485, 3), (1, 32, 1)]),
        ("12.76", 2023, [(45, 93, 2), (156, 491, 4), (3, 33, 1)]),
        ("12.72", 2024, [(66, 93, 1), (228, 485, 3), (9, 32, 1)]),
        ("12.72", 2023, [(57, 93, 1), (204, 491, 2), (6, 33, 1)]),
        ("11.73", 2024, [(72, 93, 1), (292, 485, 4), (6, 22, 1)]),
        ("11.73", 2023, [(78, 93, 1), (326, 491, 2), (11, 23, 1)]),
        ("21.72", 2024, [(56, 93, 1), (186, 485, 5), (3, 7, 2)]),
        ("21.72", 2023, [(60, 93, 1), (214, 491, 3), (4, 7, 1)]),
    ],
)
def test_places_are_our_own_count_over_the_rows_of_the_table(client, city, year, places):
    found = re.findall(
        r"peringkat (\d+) dari (\d+) dalam tabel \(hitungan sendiri\)(?:; seri dengan ([^\n]+))?",
        words(client, f"/spbe?kota={city}&periode={year}"),
    )
    assert [(int(rank), int(n), 1 + len(ties.split(", ")) if ties else 1) for rank, n, ties in found] == places


def test_ties_are_named(client):
    assert "seri dengan Kab. Wonosobo, Kota Sukabumi" in words(client, "/spbe")  # 3.79 as well


def test_the_index_its_printed_predicate_and_the_sum_that_gives_it_again(client):
    shown = words(client, "/spbe")
    assert "3,79 dari 5" in shown
    assert "Predikat tercetak: Sangat Baik" in shown
    assert "naik 0,78 dari 3,01 (Baik)" in shown
    assert "kurang 0,41 dari ambang 4,20" in shown
    # 0.507 + 0.975 + 0.37455 + 1.93375 = 3.7903
    assert "0,13 × 3,90 + 0,25 × 3,90 + 0,165 × 2,27 + 0,455 × 4,25 = 3,7903" in shown
    assert "Tercetak 3,79; dihitung ulang 3,7903" in shown


def test_the_gap_to_a_peer_adds_up_domain_by_domain(client):
    shown = part(
        client, "/spbe?banding=Pemerintah+Kota+Bandung", "Dari mana selisih dengan Kota Bandung?", "Ke Memuaskan"
    )
    shown = shown[shown.index("Selisih nilai") :]
    rows = re.findall(r"(\d,\d\d) − (\d,\d\d)\n× (0,\d{3})\n(\d,\d{5})", shown)
    assert rows == [
        ("4,18", "2,27", "0,165", "0,31515"),
        ("4,80", "3,90", "0,250", "0,22500"),
        ("5,00", "3,90", "0,130", "0,14300"),
        ("4,51", "4,25", "0,455", "0,11830"),
    ]
    assert "Total\n0,80145" in shown
    assert "Selisih indeks tercetak +0,80; beda −0,00145 karena pembulatan" in shown


def test_a_peer_below_has_a_negative_gap(client):
    """Pematangsiantar 3.5/2.7/1.36/3.74: 0.13x-0.4 + 0.25x-1.2 + 0.165x-0.91 + 0.455x-0.51 = -0.7342."""
    shown = part(client, "/spbe?banding=Pemerintah+Kota+Pematang+Siantar", "Dari mana selisih", "Ke Memuaskan")
    assert "Total\n−0,73420" in shown
    assert "Kota ini unggul 0,73 poin indeks" in shown


def test_what_each_domain_needs_alone_is_a_value_of_whole_levels(client):
    """0.4097 lacks to 4.20. Manajemen: 2.27 + 0.4097/0.165 = 4.7530, and 53/11 = 4.82 is the next; room 0.165 x 2.73 = 0.45045."""
    shown = part(client, "/spbe", "Ke Memuaskan (4,20): kurang 0,4097 poin", "Dari tahun ke tahun")
    assert "Manajemen\n0,4505\nnaik ke 4,82" in shown
    assert shown.count("tidak cukup sendirian") == 3


def test_years_break_where_the_rules_change_and_an_interim_figure_never_takes_the_place_of_the_final_one(client):
    shown = part(client, "/spbe?kota=12.72", "Dari tahun ke tahun", "Ralat dan angka")
    assert re.search(r"2018–2020 Belum tersedia", shown)
    assert re.search(r"2021 1,53 Kutipan predikat tidak disebut", shown)
    assert re.search(r"2022 2,35 Kutipan", shown)
    assert re.search(r"2024 3,06 Resmi Baik 3,03 Kutipan nilai sementara", shown)
    assert re.search(r"2026– Belum tersedia", shown)
    static = page(client, "/spbe?kota=12.72")
    assert static.count('<li class="brk">') == 2  # 2021 and 2026


def test_errata_and_faulty_rows_are_told(client):
    assert "domain itu memberi 2,807" in words(client, "/spbe")
    assert "2024, Kota Pematangsiantar" in part(client, "/spbe?kota=12.72", "Ralat dan angka", "Simulator")
    banyuasin = words(client, "/spbe?periode=2023&banding=Pemerintah+Kab.+Banyuasin")
    assert "2023, Kab. Banyuasin" in banyuasin
    east_java = words(client, "/spbe?banding=Pemerintah+Provinsi+Jawa+Timur")
    assert "selisih per domain tidak dapat dihitung" in east_java


def test_it_is_called_the_archived_scheme_it_is(client):
    shown = words(client, "/spbe")
    assert "Skema arsip: SPBE 2021–2025 (PermenPANRB 59/2020). Sejak 2026 digantikan" in shown
    assert "menurut sumber sekunder" in shown


@pytest.mark.parametrize("city", ["11.73", "12.72", "12.76", "21.72"])
def test_untouched_the_simulator_stands_at_the_official_figure(client, city):
    shown = words(client, f"/spbe?kota={city}")
    index = re.search(r"(\d,\d\d) dari 5\n", shown)[1]
    assert re.search(rf"Belum ada yang diubah: nilai domain 2024\n{index} Simulasi", shown)
    assert f"Nilai resmi 2024 tetap {index}" in shown


def test_a_moved_domain(client):
    """0.507 + 0.975 + 0.165 x 3.00 + 1.93375 = 3.91075; 0.165 x 0.73 = 0.12045; 0.28925 lacks to 4.20."""
    shown = simulation(client, "/spbe?ranah=3.90_3.90_3.00_4.25")
    assert "Jika Manajemen dari 2,27 ke 3,00\n3,91 Simulasi" in shown
    assert "Predikat menurut indeks yang belum dibulatkan: Sangat Baik ; kurang 0,2893 ke Memuaskan (4,20)." in shown
    assert "Nilai resmi 2024 tetap 3,79, Sangat Baik." in shown
    assert "Manajemen\n2,27 → 3,00\n+0,12045" in shown
    # whole levels: 33/11 in Manajemen, 42 and 26 or 43 and 25 in Layanan: 0.507+0.975+0.495+1.935 or 1.9325
    assert "indeks tepatnya 3,9095 / 3,9120" in shown


@pytest.mark.parametrize(
    ("address", "exact"),
    [
        # the domains alone would allow 2.3430 too, but that prints 2.34 and the report prints 2.35
        ("/spbe?kota=11.73&periode=2023", "Dari tingkat utuh, indeks tepatnya 2,3455."),
        ("/spbe?kota=12.76&periode=2023", "Dari tingkat utuh, indeks tepatnya 3,0065."),  # not 3.0040
        ("/spbe?kota=12.76", "indeks tepatnya 3,7895 / 3,7920."),  # both print 3.79
    ],
)
def test_the_exact_index_behind_the_printed_figures(client, address, exact):
    assert exact in simulation(client, address)


def test_a_value_that_whole_levels_cannot_give_is_told_and_not_used_in_silence(client):
    shown = simulation(client, "/spbe?r1=3,95&r2=3.90&r3=&r4=4.25")
    assert "Kebijakan Internal 3,95 tidak mungkin dengan tingkat utuh; dihitung 4,00, yang terdekat." in shown
    assert "Kebijakan Internal dari 3,90 ke 4,00" in shown


def test_the_links_of_a_stepper_go_to_the_next_whole_level(client):
    static = page(client, "/spbe?ranah=3.90_3.90_2.27_4.25")
    to = {}
    for tag in re.findall(r"<a [^>]*>", static):
        name, link = re.search(r'id="((?:naik|turun)-[^"]+)"', tag), re.search(r"ranah=([\d._]+)", tag)
        if name and link:
            to[name[1]] = link[1]
    assert to["naik-r1-0"] == "4.00_3.90_2.27_4.25"
    assert to["turun-r3-0"] == "3.90_3.90_2.18_4.25"  # 24 / 11
    assert to["naik-r3-0"] == "3.90_3.90_2.36_4.25"  # 26 / 11
    assert to["naik-r4-0"] == "3.90_3.90_2.27_4.31"  # 4.25 + 2.75 / 45.5
    assert to["naik-r4-1"] in (
        "3.90_3.90_2.27_4.31",
        "3.90_3.90_2.27_4.32",
    )  # 4.25 + 3 / 45.5 = 4.3159 of a rounded 4.25


def test_the_fewest_steps_from_the_official_figure(client):
    """See tests/ui/test_ui_scheme.py: 15 for both sheets that print 4.25; 4 x 0.03 + 8 x 0.0275 + 3 x 0.025 = 0.415."""
    shown = simulation(client, "/spbe?target=4,20")
    assert "Paling sedikit 15 langkah tingkat untuk mencapai 4,20." in shown
    assert "4 tingkat × 0,0300 Layanan" in shown
    assert "indeks 3,7920 menjadi 4,2070" in shown
    assert "sudah tercapai" in simulation(client, "/spbe?target=3.5")
    assert "Indeks 6,00 tidak dapat dicapai: dengan semua indikator di tingkat tertinggi indeks 5,00." in simulation(
        client, "/spbe?target=6"
    )


def test_the_rule_of_the_year_is_named(client):
    assert "Predikat menurut indeks yang dibulatkan" in simulation(client, "/spbe?periode=2023")
    assert "Predikat menurut indeks yang belum dibulatkan" in simulation(client, "/spbe?periode=2024")


def test_a_whole_sheet(client):
    shown = simulation(client, f"/spbe?lembar={SHEET}")
    assert "Indeks lembar ini, 47 indikator terisi\n3,64 Simulasi" in shown
    assert "kurang 0,5600 ke Memuaskan (4,20)" in shown
    assert "Nilai resmi 2024 tetap 3,79" in shown
    ranking = shown[shown.index("Langkah yang paling menambah indeks") :]
    assert re.search(r"43\. Layanan Data Terbuka\n4 → 5\nOptimum: .*\n\+0,0300", ranking)


def test_the_fewest_steps_of_a_sheet(client):
    """4 of 0.03 (43, 44, 45, 47) and 1 of 0.0275 give 3.64 + 0.1475 = 3.7875; to 3.80 one more of 0.0275: 3.815."""
    shown = simulation(client, f"/spbe?lembar={SHEET}&target=3.80")
    assert "Paling sedikit 6 langkah tingkat untuk mencapai 3,80." in shown
    assert "indeks menjadi 3,8150" in shown
    (apply,) = [
        link
        for link in links_of(page(client, f"/spbe?lembar={SHEET}&target=3.80"))
        if "5555" in link and "awal=" in link and "target=3.80" in link
    ]
    applied = simulation(client, apply.partition("#")[0])
    assert "3,82 Simulasi" in applied  # 3.815
    assert "sudah tercapai" in applied
    assert "Total\n+0,17500" in applied  # the moves against the sheet that was begun with


def test_fields_of_the_form_are_the_same_page_as_the_code(client):
    fields = "&".join(f"i{n}={digit}" for n, digit in enumerate(SHEET, start=1))
    assert page(client, f"/spbe?{fields}") == page(client, f"/spbe?lembar={SHEET}")
    assert words(client, "/spbe?r1=3.9&r2=3,90&r3=3&r4=4.25") == words(client, "/spbe?ranah=3.90_3.90_3.00_4.25")


def test_a_sheet_with_gaps_has_no_index_and_says_how_many(client):
    shown = simulation(client, f"/spbe?lembar={SHEET[:6]}-{SHEET[7:45]}-{SHEET[46:]}")
    assert "Indeks belum dapat dihitung: 2 dari 47 indikator belum diisi (nomor 7, 46)." in shown
    assert "Simulasi\nPredikat" not in shown


def test_every_link_of_a_simulation_leads_somewhere(client):
    for address in (
        f"/spbe?lembar={SHEET}&target=3.80",
        "/spbe?ranah=3.90_3.90_3.00_4.25&target=4.2",
        "/spbe?skema=pemdi-2026",
    ):
        for link in links_of(page(client, address)):
            if link.startswith("/spbe"):
                assert client.get(link.partition("#")[0]).status_code == 200, link


def test_pemdi_works_by_data_and_is_labelled(client):
    """All 3 but the last, whose weight is 15 %: 3 + 0.15 x 2 = 3.30; with 19 (10 %) at 5 too 3.50."""
    shown = simulation(client, "/spbe?skema=pemdi-2026&lembar=" + "3" * 19 + "5&target=3.5")
    assert "3,30 Simulasi" in shown
    assert "Skema ini belum diverifikasi." in shown
    assert "Tingkat 1 sampai 5 disimpulkan dari rentang predikatnya" in shown
    assert "Belum ada nilai Pemerintah Digital (Pemdi) yang terbit untuk kota ini" in shown
    assert "Nilai resmi" not in shown
    assert "Paling sedikit 2 langkah tingkat untuk mencapai 3,50." in shown
    assert "19. Fasilitas Dukungan Pengguna\n3 → 5\n+0,2000" in shown
    empty = simulation(client, "/spbe?skema=pemdi-2026")
    assert "20 dari 20 indikator belum diisi" in empty


@pytest.mark.parametrize(
    ("address", "named"),
    [
        (f"/spbe?lembar=6{SHEET[1:]}", "indikator 1: tingkat '6' tidak ada"),
        (f"/spbe?lembar={SHEET[:46]}0", "indikator 47: tingkat '0'"),
        (f"/spbe?lembar={SHEET[:46]}x", "indikator 47: tingkat 'x'"),
        ("/spbe?lembar=" + "_".join(["3", "2.5", *"3" * 45]), "indikator 2: tingkat '2.5'"),
        (f"/spbe?lembar={SHEET}3", "kode lembar berisi 48 tingkat, skema ini punya 47 indikator"),
        (f"/spbe?lembar={SHEET[1:]}", "kode lembar berisi 46 tingkat"),
        (f"/spbe?lembar={SHEET}&awal=333", "kode lembar berisi 3 tingkat"),
        (f"/spbe?skema=pemdi-2026&lembar={SHEET}", "skema ini punya 20 indikator"),
        ("/spbe?i48=3", "kode lembar berisi 48 tingkat"),
        ("/spbe?i1=2.5", "indikator 1: tingkat '2.5'"),
        ("/spbe?i1=3&i1=4", "indikator 1: tingkat '?'"),
        ("/spbe?lembar=a&lembar=b", "lembar"),
        ("/spbe?ranah=3.9_3.9_2.27", "nilai domain berisi 3 angka"),
        ("/spbe?ranah=3.9_3.9_2.27_5.5", "nilai domain '5.5' di luar skala 1 sampai 5"),
        ("/spbe?ranah=3.9_3.9_2.27_tinggi", "'tinggi' bukan angka"),
        ("/spbe?target=tinggi", "'tinggi' bukan angka"),
        ("/spbe?target=3.5.1", "'3.5.1' bukan angka"),
        ("/spbe?target=%C2%B2", "bukan angka"),
        ("/spbe?skema=spbe-2018", "skema 'spbe-2018' tidak ada"),
        ("/spbe?banding=Pemerintah+Kota+Atlantis", "Pemerintah Kota Atlantis"),
        ("/spbe?banding=Pemerintah+Kota+Tebing+Tinggi", "Pemerintah Kota Tebing Tinggi"),  # the city itself
        ("/spbe?periode=2022", "2022"),
        ("/spbe?periode=2024-08", "2024-08"),
    ],
)
def test_what_cannot_be_read_is_404_with_its_sentence(client, address, named):
    answer = client.get(address)
    assert answer.status_code == 404
    assert named.lower() in words_of(first_paint(answer.text)).lower()


@pytest.mark.parametrize("setting", [{"AUDIENCE": "public"}, {"SIMULATION": "off"}])
def test_the_public_sees_no_simulator_and_hears_nothing_of_it(real_warehouse, monkeypatch, setting):
    """Nor does anyone where it is switched off."""
    client = visitor(real_warehouse, monkeypatch, **setting)
    plain = page(client, "/spbe")
    shown = words_of(plain)
    assert "Predikat tercetak: Sangat Baik" in shown
    assert "Dari mana selisih dengan Kota Bandung?" in shown
    assert "sim-frame" not in plain
    assert "sim-band" not in plain
    assert "Simulator" not in shown
    assert "lembar" not in shown.lower()
    assert "Ke Memuaskan (4,20): kurang 0,4097 poin" in shown  # as it stands; not what a rise would give
    assert [one for one in ("Bila hanya", "Poin bila", "naik ke", "4,82") if one in shown] == []
    for asked in (
        f"lembar={SHEET}",
        "ranah=3.90_3.90_3.00_4.25",
        "target=4.2",
        "skema=pemdi-2026",
        "i1=9",
        "skema=x&target=x",
    ):
        assert page(client, f"/spbe?{asked}") == plain


def test_the_made_up_city_is_read_by_the_same_rules(tiny_client):
    """Contoh 2024: 0.13x4 + 0.25x3 + 0.165x2 + 0.455x3 = 2.965; printed 2.97."""
    shown = words(tiny_client, "/spbe")
    assert "2,97 dari 5" in shown
    assert "dihitung ulang 2,9650" in shown
    assert "peringkat 2 dari 2 dalam tabel" in shown  # Sebelah Baru has 3.00
