"""Sheets of BPS and Dukcapil as received become official figures by kelurahan and take the place of the estimate.

The workbooks are made by `tests/sheets.py`; what is in them is listed there.
"""

import json

import pytest
import xlsxwriter
from sheets import HANDOVER, SELATAN, UTARA, deliver, kcda, read_manifest

BPS = "population_bps_count"
MODEL = "population_modelled_count"
DENSITY = "population_density_modelled_per_km2"
REGISTER = "population_dukcapil_count"
OF_UTARA = {"99.01.01": 400, "99.01.01.1001": 250, "99.01.01.1002": 150}
OF_SELATAN = {"99.01.02": 1700, "99.01.02.1001": 1000, "99.01.02.1002": 600, "99.01.02.1003": 100}
ALL = {"99.01": 2100, **OF_UTARA, **OF_SELATAN}


@pytest.fixture
def desk(people_desk):
    return people_desk


def values(desk, kpi: str, period: str = "2024-01-01", file: str = "internal") -> dict[str, float]:
    asked = (
        "select area_code, value from mart.kpi_value where kpi_id = ? and period_start = ?::date and value is not null"
    )
    return dict(desk.rows(asked, [kpi, period], file))


def qualities(desk, kpi: str, file: str = "internal") -> dict[str, tuple[str, str]]:
    asked = "select area_code, quality, source_id from mart.kpi_value where kpi_id = ? and period_start = '2024-01-01'"
    return {area: (quality, source) for area, quality, source in desk.rows(asked, [kpi], file)}


def notes(desk, kpi: str, area: str, kind: str = "note", file: str = "internal") -> str:
    asked = "select note from mart.kpi_note where kpi_id = ? and area_code = ? and note_kind = ? and period_start = '2024-01-01'"
    return " | ".join(note for (note,) in desk.rows(asked, [kpi, area, kind], file))


def built(desk, *more: str):
    ran = desk.build(*more)
    assert ran.code == 0, ran.said
    return ran


def folder(desk, source: str = "population_kcda"):
    return desk.raw / source / "99.01"


def whole_city(desk, **how):
    return deliver(folder(desk), "KCDA 2025.xlsx", [("Utara", UTARA), ("Selatan", SELATAN)], **how)


def test_a_workbook_of_kecamatan_becomes_official_figures_at_every_level(desk):
    whole_city(desk)
    built(desk)
    assert values(desk, BPS) == ALL
    assert set(qualities(desk, BPS).values()) == {("resmi", "population_kcda")}


def test_the_estimate_makes_room_for_the_official_figure(desk):
    """Without the sheet Melati is estimated at 428: 1,000 x 3 of 7 polling stations are 428 4/7, and the three residents left
    over go to the larger remainders 5/7, 6/7, 6/7."""
    built(desk)
    assert values(desk, MODEL)["99.01.01.1001"] == 428
    assert qualities(desk, MODEL)["99.01.01.1001"][0] == "estimasi"
    whole_city(desk)
    built(desk)
    assert values(desk, MODEL) == ALL
    assert {quality for quality, _ in qualities(desk, MODEL).values()} == {"resmi"}
    assert values(desk, DENSITY)["99.01.01.1001"] == 125  # 250 on 2 km2
    assert values(desk, DENSITY)["99.01"] == 175  # 2,100 on 12 km2
    assert "Kecamatan Utara" in notes(desk, MODEL, "99.01.01.1001", "source")
    assert values(desk, REGISTER) == {"99.01": 1000}  # the other instrument is untouched


