"""A city hands in its evaluation sheet: from the file to the simulator, with the faults such files have."""

import json

import pytest
import xlsxwriter
from front import page, visitor, words_of

SHEET = "3322443351" + "4444444444" + "22222233111" + "5544444444" + "544454"  # 3.64, summed in test_pages_spbe.py


def rows(digits: str = SHEET, year: int = 2024) -> list[str]:
    return [f"{year},{n},{digit}" for n, digit in enumerate(digits, start=1)]


@pytest.fixture
def real_desk(real_desk):
    """The four real cities with what SPBE is made of."""
    kept = sorted(path.stem for path in (real_desk.catalogue / "kpi").glob("spbe_*.yml"))
    others = [path.name for path in real_desk.raw.iterdir() if not path.name.startswith(("area_", "spbe_"))]
    return real_desk.lightened(tuple(kept), tuple(others), ("spbe_*", "pemdi_indicators"))


@pytest.fixture
def hand_in(real_desk):
    """Put a sheet in its place and build the home city; the result of the build."""

    def put(lines: list[str], head: str = "tahun,no_indikator,tingkat"):
        folder = real_desk.raw / "spbe_indicator_levels" / "12.76"
        folder.mkdir(parents=True)
        (folder / "lembar.csv").write_text("\n".join([head, *lines, ""]), encoding="utf-8")
        return real_desk.build("--city", "12.76")

    return put


def simulator(real_desk, monkeypatch, address: str = "/spbe") -> str:
    shown = words_of(page(visitor(real_desk.warehouse, monkeypatch), address))
    return shown[shown.index("Simulator: bagaimana jika?") :]


def test_a_whole_sheet_fills_the_simulator(real_desk, hand_in, monkeypatch):
    assert hand_in(rows()).code == 0
    shown = simulator(real_desk, monkeypatch)
    assert "Diisi dari lembar evaluasi 2024 yang diserahkan kota" in shown
    assert "Indeks lembar ini, 47 indikator terisi\n3,64 Simulasi" in shown
    assert "Nilai resmi 2024 tetap 3,79" in shown
    # 43 from 4 to 5 against the sheet that was handed in
    tried = simulator(real_desk, monkeypatch, f"/spbe?lembar={SHEET[:42]}5{SHEET[43:]}")
    assert "3,67 Simulasi" in tried
    assert "43. Layanan Data Terbuka\n4 → 5\n+0,03000" in tried
    # whoever wants the domains of the official table has them
    assert "Manajemen dari 2,27 ke 3,00" in simulator(real_desk, monkeypatch, "/spbe?ranah=3.90_3.90_3.00_4.25")
    # another city has not handed in its own
    assert "Belum ada yang diubah" in simulator(real_desk, monkeypatch, "/spbe?kota=12.72")


def workbook(real_desk, lines: list[list], above: list[str], more: str | None = None):
    """The same sheet as a workbook: a title above the heading row, number cells, a further sheet."""
    folder = real_desk.raw / "spbe_indicator_levels" / "12.76"
    folder.mkdir(parents=True)
    with xlsxwriter.Workbook(folder / "Lembar SPBE 2024.xlsx") as book:
        for name in ("LKE", more) if more else ("LKE",):
            sheet = book.add_worksheet(name)
            for i, words in enumerate(above):
                sheet.write_string(i, 0, words)
            sheet.write_row(len(above) + 1, 0, ["Tahun", "No_Indikator", "Tingkat"])
            for i, line in enumerate(lines):
                sheet.write_row(len(above) + 2 + i, 0, line)
        book.add_worksheet("Petunjuk").write_string(0, 0, "Isi tingkat 1 sampai 5")
    return real_desk.build("--city", "12.76")


def test_a_workbook_is_read_like_the_csv(real_desk, monkeypatch):
    ran = workbook(
        real_desk,
        [[2024, n, int(digit)] for n, digit in enumerate(SHEET, start=1)],
        ["LEMBAR KERJA EVALUASI SPBE 2024"],
    )
    assert ran.code == 0, ran.said
    assert ran.lines("Lembar SPBE 2024.xlsx:3:: 1 baris di atas judul kolom tidak dibaca")
    assert ran.lines("Lembar SPBE 2024.xlsx::: 1 lembar lain tidak dibaca: Petunjuk")
    assert "Indeks lembar ini, 47 indikator terisi\n3,64 Simulasi" in simulator(real_desk, monkeypatch)


def test_faults_in_a_workbook_have_their_row(real_desk):
    """47 indicators, the fifth with half a level, and a footnote: 48 in = 46 loaded + 2 set aside; rows as in Excel."""
    lines = [[2024, n, 2.5 if n == 5 else int(digit)] for n, digit in enumerate(SHEET, start=1)]
    ran = workbook(real_desk, [*lines, ["Sumber: Diskominfo"]], ["LEMBAR KERJA EVALUASI SPBE 2024"])
    assert ran.code == 0, ran.said
    assert ran.lines("Lembar SPBE 2024.xlsx:8:tingkat: '2.5' bukan bilangan bulat")
    assert ran.lines("Lembar SPBE 2024.xlsx:51:tahun: 'Sumber: Diskominfo' bukan tahun")
    (received,) = [i for i in manifest_inputs(real_desk) if i["source_id"] == "spbe_indicator_levels"]
    assert (received["rows_in"], received["loaded"], received["set_aside"]) == (48, 46, 2)


