"""Aduan: figures counted by hand from exports of the made-up city; ten cases, none, the public, English.

The exports of `busy` (as of 30 September 2026; 14 working days from 1 July 2026 end on 21 July, 60 on 24 September):

| cases | opened | seen | so |
|---|---|---|---|
| 11 of Dinas Perhubungan | 15 Oct 2024 | solved on 20 Oct 2024 | on time, in the twelve months before |
| 1 of it, a suggestion without a deadline | 30 Sep 2025 | solved on 15 July 2026 | the last day of the twelve months before |
| 20 of Dinas Pekerjaan Umum, Melati | 1 July 2026 | solved on 15 July | on time |
| 6 of it, Mawar | 1 July | open to the end | overdue by 71 days |
| 4 of it, Melati | 1 July | closed by the system on 15 August | late |
| 5 of Dinas Perhubungan, Melati | 1 July | open on 15 July, solved on 15 August | not known (14 days), on time (60) |
| 3 of Dinas Sosial, Anggrek | 28 September | open | not due |
| 1 of Dinas Sosial, Kenanga, confidential | 1 July | open to the end | overdue |
"""

import re
import shutil

import duckdb
import pytest
from desk import ROOT, Desk
from front import first_paint, links_of, page, rows_of, visitor, words_of
from lapor import BY_SYSTEM, SOLVED, case, export

WORKS, ROADS, SOCIAL = "Dinas Pekerjaan Umum", "Dinas Perhubungan", "Dinas Sosial"


def drawer(desk):
    return desk.raw / "lapor_export" / "99.01"


def built(desk):
    ran = desk.build("--as-of", "2026-09-30")
    assert ran.code == 0, ran.said
    return desk.warehouse


def serve(warehouse, monkeypatch, **settings: str):
    return visitor(warehouse, monkeypatch, CITY="99.01", **settings)


def row_with(markup: str, *words: str) -> list[str]:
    """The cells of the first row of a table that holds all of `words`."""
    found = next(row for row in rows_of(markup) if all(word in words_of(row) for word in words))
    return words_of(found).split("\n")


@pytest.fixture(scope="module")
def busy(tmp_path_factory, tiny_catalogue, tiny_reference):
    """Exports of 51 cases, 39 of them in the twelve months to 30 September 2026."""
    old = [case(1000 + i, opened="15/10/2024", status=SOLVED, opd=ROADS, channel="SMS") for i in range(11)]
    july = [case(2000 + i, status=SOLVED, Rating=("5" if i == 0 else "4") if i < 6 else None) for i in range(20)]
    july += [case(3000 + i, kelurahan="Mawar", category="AIR BERSIH") for i in range(6)]
    july += [case(4000 + i) for i in range(4)] + [case(5000 + i, opd=ROADS) for i in range(5)]
    july += [
        case(6000, opd=SOCIAL, kecamatan="Selatan", kelurahan="Kenanga", visibility="Rahasia", category="KESEHATAN")
    ]
    july.append(case(1011, opened="30/09/2025", status=SOLVED, opd=ROADS, channel="SMS", kind="Aspirasi"))
    later = [dict(one) for one in july]
    for one in later[26:30]:
        one["Status Laporan"] = BY_SYSTEM
    for one in later[30:35]:
        one["Status Laporan"] = SOLVED
    new = {"opened": "28/09/2026", "at": "22:05", "kecamatan": "Selatan", "kelurahan": "Anggrek", "opd": SOCIAL}
    desk = Desk(tmp_path_factory.mktemp("busy"), ROOT / "tests" / "data" / "raw", tiny_catalogue, tiny_reference, None)
    folder = drawer(desk)
    export(folder, "lapor-2024-10-20.xlsx", old)
    export(folder, "lapor-2026-07-15.xlsx", july)
    export(folder, "lapor-2026-08-15.xlsx", later)
    export(folder, "lapor-2026-09-30.xlsx", [*later, *(case(7000 + i, **new) for i in range(3))])
    built(desk)
    return desk.warehouse


def test_the_first_lines_say_what_came_in_what_is_late_and_whose_it_is(busy, monkeypatch):
    client = serve(busy, monkeypatch)
    static = page(client, "/aduan")
    words = words_of(static)
    assert "39 aduan masuk dalam dua belas bulan sampai 30 September 2026." in words
    assert "Itu 27 lebih banyak dari dua belas bulan sebelumnya." in words
    assert re.search(r"7 aduan terbuka lewat batas waktu ?, terbanyak pada Dinas Pekerjaan Umum \(6\)", words)
    assert "Dari 10 aduan yang belum selesai pada 30 September 2026. Yang terlama lewat 71 hari." in words
    assert "64,5%" in words.split("\n")  # 20 of 31; 5 of 36 due are not known
    assert "20 dari 31 yang dapat dinilai. Ketepatan waktu tidak dapat dihitung untuk 5 aduan." in words
    assert "Dengan batas 60 hari kerja: 69,4%." in words  # 25 of 36
    assert "4,2 dari 5" in words  # 25 points from 6
    assert words.count("diketahui sampai 30 September 2026") >= 10