def test_every_line_of_a_sheet_is_accounted_for(desk):
    """Utara: two titles, three heading rows, column numbers; two kelurahan with a footnote between; the total; two footnotes;
    blank lines after the titles and before the footnotes. 6 + 2 + 1 + 3 + 2 = 14 lines."""
    whole_city(desk, among={1: "*) Angka sementara"})
    built(desk)
    utara, selatan = [i for i in read_manifest(desk)["inputs"] if i["source_id"] == "population_kcda"]
    assert utara["path"].endswith("KCDA 2025.xlsx[Utara]")
    assert utara["lines"] == {"heading": 6, "data": 2, "total": 1, "footnote": 3, "blank": 2}
    assert selatan["lines"] == {"heading": 6, "data": 3, "total": 1, "footnote": 3, "blank": 2}
    assert [(i["rows_in"], i["loaded"], i["set_aside"]) for i in (utara, selatan)] == [(2, 2, 0), (3, 3, 0)]
    assert values(desk, BPS) == ALL


def test_one_workbook_for_each_kecamatan_is_the_same(desk):
    deliver(folder(desk), "utara.xlsx", [("Utara", UTARA)])
    deliver(folder(desk), "selatan.xlsx", [("Selatan", SELATAN)])
    built(desk)
    assert values(desk, MODEL) == ALL


def test_signs_and_marks_keep_their_meaning(desk):
    """`-` is none, `...` is not known, `1.000*` is preliminary by the table's own words, thin spaces part thousands."""
    rows = [("Anggrek", "490*", "510*", "1.000*"), ("Kenanga", "-", "-", "-"), ("Ma'rang & Soka", "...", "...", "...")]
    deliver(
        folder(desk),
        "a.xlsx",
        [("Utara", [("Melati", "1\u2009120", "1\u00a0130", "2 250"), UTARA[1]])],
        printed=["1.190", "1.210", "2.400"],
    )
    deliver(folder(desk), "b.xlsx", [("Selatan", rows)], printed=["490", "510", "1.000"])
    built(desk)
    found = values(desk, BPS)
    assert (found["99.01.01.1001"], found["99.01.02.1001"], found["99.01.02.1002"]) == (2250, 1000, 0)
    assert "99.01.02.1003" not in found
    assert found["99.01.02"] == 1000  # printed: the sum is not known while one kelurahan is not
    assert "sementara" in notes(desk, BPS, "99.01.02.1001")
    assert "nihil" in notes(desk, BPS, "99.01.02.1002")
    assert "tidak tersedia" in notes(desk, BPS, "99.01.02.1003")
    assert values(desk, MODEL)["99.01.01.1001"] == 428  # Selatan is incomplete: the city waits with its estimate
    assert "angka resmi BPS 2024 sudah ada" in notes(desk, MODEL, "99.01.01.1001")
    assert notes(desk, MODEL, "99.01").startswith("4 dari 5 ")


def test_years_as_columns_and_a_kecamatan_column(desk):
    """One sheet for the city, two years under one heading, no letters of sex; kecamatan named once over its kelurahan."""
    with xlsxwriter.Workbook(folder_made(desk) / "kota.xlsx") as book:
        sheet = book.add_worksheet("Tabel 3.1")
        sheet.write_string(0, 0, "Jumlah Penduduk Menurut Kecamatan dan Kelurahan di Kota Contoh, 2023-2024")
        sheet.merge_range(2, 0, 3, 0, "Kecamatan/District")
        sheet.merge_range(2, 1, 3, 1, "Kelurahan/Village")
        sheet.merge_range(2, 2, 2, 3, "Penduduk/Population")
        sheet.write_row(3, 2, [2023, 2024])
        sheet.merge_range(4, 0, 5, 0, "Utara")
        for i, (name, before, now) in enumerate([("Melati", 240, 250), ("Mawar", 140, 150)]):
            sheet.write_row(4 + i, 1, [name, before, now])
        sheet.write_string(6, 0, "Selatan")
        for i, (name, before, now) in enumerate(
            [("Anggrek", 900, 1000), ("Kenanga", 500, 600), ("Marang Soka", 90, 100)]
        ):
            sheet.write_row(6 + i, 1, [name, before, now])
        sheet.write_row(9, 0, ["Kota Contoh", None, 1870, 2100])
    built(desk)
    assert values(desk, BPS) == ALL
    assert values(desk, BPS, "2023-01-01")["99.01"] == 1870
    behind = desk.rows(
        "select year(period_start), received from mart.source_row where area_code = '99.01.01.1001' and source_id = 'population_kcda' order by all"
    )
    assert [(year, json.loads(row)["tahun"], json.loads(row)["jumlah"]) for year, row in behind] == [
        (2023, "2023", "240"), (2024, "2024", "250")
    ]  # fmt: skip
    (account,) = [i for i in read_manifest(desk)["inputs"] if i["source_id"] == "population_kcda"]
    assert (account["lines"]["data"], account["rows_in"], account["loaded"]) == (5, 10, 10)


