"""Sheets that are not what they should be: each fault has its sentence, naming file, sheet, row, and its exit code."""

import io

import pytest
import xlsxwriter
from sheets import HANDOVER, SELATAN, UTARA, deliver, kcda, read_manifest

BPS = "population_bps_count"
FILE = "raw/population_kcda/99.01/kcda.xlsx"


@pytest.fixture
def desk(people_desk):
    return people_desk


def folder(desk):
    return desk.raw / "population_kcda" / "99.01"


def put(desk, content: bytes, name: str = "kcda.xlsx") -> None:
    folder(desk).mkdir(parents=True)
    (folder(desk) / name).write_bytes(content)
    (folder(desk) / "serah_terima.yml").write_text(HANDOVER, encoding="utf-8")


def values(desk) -> dict[str, float]:
    return dict(desk.rows("select area_code, value from mart.kpi_value where kpi_id = ? and value is not null", [BPS]))


def refused(desk, *words: str) -> str:
    before = desk.served()
    ran = desk.build()
    assert ran.code == 1, ran.said
    assert desk.served() == before
    found = ran.lines(*words)
    assert len(found) == 1, ran.said
    return found[0]


def workbook(**how) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        kcda(book, **{"kecamatan": "Utara", "rows": UTARA, **how})
    return out.getvalue()


def empty_workbook() -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        book.add_worksheet("Sheet1")
    return out.getvalue()


# An encrypted XLSX is an OLE container that holds a stream of this name instead of sheets.
ENCRYPTED = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 504 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 512
UNREADABLE = {
    "nothing": (b"", "berkas kosong (0 bita)"),
    "not a workbook": (b"PK\x03\x04 bukan", "bukan buku kerja yang utuh"),
    "a page of the web": (b"<html><table><tr><td>Melati</td></tr></table></html>", "halaman web"),
    "encrypted": (ENCRYPTED, "disandikan"),
    "without a cell": (empty_workbook(), "buku kerja kosong"),
    "cut off": (workbook()[:3000], "bukan buku kerja yang utuh"),
}


@pytest.mark.parametrize("case", UNREADABLE)
def test_a_file_that_cannot_be_read_stops_the_build(desk, case):
    content, words = UNREADABLE[case]
    put(desk, content)
    sentence = refused(desk, f"{FILE}::: ", words)
    assert sentence.rstrip(".").split("; ")[-1]  # and says what to do


ABOUT_ANOTHER = {
    # name -> (how the sheet is made, words)
    "a kecamatan that is not there": ({"kecamatan": "Selaten"}, ("kecamatan 'selaten'", "99.01", "Selatan (99.01.02)")),
    "another city": ({"kecamatan": "Utara, Kota Binjai"}, ("Kota Binjai", "99.01")),
    "title and sheet disagree": ({"name": "Selatan"}, ("Utara", "Selatan", "samakan")),
    "no year": ({"year": ""}, ("tahunnya tidak disebut",)),
    "two years": ({"year": ", 2023 dan 2024"}, ("beberapa tahun (2023, 2024)",)),
    "a year to come": ({"year": ", 2027"}, ("tahun 2027 belum tiba",)),
    "only the year of the book": ({"year": ", Kecamatan Dalam Angka 2025"}, ("tahunnya tidak disebut",)),
}


@pytest.mark.parametrize("case", ABOUT_ANOTHER)
def test_a_sheet_about_something_else_stops_the_build(desk, case):
    how, words = ABOUT_ANOTHER[case]
    put(desk, workbook(**how))
    refused(desk, f"{FILE}[{how.get('name') or how.get('kecamatan', 'Utara')}]:4:", *words)


def test_the_year_of_a_book_in_a_files_name_is_not_the_figures(desk):
    """The book of 2025 holds figures of 2024; without another year the sheet is refused rather than read as 2025."""
    where = desk.raw / "population_kcda" / "99.01"
    deliver(where, "KCDA 2025 Utara.xlsx", [("Utara", UTARA)], year="")
    refused(desk, "KCDA 2025 Utara.xlsx[Utara]", "tahunnya tidak disebut")