def test_two_sheets_with_the_titles_are_not_chosen_between(real_desk):
    before = real_desk.served()
    ran = workbook(real_desk, [[2024, 1, 3]], [], more="LKE revisi")
    assert ran.code == 1
    assert ran.lines(
        "Lembar SPBE 2024.xlsx:1:: 2 lembar punya judul kolom yang sama (LKE, LKE revisi); sisakan satu lembar"
    )
    assert real_desk.served() == before


def test_the_sheet_is_in_no_public_file_and_in_no_answer_of_the_api(real_desk, hand_in, monkeypatch):
    assert hand_in(rows()).code == 0
    tables = real_desk.rows("select table_name from information_schema.tables", file="public")
    assert ("spbe_agency",) in tables
    assert ("spbe_sheet",) not in tables
    shown = words_of(page(visitor(real_desk.warehouse, monkeypatch, AUDIENCE="public"), "/spbe"))
    assert "lembar" not in shown.lower()
    client = visitor(real_desk.warehouse, monkeypatch)
    (now,) = client.get("/api/v1/kpi/spbe_index.json?from=2024-01-01&to=2024-12-31").json["values"]
    assert (now["value"], now["quality"]) == (3.79, "resmi")


def test_missing_rows_are_missing(real_desk, hand_in, monkeypatch):
    assert hand_in([*rows()[:11], *rows()[12:40], *rows()[41:]]).code == 0
    shown = simulator(real_desk, monkeypatch)
    assert "Indeks belum dapat dihitung: 2 dari 47 indikator belum diisi (nomor 12, 41)." in shown


@pytest.mark.parametrize(
    ("line", "column", "reason"),
    [
        ("2024,48,3", "no_indikator", "out_of_range"),  # an unknown indicator
        ("2024,0,3", "no_indikator", "out_of_range"),
        ("2024,5,6", "tingkat", "out_of_range"),
        ("2024,5,0", "tingkat", "out_of_range"),
        ("2024,5,2.5", "tingkat", "not_integer"),
        ("2024,5,tiga", "tingkat", "number_format"),
        ("2024,5,", "tingkat", "required_empty"),
        ("2024,4,3", "tahun", "duplicate_key"),  # the second row for indicator 4: the first one stays
    ],
)
def test_a_row_that_breaks_a_rule_is_set_aside_and_counted(real_desk, hand_in, monkeypatch, line, column, reason):
    """Row 5 of 47 is replaced; what is left is a sheet with a hole, never a guess."""
    lines = rows()
    lines[4] = line
    assert hand_in(lines).code == 0
    kept = real_desk.rows(
        "select line, \"column\", reason_code from meta.set_aside where source_id = 'spbe_indicator_levels'"
    )
    assert kept == [(6, column, reason)]
    (received,) = [i for i in manifest_inputs(real_desk) if i["source_id"] == "spbe_indicator_levels"]
    assert (received["rows_in"], received["loaded"], received["set_aside"]) == (47, 46, 1)
    assert real_desk.rows("select level_no from mart.spbe_sheet where indicator_no = 4") == [(2,)]
    shown = simulator(real_desk, monkeypatch)
    assert "1 dari 47 indikator belum diisi (nomor 5)" in shown


def manifest_inputs(real_desk) -> list[dict]:
    (row,) = real_desk.rows("select manifest from meta.edition")
    return json.loads(row[0])["inputs"]


def test_a_sheet_that_is_mostly_wrong_stops_the_build(real_desk, hand_in):
    before = real_desk.served()
    ran = hand_in([line.replace(",4", ",40") for line in rows()])
    assert ran.code == 1
    assert ran.lines("spbe_indicator_levels", "tersisih")
    assert real_desk.served() == before


def test_a_column_that_is_missing_stops_the_build(real_desk, hand_in):
    before = real_desk.served()
    ran = hand_in(rows(), head="tahun,no_indikator,level")
    assert ran.code == 1
    assert ran.lines("lembar.csv:1:tingkat", "kolom ini tidak ada di judul")
    assert real_desk.served() == before


def test_an_indicator_that_the_scheme_of_its_year_does_not_have_stops_the_build(real_desk, hand_in):
    """Pemdi, which holds from 2026, has 20 indicators."""
    before = real_desk.served()
    ran = hand_in(rows("3" * 21, year=2026))
    assert ran.code == 1
    assert ran.lines("spbe_sheet_indicator_is_known", "21")
    assert real_desk.served() == before


def test_a_sheet_of_2026_belongs_to_the_scheme_of_2026(real_desk, hand_in, monkeypatch):
    """All 3 but indicator 20 with its 15 %: 3.30."""
    assert hand_in(rows("3" * 19 + "5", year=2026)).code == 0
    assert "3,30 Simulasi" in simulator(real_desk, monkeypatch, "/spbe?skema=pemdi-2026")
    assert "Belum ada yang diubah: nilai domain 2024" in simulator(real_desk, monkeypatch)


def test_a_city_that_the_table_does_not_have_says_so(desk, monkeypatch):
    desk.declare("cities/99.01.yml", "spbe_agency: Pemerintah Kota Contoh", "spbe_agency: Pemerintah Kota Lain")
    assert desk.build().code == 0
    shown = words_of(page(visitor(desk.warehouse, monkeypatch, CITY="99.01"), "/spbe"))
    assert "Kota Contoh tidak ada di tabel evaluasi SPBE edisi ini." in shown
    assert "47 dari 47 indikator belum diisi" in shown