def folder_made(desk, source: str = "population_kcda"):
    made = folder(desk, source)
    made.mkdir(parents=True)
    (made / "serah_terima.yml").write_text(HANDOVER, encoding="utf-8")
    return made


@pytest.mark.parametrize("codes", ["with dots", "without dots"])
def test_a_register_sheet_of_semester_two_is_the_years_figure(desk, codes):
    """KK, L, P, both, an age group; codes of Kemendagri; 31 December 2024 stands for 2024."""
    lines = [
        "DATA KONSOLIDASI BERSIH (DKB) SEMESTER II TAHUN 2024;;;;;;",
        "KODE;NAMA WILAYAH;JUMLAH KK;LK;PR;JUMLAH;0-4",
    ]
    groups = [("99.01.01", "UTARA", UTARA), ("99.01.02", "SELATAN", SELATAN)]
    for kecamatan, name, rows in groups:
        whole = [sum(int(str(r[i]).replace(".", "")) for r in rows) for i in (1, 2, 3)]
        lines.append(f"{kecamatan};KECAMATAN {name};;{whole[0]};{whole[1]};{whole[2]};9")
        for i, row in enumerate(rows):
            number = 1001 + i
            lines.append(f"{kecamatan}.{number};{row[0].upper()};80;{row[1]};{row[2]};{row[3]};3")
    path = folder_made(desk, "population_dukcapil_sheet") / "dkb.csv"
    path.write_text(undotted(lines) if codes == "without dots" else "\n".join(lines), encoding="utf-8")
    built(desk)
    found = values(desk, REGISTER)
    assert found == ALL
    assert qualities(desk, MODEL)["99.01.01.1001"] == ("resmi", "population_dukcapil_sheet area_outlines")
    assert values(desk, BPS) == {}
    assert "1.000" in notes(desk, REGISTER, "99.01")  # the quoted total it replaces is named


@pytest.mark.parametrize(
    ("with_sexes", "is_open", "internal", "public"),
    [(True, True, 98.1, 98.1), (True, False, 98.1, 96.1), (False, True, 96.1, 96.1)],
)
def test_the_sex_ratio_follows_the_registers_sheet(desk, with_sexes, is_open, internal, public):
    """Quoted: 490 men, 510 women. In the sheet 190 + 850 men and 210 + 850 women. A sheet of totals leaves the quotation."""
    lines = ["DATA KONSOLIDASI BERSIH (DKB) SEMESTER II TAHUN 2024;;;;", "KODE;NAMA;LK;PR;JUMLAH"]
    for kecamatan, rows in (("99.01.01", UTARA), ("99.01.02", SELATAN)):
        lines += [f"{kecamatan}.{1001 + i};{row[0]};{row[1]};{row[2]};{row[3]}" for i, row in enumerate(rows)]
    if not with_sexes:
        lines = [";".join(part for i, part in enumerate(line.split(";")) if i not in (2, 3)) for line in lines]
    path = folder_made(desk, "population_dukcapil_sheet") / "dkb.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    if not is_open:
        (path.parent / "serah_terima.yml").unlink()
    built(desk)
    assert values(desk, REGISTER) == ALL
    for file, expected in (("internal", internal), ("public", public)):
        assert values(desk, "population_sex_ratio", file=file) == {"99.01": pytest.approx(expected, abs=0.05)}, file
    assert ("tidak memuat laki-laki" in notes(desk, "population_sex_ratio", "99.01")) is not with_sexes


