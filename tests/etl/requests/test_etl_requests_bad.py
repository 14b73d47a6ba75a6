"""What can be wrong with an export: what the analyst is told, what is set aside, and that the served edition stays."""

import zipfile

import pytest
from lapor import SOLVED, TITLES, case, export, inputs, values

AS_OF = ("--as-of", "2026-09-30")
NAME = "lapor-2026-09-30.xlsx"


SPOILT = (
    ({"opened": "12/08/1900"}, "Tanggal Laporan", "time_impossible"),
    ({"opened": "12/08/3020"}, "Tanggal Laporan", "time_impossible"),
    ({"opened": "31/02/2026"}, "Tanggal Laporan", "time_format"),
    ({"opened": "=TODAY()"}, "Tanggal Laporan", "time_format"),
    ({"opened": "01/10/2026"}, "Tanggal Laporan", "time_impossible"),
    ({"opened": "07/13/2026"}, "Tanggal Laporan", "time_format"),  # month and day exchanged
    ({"opened": None, "at": None}, "Tanggal Laporan", "required_empty"),
    ({"status": "Menunggu Wangsit"}, "Status Laporan", "status_unknown"),
    ({"status": None}, "Status Laporan", "required_empty"),
    ({"city": "Kota Lain"}, "Kabupaten", "city_other"),
    ({"Tracking ID": "7.39E+11"}, "Tracking ID", "id_rounded"),
    ({"Tracking ID": "nomor saya dua puluh"}, "Tracking ID", "id_format"),
    ({"Tracking ID": None}, "Tracking ID", "required_empty"),
    ({"Tracking ID": "1"}, "Tracking ID", "request_twice"),
)


def test_rows_that_cannot_be_are_set_aside_and_counted(desk, drawer):
    desk.allow_loss("lapor_export")
    spoilt = [case(f"S{place}", **what) for place, (what, _, _) in enumerate(SPOILT)]
    export(drawer, NAME, [case("1"), case("2"), *spoilt])
    ran = desk.build(*AS_OF)
    assert ran.code == 0, ran.said
    told = desk.rows("select line, \"column\" from meta.set_aside where source_id = 'lapor_export' order by line")
    assert told == [(line, column) for line, (_, column, _) in enumerate(SPOILT, start=4)]
    reasons = desk.rows("select reason_code from meta.set_aside where source_id = 'lapor_export' order by line")
    assert [reason for (reason,) in reasons] == [reason for _, _, reason in SPOILT]
    assert inputs(desk, "lapor_export") == [(2 + len(SPOILT), 2, len(SPOILT))]
    assert values(desk, "service_request_received_count")["2026-07"] == [2, 2, None]


def test_too_many_lost_rows_stop_the_build(desk, drawer):
    before = desk.served()
    export(drawer, NAME, [case("1"), case("2", status="Menunggu Wangsit")])
    ran = desk.build(*AS_OF)
    assert ran.code == 1 and ran.lines("lapor_export.yml:max_set_aside_pct", "1 dari 2 baris")
    assert desk.served() == before


def test_a_number_used_again_for_another_case_keeps_the_first(desk, drawer):
    desk.allow_loss("lapor_export")
    export(drawer, "lapor-2026-07-31.xlsx", [case("1", status=SOLVED)])
    export(drawer, NAME, [case("1", opened="20/08/2026"), case("2", opened="20/08/2026")])
    ran = desk.build(*AS_OF)
    assert ran.lines(f"{NAME}:2:Tracking ID:", "sudah dipakai aduan yang dibuka pada hari lain")
    assert inputs(desk, "lapor_export") == [(1, 1, 0), (2, 1, 1)]
    received = values(desk, "service_request_received_count")
    assert (received["2026-07"][0], received["2026-08"][0]) == (1, 1)


def test_the_same_file_twice_and_two_that_overlap_count_every_case_once(desk, drawer):
    rows = [case(str(number), opened=f"{number:02}/07/2026") for number in range(1, 11)]
    export(drawer, "lapor-2026-07-31.xlsx", rows)
    export(drawer, "lapor-2026-07-31 (1).xlsx", rows)
    export(drawer, "lapor-2026-08-07.xlsx", [*rows[3:], case("11", opened="03/08/2026")])
    ran = desk.build(*AS_OF)
    assert ran.code == 0, ran.said
    received = values(desk, "service_request_received_count")
    assert (received["2026-07"][0], received["2026-08"][0]) == (10, 1)
    assert inputs(desk, "lapor_export") == [(10, 10, 0)] * 2 + [(8, 8, 0)]


def truncated(path):
    path.write_bytes(path.read_bytes()[:2000])


def bomb(path):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * 300_000_000)


def page(path):
    path.write_text("<html><table><tr><td>masuk lagi</td></tr></table></html>", encoding="utf-8")


def emptied(path):
    path.write_bytes(b"")


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (truncated, "bukan buku kerja yang utuh"),
        (bomb, "terlalu besar untuk tabel"),
        (page, "halaman web"),
        (emptied, "berkas kosong"),
        (lambda path: path.rename(path.with_name("lapor.xlsx")), "tanggal ekspor"),
        (lambda path: path.rename(path.with_name("lapor-2026-13-45.xlsx")), "tanggal ekspor"),
        (lambda path: export(path.parent, path.name, []), "tidak ada baris data"),
        (lambda path: export(path.parent, path.name, [case("1")], TITLES[1:]), "Tracking ID"),
    ],
)
def test_a_file_that_cannot_be_used_stops_the_build(desk, drawer, spoil, words):
    before = desk.served()
    spoil(export(drawer, NAME, [case("1")]))
    ran = desk.build(*AS_OF)
    assert ran.code == 1 and ran.lines("raw/lapor_export/99.01/", words)
    assert desk.served() == before


def test_a_city_may_take_the_persons_out_before_handing_over(desk, drawer):
    kept = [title for title in TITLES if title not in ("Nama Pelapor", "Isi Laporan Awal", "Isi Laporan Akhir")]
    export(drawer, NAME, [case("1")], tuple(kept))
    assert desk.build(*AS_OF).code == 0
    assert inputs(desk, "lapor_export") == [(1, 1, 0)]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("  request_id: {from: Tracking ID}", "  nomor: {from: Tracking ID}", "bukan peran yang dikenal"),
        ("  status: {from: Status Laporan}\n", "", "columns perlu status"),
        ('"%d-%m-%Y"]', '"%m/%d/%Y"]', "hari-bulan dan bulan-hari"),
        ("deadline: lapor", "deadline: stated", "perlu kolom due_at"),
        ("Proses: open", "Proses: terbuka", "statuses"),
        ("shape: requests", "shape: table", "shape: requests dan kunci requests hanya bersama-sama"),
    ],
)
def test_a_mapping_that_cannot_be_names_its_file(desk, old, new, words):
    desk.declare("sources/lapor_export.yml", old, new)
    ran = desk.build(*AS_OF)
    assert ran.code == 1 and ran.lines("sources/lapor_export.yml", words)