def test_a_city_of_another_folder_is_named(real_desk):
    """A sheet of Kecamatan Siantar Utara in the folder of Tebing Tinggi: the message says whose it is."""
    where = real_desk.raw / "population_kcda" / "12.76"
    deliver(where, "kcda.xlsx", [("Siantar Utara", UTARA)])
    ran = real_desk.build()
    assert ran.code == 1
    assert ran.lines("12.76/kcda.xlsx[Siantar Utara]:4:", "Kota Pematangsiantar (12.72)")


def test_a_name_that_does_not_exist_is_set_aside_with_the_best_guess(desk):
    put(desk, workbook(rows=[("Melatti", 120, 130, 250), UTARA[1]]))
    desk.allow_loss("population_kcda")
    ran = desk.build()
    assert ran.code == 0
    (sentence,) = ran.lines(f"tersisih: {FILE}[Utara]:8:wilayah: ")
    assert "'Melatti'" in sentence and "Utara" in sentence and "Melati (99.01.01.1001)" in sentence
    assert values(desk) == {"99.01.01.1002": 150, "99.01.01": 400}  # the kecamatan as printed, its sum is not known
    (account,) = [i for i in read_manifest(desk)["inputs"] if i["source_id"] == "population_kcda"]
    assert (account["rows_in"], account["loaded"], account["set_aside"], account["lines"]["data"]) == (2, 1, 1, 2)


def test_a_name_of_the_other_kecamatan_is_not_taken(desk):
    put(desk, workbook(rows=[("Kenanga", 120, 130, 250), UTARA[1]]))
    assert "Kenanga (99.01.02.1002) di Selatan" in refused(desk, f"{FILE}[Utara]:8:wilayah: ", "'Kenanga'")


def test_an_alias_makes_the_name_known(desk):
    desk.replace(
        "area_aliases", "99.01,kota,Kota Contoh,Contoh,rekaan,yes", "99.01.01.1001,kelurahan,Melati,Melatti,rekaan,yes"
    )
    put(desk, workbook(rows=[("Melatti", 120, 130, 250), UTARA[1]]))
    assert desk.build().code == 0
    assert values(desk)["99.01.01.1001"] == 250


def test_too_many_lost_rows_stop_the_build(desk):
    put(desk, workbook(rows=[("Melatti", 120, 130, 250), UTARA[1]]))
    refused(desk, "population_kcda.yml:max_set_aside_pct", "1 dari 2")


def test_a_kelurahan_twice_is_set_aside_and_named(desk):
    put(desk, workbook(rows=[*UTARA, ("MELATI", 1, 1, 2)], printed=[190, 210, 400]))
    desk.allow_loss("population_kcda")
    ran = desk.build()
    assert ran.code == 0, ran.said
    (sentence,) = ran.lines(f"{FILE}[Utara]:10:wilayah: ")
    assert "'MELATI' sudah ada" in sentence and "(baris 8)" in sentence
    assert values(desk) == {"99.01.01.1001": 250, "99.01.01.1002": 150, "99.01.01": 400}


BAD_CELLS = {
    # what stands in Melati's row -> (column, words)
    "a percentage": ((120, 130, "62,5%"), "jumlah", "persen"),
    "a share as a number": ((120, 130, 0.625), "jumlah", "bukan bilangan bulat"),
    "negative": ((-120, 130, 10), "laki-laki", "di luar rentang"),
    "words": ((120, 130, "banyak"), "jumlah", "bukan angka"),
    "nothing": ((120, 130, None), "jumlah", "kosong"),
    "a thousand of the English": ((1120, 1130, "2,250"), "jumlah", "bukan bilangan bulat"),
    "parts that do not make the whole": ((120, 130, 520), "jumlah", "bagiannya berjumlah 250, tercetak 520"),
}


@pytest.mark.parametrize("case", BAD_CELLS)
def test_a_row_whose_figure_cannot_be_is_set_aside(desk, case):
    cells, column, words = BAD_CELLS[case]
    put(desk, workbook(rows=[("Melati", *cells), UTARA[1]], printed=["...", "...", "..."]))
    desk.allow_loss("population_kcda")
    ran = desk.build()
    assert ran.code == 0, ran.said
    (sentence,) = ran.lines(f"tersisih: {FILE}[Utara]:8:{column}: ")
    assert words in sentence
    assert values(desk) == {"99.01.01.1002": 150}