@pytest.mark.parametrize("above", ["its total", "its name alone", "nothing"])
@pytest.mark.parametrize("grand", [2100, 1900])
def test_a_bare_total_at_the_end_is_the_citys(desk, above, grand):
    """`JUMLAH` after two kecamatan whose own lines stand above their kelurahan sums all five, not the last three."""
    lines = ["DATA KONSOLIDASI BERSIH (DKB) SEMESTER II TAHUN 2024;;;;", "KODE;NAMA WILAYAH;LK;PR;JUMLAH"]
    women = 0
    for kecamatan, name, rows in (("99.01.01", "UTARA", UTARA), ("99.01.02", "SELATAN", SELATAN)):
        men, more, both = [sum(int(str(r[i]).replace(".", "")) for r in rows) for i in (1, 2, 3)]
        women += more
        if above != "nothing":
            figures = f"{men};{more};{both}" if above == "its total" else ";;"
            lines.append(f"{kecamatan};KECAMATAN {name};{figures}")
        lines += [f"{kecamatan}.{1001 + i};{row[0].upper()};{row[1]};{row[2]};{row[3]}" for i, row in enumerate(rows)]
    lines.append(f";JUMLAH;{grand - women};{women};{grand}")
    (folder_made(desk, "population_dukcapil_sheet") / "dkb.csv").write_text("\n".join(lines), encoding="utf-8")
    ran = desk.build()
    if grand == 2100:  # 400 + 1,700
        assert ran.code == 0, ran.said
        assert values(desk, REGISTER) == ALL
    else:
        assert ran.code == 1 and ran.lines("jumlah 5 baris", "selisih 200")


def undotted(lines: list[str]) -> str:
    """The same file with codes of digits only."""
    return "\n".join(line.partition(";")[0].replace(".", "") + ";" + line.partition(";")[2] for line in lines)


def test_semester_one_stays_half_a_year_and_leaves_the_estimate(desk):
    with xlsxwriter.Workbook(folder_made(desk, "population_dukcapil_sheet") / "DKB_SEM1_2024.xlsx") as book:
        kcda(book, "Utara", UTARA, year=" Keadaan 30 Juni 2024")
        kcda(book, "Selatan", SELATAN, year=" Keadaan 30 Juni 2024")
    built(desk)
    rows = desk.rows(
        "select distinct period_grain, period_start::varchar from mart.kpi_value where kpi_id = ? and area_level = 'kelurahan'",
        [REGISTER],
    )
    assert rows == [("semester", "2024-01-01")]
    assert values(desk, MODEL)["99.01.01.1001"] == 428


def test_a_missing_kecamatan_shares_what_is_left_of_the_registers_total(desk):
    """Register total 1,000; Utara has 400; 600 are left for Selatan's 2 polling stations (1, 1, 0): 300, 300, 0."""
    made = folder_made(desk, "population_dukcapil_sheet")
    with xlsxwriter.Workbook(made / "utara.xlsx") as book:
        kcda(book, "Utara", UTARA, year=", Semester II 2024")
    built(desk)
    found = values(desk, MODEL)
    assert found == {
        "99.01": 1000, **OF_UTARA, "99.01.02": 600, "99.01.02.1001": 300, "99.01.02.1002": 300, "99.01.02.1003": 0
    }  # fmt: skip
    origin = {area: quality for area, (quality, _) in qualities(desk, MODEL).items()}
    assert [origin[a] for a in ("99.01.01.1001", "99.01.01", "99.01.02.1001", "99.01.02", "99.01")] == [
        "resmi", "resmi", "estimasi", "estimasi", "estimasi"
    ]  # fmt: skip
    assert "2 dari 5" in notes(desk, MODEL, "99.01")