def test_whose_since_when_what_and_how_sure(busy, monkeypatch):
    client = serve(busy, monkeypatch)
    static = page(client, "/aduan")
    offices = static[static.index("is-figures offices") :].partition("</table>")[0]
    assert [words_of(row).split("\n")[0] for row in rows_of(offices)[1:]] == [WORKS, SOCIAL, ROADS]
    assert row_with(offices, WORKS) == [WORKS, "6 terlama 71 hari", "30", "30", "20", "4", "6", "0", "66,7%"]
    assert row_with(offices, SOCIAL) == [SOCIAL, "1 terlama 71 hari", "4", "1", "0", "0", "1", "0", "–"]
    assert row_with(offices, ROADS) == [ROADS, "0", "5", "5", "0", "0", "0", "5", "–"]
    assert row_with(static, "91–180 hari") == ["91–180 hari", "7", "7"]
    assert row_with(static, "sampai 14 hari") == ["sampai 14 hari", "3", "0"]
    assert row_with(static, "AIR BERSIH") == ["AIR BERSIH", "6", "0", "+6"]
    assert row_with(static, "SMS") == ["SMS", "0", "12", "−12"]
    assert row_with(static, "Jul 2026") == ["Jul 2026", "36", "0", "+36", "16"]  # 6, 4, 5 and 1 were open then
    assert row_with(static, "Rabu") == ["Rabu", "0", "0", "0", "36", "0", "0", "0", "0", "36"]
    assert row_with(static, "Senin") == ["Senin", "0", "0", "0", "0", "0", "0", "0", "3", "3"]
    assert row_with(static, "Ditutup sistem", "masalahnya")[:2] == ["Ditutup sistem", "4 dari 30 (13,3%)"]
    assert row_with(static, "Ditutup dalam 10 menit")[1] == "tidak diketahui"  # no closing has an hour
    assert row_with(static, "Dapat dinilai") == ["Dapat dinilai", "31", "36"]
    assert row_with(static, "Tidak dapat dihitung", "5")[1:] == ["5", "0"]
    assert row_with(static, "Rahasia") == ["Rahasia", "1"]


def test_the_open_list_tells_nothing_of_a_confidential_case(busy, monkeypatch):
    static = page(serve(busy, monkeypatch), "/aduan")
    assert row_with(static, "3000") == ["3000", "AIR BERSIH", WORKS, "Mawar", "1 Jul 2026", "21 Jul 2026", "71 hari"]
    secret = row_with(static, "6000")
    assert secret[1:4] == ["rahasia: isi dan tempat tidak ditampilkan", SOCIAL, "tidak diketahui"]
    for personal in ("Fulan", "081234567890", "Lampu jalan"):
        assert personal not in static


def test_an_area_of_the_map_leads_to_its_own_requests(busy, monkeypatch):
    client = serve(busy, monkeypatch)
    static = page(client, "/aduan")
    assert "Mawar: 6 aduan" in words_of(static)
    assert "/aduan?wilayah=99.01.01.1002" in links_of(static)
    mawar = words_of(page(client, "/aduan?wilayah=99.01.01.1002"))
    assert "6 aduan masuk dalam dua belas bulan sampai 30 September 2026." in mawar
    assert "Hanya 6 aduan: ditulis sebagai jumlah, tanpa persentase." in mawar
    assert "6000" not in mawar
    for address in (
        "/aduan",
        "/aduan?wilayah=99.01.02",
        "/aduan?wilayah=99.01.02.1003",
        "/aduan?kpi=service_request_received_count&tingkat=kecamatan",
    ):
        for link in links_of(page(client, address)):
            if link.startswith("/") and not link.startswith("/unduh"):
                assert client.get(link.partition("#")[0]).status_code == 200, link


def test_a_period_is_set_beside_the_same_one_a_year_before(busy, monkeypatch):
    client = serve(busy, monkeypatch)
    assert "Itu 36 lebih banyak dari Juli 2025." in words_of(page(client, "/aduan?periode=2026-07"))
    year = words_of(page(client, "/aduan?periode=2026"))
    assert "39 aduan masuk dalam 2026." in year
    assert "Rentang ini belum utuh (sampai 30 September 2026), jadi tidak dibandingkan." in year
    first = words_of(page(client, "/aduan?periode=2024"))
    assert "11 aduan masuk dalam 2024." in first
    assert "Tidak dibandingkan dengan 2023: catatan baru mulai 15 Oktober 2024." in first
    for asked in ("2023", "2027", "2026-07-01"):
        answer = client.get(f"/aduan?periode={asked}")
        assert answer.status_code == 404
        assert "2024, 2025, 2026" in words_of(first_paint(answer.text))