@pytest.mark.parametrize(("declared", "melati"), [("id", 1234), ("en", None)])
def test_a_point_is_what_the_source_declares(desk, declared, melati):
    """`1.234` as text is one thousand in the Indonesian form; in the English one it is 1.234 people: set aside."""
    desk.declare("sources/population_kcda.yml", "number_format: id", f"number_format: {declared}")
    put(desk, workbook(rows=[("Melati", 600, 634, "1.234"), UTARA[1]], printed=["...", "...", "..."]))
    desk.allow_loss("population_kcda")
    ran = desk.build()
    assert ran.code == 0, ran.said
    assert values(desk).get("99.01.01.1001") == melati
    assert len(ran.lines(f"{FILE}[Utara]:8:jumlah: ", "'1.234'")) == (melati is None)


def test_a_small_contradiction_is_told_and_both_figures_stay(desk):
    """1,203 and 1,210 make 2,413, printed 2,414; the lines make 2,564, printed 2,560: misprints, under 1 %."""
    put(desk, workbook(rows=[("Melati", 1203, 1210, 2414), UTARA[1]], printed=[1273, 1290, 2560]))
    ran = desk.build()
    assert ran.code == 0, ran.said
    assert ran.lines(f"{FILE}[Utara]:8:jumlah: ", "2.413", "2.414")
    assert ran.lines(f"{FILE}[Utara]:10:jumlah: ", "2.564", "2.560")
    assert values(desk)["99.01.01.1001"] == 2414
    assert values(desk)["99.01.01"] == 2564
    kept = "select area_code, note_kind, value from mart.kpi_note where kpi_id = ? and note_kind in ('printed', 'recomputed')"
    both = set(desk.rows(kept, [BPS]))
    assert {("99.01.01.1001", "recomputed", 2413), ("99.01.01", "printed", 2560)} <= both


def test_a_total_that_lacks_a_line_stops_the_build(desk):
    """The printed total is 400; with Mawar's line gone the others make 250."""
    put(desk, workbook(rows=UTARA[:1], printed=[190, 210, 400]))
    refused(desk, f"{FILE}[Utara]:9:", "selisih 70")  # of the men, the first column that does not add up


def test_no_table_at_all_says_what_was_looked_for(desk):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        book.add_worksheet("Sheet1").write_row(0, 0, ["Nama", "Nilai"])
    put(desk, out.getvalue())
    sentence = refused(desk, f"{FILE}::: ", "Sheet1")
    assert "jumlah" in sentence and "population_kcda.yml" in sentence


def test_two_columns_of_the_same_figure_are_not_chosen_between(desk):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("Utara")
        sheet.write_row(0, 0, ["Kelurahan", "Jumlah", "Total"])
        sheet.write_row(1, 0, ["Melati", 250, 251])
    put(desk, out.getvalue())
    refused(desk, f"{FILE}[Utara]:1:", "kolom B dan C")


def test_a_semester_that_is_not_said_or_not_over_stops_the_build(desk):
    where = desk.raw / "population_dukcapil_sheet" / "99.01"
    deliver(where, "dkb.xlsx", [("Utara", UTARA)], year=" Tahun 2024")
    refused(desk, "dkb.xlsx[Utara]:4:", "semesternya tidak disebut")
    deliver(where, "dkb.xlsx", [("Utara", UTARA)], year=" Semester II Tahun 2026")
    refused(desk, "dkb.xlsx[Utara]:4:", "berakhir 31 Desember 2026")