def test_a_missing_kecamatan_without_a_city_total_lets_the_city_wait(desk):
    deliver(folder(desk), "utara.xlsx", [("Utara", UTARA)])
    built(desk)
    assert values(desk, BPS) == OF_UTARA
    assert values(desk, MODEL)["99.01.01.1001"] == 428
    assert "angka resmi BPS 2024 sudah ada" in notes(desk, MODEL, "99.01.01.1001")


def test_the_register_goes_before_bps_and_they_are_never_mixed(desk):
    """BPS says 2,100 and the register 1,000 with Utara 400: the city's figures are the register's alone."""
    whole_city(desk)
    with xlsxwriter.Workbook(folder_made(desk, "population_dukcapil_sheet") / "utara.xlsx") as book:
        kcda(book, "Utara", UTARA, year=", Semester II 2024")
    built(desk)
    assert values(desk, MODEL)["99.01"] == 1000
    assert values(desk, BPS) == ALL
    assert not any("kcda" in source for _, source in qualities(desk, MODEL).values())


def test_a_csv_without_merged_cells_is_read_alike(desk):
    text = (
        "Tabel 3.1.1 Jumlah Penduduk Menurut Kelurahan di Kecamatan Utara, 2024\n\n"
        'No;"Kelurahan\nVillage";Penduduk/Population;;\n;;Laki-laki/Male;Perempuan/Female;Jumlah/Total\n(1);(2);(3);(4);(5)\n'
        "1;Melati;1.120;1.130;2.250\n2;Mawar;70;80;150\n;Utara;1.190;1.210;2.400\n2023;;;;2.300\nSumber: BPS\n"
    )
    made = folder_made(desk)
    (made / "utara.csv").write_text(text, encoding="utf-8")
    built(desk)
    assert values(desk, BPS) == {"99.01.01": 2400, "99.01.01.1001": 2250, "99.01.01.1002": 150}


def test_other_sheets_of_a_workbook_are_named_and_left(desk):
    made = folder_made(desk)
    with xlsxwriter.Workbook(made / "kcda.xlsx") as book:
        book.add_worksheet("Kata Pengantar").write_string(0, 0, "Puji syukur")
        kcda(book, "Utara", UTARA)
        schools = kcda(book, "Selatan", SELATAN, name="Sekolah")
        schools.write_string(0, 0, "Tabel 4.1 Jumlah Sekolah Menurut Kelurahan di Kecamatan Selatan, 2024")
        schools.write_string(1, 0, "Table Schools")
    ran = built(desk)
    (told,) = ran.lines("kcda.xlsx::: ", "tidak dibaca")
    assert "Kata Pengantar" in told and "Sekolah" in told
    assert values(desk, BPS) == OF_UTARA


def test_two_tables_about_the_same_are_one(desk):
    """Table 3.1 prints totals only (and 251 for Melati), 3.2 the sexes too: the fuller one is read, the difference told."""
    with xlsxwriter.Workbook(folder_made(desk) / "kcda.xlsx") as book:
        sheet = book.add_worksheet("3.1")
        sheet.write_string(0, 0, "Tabel 3.1 Jumlah, Laju Pertumbuhan dan Kepadatan Penduduk di Kecamatan Utara, 2024")
        sheet.write_row(2, 0, ["Kelurahan/Village", "Jumlah Penduduk/Population", "Laju Pertumbuhan (%)", "Kepadatan"])
        sheet.write_row(3, 0, ["Melati", 251, 1.2, 125])
        sheet.write_row(4, 0, ["Mawar", 150, 0.8, 38])
        kcda(book, "Utara", UTARA, name="3.2")
    ran = built(desk)
    assert values(desk, BPS) == OF_UTARA
    assert ran.lines("kcda.xlsx[3.1]::: ", "sama dengan", "kcda.xlsx[3.2]")
    assert ran.lines("kcda.xlsx[3.1]::jumlah: ", "99.01.01.1001", "251", "250")