def test_too_many_unknown_closings_give_no_share(service_desk, monkeypatch):
    """30 cases of one day, 23 of them in time and 7 closed between the exports: 7 of 30 is more than 20 %."""
    july = [case(1000 + i, status=SOLVED if i < 23 else "Proses") for i in range(30)]
    export(drawer(service_desk), "lapor-2026-07-15.xlsx", july)
    export(drawer(service_desk), "lapor-2026-09-30.xlsx", [one | {"Status Laporan": SOLVED} for one in july])
    client = serve(built(service_desk), monkeypatch)
    words = words_of(page(client, "/aduan"))
    assert "23 dari 23 yang dapat dinilai. Ketepatan waktu tidak dapat dihitung untuk 7 aduan." in words
    assert "100,0%" not in words
    assert "Tidak dihitung" in words.split("\n")
    share = "kpi=service_request_on_time_pct&periode=2026-07"
    assert "tidak dihitung: terlalu banyak yang tidak diketahui" in words_of(page(client, f"/tren?{share}"))
    mapped = words_of(page(client, f"/peta?{share}&tingkat=kelurahan"))
    assert "Tidak dihitung: terlalu banyak yang tidak diketahui" in mapped and "Disebut" not in mapped
    told = words_of(page(client, f"/jelaskan?{share}"))
    assert "Tidak dihitung: terlalu banyak yang tidak diketahui." in told


def test_ten_cases_are_shown_as_counts(service_desk, monkeypatch):
    """Eight solved in time, two open past 21 July."""
    export(
        drawer(service_desk),
        "lapor-2026-07-15.xlsx",
        [case(i, status=SOLVED if i > 2 else "Proses") for i in range(1, 11)],
    )
    export(
        drawer(service_desk),
        "lapor-2026-09-30.xlsx",
        [case(i, status=SOLVED if i > 2 else "Proses") for i in range(1, 11)],
    )
    static = page(serve(built(service_desk), monkeypatch), "/aduan")
    words = words_of(static.partition('<footer class="edition"')[0])
    assert "10 aduan masuk dalam dua belas bulan sampai 30 September 2026." in words
    assert "Hanya 10 aduan: ditulis sebagai jumlah, tanpa persentase." in words
    assert "8 dari 10" in words.split("\n")
    assert row_with(static, "Dinas Pekerjaan Umum")[0:2] == [WORKS, "2 terlama 71 hari"]
    assert [line for line in words.split("\n") if "%" in line and "Rumus" not in line] == []


def test_a_city_without_exports_says_what_is_missing_and_who_has_it(tiny_client):
    static = page(tiny_client, "/aduan")
    words = words_of(static)
    assert "Belum ada aduan Kota Contoh di dasbor ini." in words
    assert "berkasnya belum diserahkan" in words
    assert "Diskominfo Kota Contoh" in words
    assert any(link.startswith("/data?sumber=lapor_export") for link in links_of(static))


def test_the_public_sees_monthly_figures_and_no_details(busy, monkeypatch):
    client = serve(busy, monkeypatch, AUDIENCE="public")
    static = page(client, "/aduan")
    words = words_of(static)
    assert "tidak diterbitkan" in words
    assert row_with(static, "Juli 2026")[:2] == ["Juli 2026", "36 aduan"]
    for hidden in (WORKS, SOCIAL, "AIR BERSIH", "SMS", "6000", "3000"):
        assert hidden not in words
    assert "Mawar" in words  # the map


def test_simulated_requests_wear_the_frame(busy, tmp_path, monkeypatch):
    """No real edition may hold them, so a copy of this one is made to say that its requests are."""
    shutil.copytree(busy, tmp_path / "warehouse", symlinks=True)
    with duckdb.connect(str(tmp_path / "warehouse" / "current" / "internal.duckdb")) as con:
        con.execute("update mart.service_request_account set quality = 'simulasi'")
    words = words_of(page(serve(tmp_path / "warehouse", monkeypatch), "/aduan"))
    assert "SIMULASI: bukan data kota" in words
    assert "Simulasi Ekspor aduan SP4N-LAPOR!" in words
    assert "SIMULASI: bukan data kota" not in words_of(page(serve(busy, monkeypatch), "/aduan"))


def test_the_page_speaks_english(busy, monkeypatch):
    client = serve(busy, monkeypatch)
    static = page(client, "/aduan?bahasa=en")
    words = words_of(static)
    assert (
        "39 requests came in in the twelve months to 30 September 2026. That is 27 more than in the twelve months before."
        in words
    )
    assert "64.5%" in words.split("\n")
    assert "Wednesday" in words
    assert all("bahasa=en" in link for link in links_of(static.partition("<main")[2]) if link.startswith("/aduan"))
    for indonesian in ("aduan", "Lewat batas", "tidak", "belum"):
        own = re.sub(r'<(\w+)[^>]* lang="id"[^>]*>.*?</\1>', "", static.partition("<main")[2])
        assert not re.search(rf"\b{indonesian}\b", words_of(own)), indonesian


def test_indicators_of_requests_lead_to_the_page(busy, monkeypatch):
    client = serve(busy, monkeypatch)
    assert "/aduan" in links_of(page(client, "/peta?kpi=service_request_received_count"))