def test_codes_and_names_that_disagree_are_set_aside(desk):
    text = (
        "DKB Semester II 2024\nKode;Kelurahan;L;P;Jumlah\n99.01.01.1001;Mawar;120;130;250\n99.01.01.1002;Mawar;70;80;150\n"
        "11.73.01.1001;Entah;1;1;2\n99.01.01.1009;Entah;1;1;2\n"
    )
    where = desk.raw / "population_dukcapil_sheet" / "99.01"
    where.mkdir(parents=True)
    (where / "dkb.csv").write_text(text, encoding="utf-8")
    desk.allow_loss("population_dukcapil_sheet")
    ran = desk.build()
    assert ran.code == 0
    assert ran.lines("dkb.csv:3:wilayah: ", "Melati (99.01.01.1001)", "Mawar (99.01.01.1002)")
    assert ran.lines("dkb.csv:5:wilayah: ", "bukan bagian kota")
    assert ran.lines("dkb.csv:6:wilayah: ", "tidak ada di daftar area_codes")


def test_the_same_file_twice_is_refused(desk):
    put(desk, workbook())
    (folder(desk) / "salinan.xlsx").write_bytes((folder(desk) / "kcda.xlsx").read_bytes())
    refused(desk, "salinan.xlsx::: ", "sama persis")


def test_names_of_signatories_below_the_table_are_not_data(desk):
    put(desk, workbook(footnotes=["Sumber: Disdukcapil", "Contoh, 15 Januari 2025", "Kepala Dinas,", "Fulan Rekaan"]))
    ran = desk.build()
    assert ran.code == 0, ran.said
    assert ran.lines(f"{FILE}[Utara]:4::", "mengutip Dukcapil")  # and BPS's own source is told
    assert "Fulan" not in ran.said
    assert desk.rows("select count(*) from mart.kpi_note where note like '%Fulan%'") == [(0,)]


def test_both_kecamatan_in_one_sheet_are_told_apart(desk):
    """Groups above, subtotals within, the city's total at the end; a subtotal counted once."""
    lines = ["Jumlah Penduduk Menurut Kelurahan di Kota Contoh, 2024", "Kelurahan,L,P,Jumlah"]
    for name, rows in (
        ("Utara", UTARA),
        ("Selatan", [(r[0], *(str(c).replace(".", "") for c in r[1:])) for r in SELATAN]),
    ):
        whole = [sum(int(r[i]) for r in rows) for i in (1, 2, 3)]
        lines += [
            f"Kecamatan {name},,,",
            *(",".join(map(str, r)) for r in rows),
            f"Jumlah,{whole[0]},{whole[1]},{whole[2]}",
        ]
    lines.append("Kota Contoh,1040,1060,2100")
    put(desk, "\n".join(lines).encode(), "kota.csv")
    ran = desk.build()
    assert ran.code == 0, ran.said
    assert values(desk)["99.01"] == 2100
    assert desk.rows(
        "select value from mart.kpi_note where kpi_id = ? and area_code = '99.01' and note_kind = 'printed'", [BPS]
    ) == [(2100,)]


@pytest.mark.parametrize(("quoted", "said"), [(2450, "-14,3 %"), (1900, "+10,5 %"), (2060, None), (2142, None)])
def test_a_total_far_from_the_quoted_one_is_told_and_loaded(desk, quoted, said):
    """The register's sheet counts 2,100 where the quotation says `quoted`; up to 2 % is no news (40 of 2,060 are 1.94 %)."""
    desk.replace("population_dukcapil", "total,1000,jiwa,2024", f"total,{quoted},jiwa,2024")
    made = desk.raw / "population_dukcapil_sheet" / "99.01"
    made.mkdir(parents=True)
    with xlsxwriter.Workbook(made / "DKB 2024.xlsx") as book:
        kcda(book, "Utara", UTARA, year=", Semester II 2024")
        kcda(book, "Selatan", SELATAN, year=", Semester II 2024")
    ran = desk.build()
    assert ran.code == 0, ran.said
    told = ran.lines("peringatan: raw/population_dukcapil_sheet/99.01/DKB 2024.xlsx::jumlah: Kota Contoh (kota) 2024")
    if said is None:
        assert not told
    else:
        (line,) = told
        assert "berjumlah 2.100" in line and f"{quoted:,}".replace(",", ".") in line and said in line
        assert "periksa tahun dan semester" in line and "tetap dimuat" in line
    asked = "select value from mart.kpi_value where kpi_id = 'population_dukcapil_count' and area_code = '99.01' and period_start = '2024-01-01'"
    assert desk.rows(asked) == [(2100,)]
