"""Rows that break a rule are set aside with one sentence: file, row, column, what, what to do. Rows in = loaded + set aside."""

import json

import pytest

FILE = "raw/flood_reports/99.01/flood_reports.csv"
VOTERS_FILE = "raw/registered_voters/99.01/registered_voters.csv"
KENANGA = "kelurahan,99.01.02.1002,Kenanga,150,pemilih,2014"  # stands on line 5


@pytest.fixture
def desk(quick_desk):
    return quick_desk


ONE_BAD_ROW = {
    # name -> (what replaces Kenanga's row, column of the file, words of the sentence)
    "not a number": ("kelurahan,99.01.02.1002,Kenanga,seratus,pemilih,2014", "value", ["'seratus'", "number_format"]),
    "a number as written in Indonesia": ("kelurahan,99.01.02.1002,Kenanga,1.234.567,pemilih,2014", "value", ["'1.234.567'", "id (1.234,56)"]),
    "thousands by a point": ("kelurahan,99.01.02.1002,Kenanga,1.234,pemilih,2014", "value", ["'1.234'", "pemisah ribuan"]),
    "a spreadsheet's rounding": ("kelurahan,99.01.02.1002,Kenanga,1.5E+02,pemilih,2014", "value", ["'1.5E+02'"]),
    "too large to be exact": ("kelurahan,99.01.02.1002,Kenanga,9007199254740993,pemilih,2014", "value", ["terlalu besar"]),
    "larger than any": (f"kelurahan,99.01.02.1002,Kenanga,{'9' * 400},pemilih,2014", "value", ["bukan angka"]),
    "infinite": ("kelurahan,99.01.02.1002,Kenanga,Infinity,pemilih,2014", "value", ["'Infinity'"]),
    "not a number by name": ("kelurahan,99.01.02.1002,Kenanga,NaN,pemilih,2014", "value", ["'NaN'"]),
    "arabic digits": ("kelurahan,99.01.02.1002,Kenanga,١٥٠,pemilih,2014", "value", ["'١٥٠'"]),
    "negative": ("kelurahan,99.01.02.1002,Kenanga,-150,pemilih,2014", "value", ["'-150'", "di luar rentang"]),
    "required and empty": ("kelurahan,99.01.02.1002,Kenanga,,pemilih,2014", "value", ["kosong padahal wajib"]),
    "only blanks": ("kelurahan,99.01.02.1002,Kenanga,   ,pemilih,2014", "value", ["kosong padahal wajib"]),
    "another unit": ("kelurahan,99.01.02.1002,Kenanga,150,TPS,2014", "unit", ["'TPS'", "allowed"]),
    "a year of two digits": ("kelurahan,99.01.02.1002,Kenanga,150,pemilih,14", "year", ["'14'", "tahun"]),
    "a year out of time": ("kelurahan,99.01.02.1002,Kenanga,150,pemilih,0214", "year", ["'0214'", "1900"]),
    "a name for a code": ("kelurahan,Kenanga,Kenanga,150,pemilih,2014", "code_kemendagri", ["'Kenanga'", "kode Kemendagri bertitik"]),
    "an unknown code": ("kelurahan,99.01.02.1009,Kenanga,150,pemilih,2014", "code_kemendagri", ["'99.01.02.1009'", "tidak ada"]),
    "a code of another city": ("kelurahan,12.76.02.1001,Kenanga,150,pemilih,2014", "code_kemendagri", ["'12.76.02.1001'", "folder kotanya"]),
    "a code without its dots": ("kelurahan,1276031004,Kenanga,150,pemilih,2014", "code_kemendagri", ["'1276031004'", "BPS", "dengan titik"]),
    "its own code without dots": ("kelurahan,9901021002,Kenanga,150,pemilih,2014", "code_kemendagri", ["'9901021002'", "bertitik"]),
    "a field too many": (KENANGA + ",,,,,,,,", "", ["jumlah kolom"]),
    "a key seen before": ("kelurahan,99.01.02.1001,Kenanga,150,pemilih,2014", "code_kemendagri", ["99.01.02.1001 · 2014", "hapus salah satu"]),
    "a key seen before in the other system": ("kelurahan,9901020001,Kenanga,150,pemilih,2014", "code_kemendagri", ["99.01.02.1001 · 2014"]),
}  # fmt: skip


@pytest.mark.parametrize("fault", ONE_BAD_ROW)
def test_one_bad_row(desk, fault):
    """One row of five is 20 %, more than the 5 % a source may lose: the build stops, the edition stays."""
    row, column, words = ONE_BAD_ROW[fault]
    before = desk.served()
    desk.replace("registered_voters", KENANGA, row)
    ran = desk.build()
    assert ran.code == 1
    (sentence,) = ran.lines(f"{VOTERS_FILE}:")
    assert sentence.startswith(f"{VOTERS_FILE}:5:{column}: ")
    assert all(word in sentence for word in words), sentence
    assert ran.lines("max_set_aside_pct", "1 dari 5 baris (20.0%)", "5%")
    assert desk.served() == before


def test_a_file_that_lost_its_dots_is_told_about_dots(real_desk):
    """Every code of Tebing Tinggi without its dots, as a spreadsheet may leave them: not another city, but unreadable."""
    path = real_desk.file("registered_voters", "12.76")
    text = path.read_text(encoding="utf-8")
    for row in text.splitlines()[1:]:
        code = row.split(",")[1]
        text = text.replace(f",{code},", f",{code.replace('.', '')},")
    path.write_text(text, encoding="utf-8")
    ran = real_desk.build("--city", "12.76")
    assert ran.code == 1
    assert len(ran.lines("raw/registered_voters/12.76/", "kode Kemendagri dengan titik")) == 5  # the first five of 35
    assert ran.lines("35 dari 35 baris")


def test_a_received_text_cannot_draw_on_the_terminal(desk):
    """Line breaks, escapes and endless cells in a bad value are shown on one short line, and kept whole in the edition."""
    value = "\x1b[31mmerah\nraw/x.csv:1:: palsu" + "x" * 1000
    desk.replace("registered_voters", KENANGA, KENANGA.replace(",150,", f',"{value}",'))
    desk.allow_loss("registered_voters")
    ran = desk.build()
    assert ran.code == 0
    (line,) = ran.lines(f"{VOTERS_FILE}:5:value:")
    assert "\x1b" not in ran.said
    assert not ran.lines("raw/x.csv:1:: palsu" + "x" * 200)
    assert len(line) < 400
    assert desk.rows("select value from meta.set_aside where source_id = 'registered_voters'") == [(value,)]


def test_bad_rows_are_set_aside_and_the_rest_goes_on(desk):
    """Twelve rows in, six of them bad each in its own way; the good ones give their numbers."""
    head, *good = desk.file("flood_reports").read_text(encoding="utf-8").splitlines()
    bad = [
        "2024-02-30,2024-03-02,kelurahan,99.01.02.1003,x,,,10,,,,,,,",  # line 8: no such day
        "01/03/2024,2024-03-02,kelurahan,99.01.02.1003,x,,,10,,,,,,,",
        "2024-03-01,2024-03-02,kelurahan,99.01.02.1003,x,,,sepuluh,,,,,,,",
        "2024-03-01,,kelurahan,99.01.02.1003,x,,,10,,,,,,,",
        "2024-03-01,2024-03-02,kelurahan,12.76.01.1001,x,,,10,,,,,,,",
        "2024-03-01,2024-03-02,kelurahan,99.01.02.1003,x,,,10",
    ]
    desk.file("flood_reports").write_text("\n".join([head, *good, *bad, ""]), encoding="utf-8")
    desk.allow_loss("flood_reports")
    ran = desk.build()
    assert ran.code == 0, ran.said
    found = desk.rows(
        "select file, line, \"column\", reason_code, value from meta.set_aside where source_id = 'flood_reports' order by line"
    )
    assert found == [
        (FILE, 8, "event_date", "date_format", "2024-02-30"),
        (FILE, 9, "event_date", "date_format", "01/03/2024"),
        (FILE, 10, "persons", "number_format", "sepuluh"),
        (FILE, 11, "reported_at", "required_empty", ""),
        (FILE, 12, "code_kemendagri", "area_other_city", "12.76.01.1001"),
        (FILE, 13, "", "field_count", "8"),
    ]
    manifest = json.loads((desk.warehouse / "current" / "manifest.json").read_text(encoding="utf-8"))
    (account,) = [i for i in manifest["inputs"] if i["path"] == FILE]
    assert (account["rows_in"], account["loaded"], account["set_aside"]) == (12, 6, 6)
    assert manifest["rows_in"] == manifest["rows_loaded"] + manifest["rows_set_aside"]
    values = dict(
        desk.rows("select area_code, value from mart.kpi_value where kpi_id = 'flood_affected_persons_count'")
    )
    assert (values["99.01.01.1001"], values["99.01.02.1003"], values["99.01"]) == (60, None, 99)
    # five of a source are told one by one, the rest as a number
    assert len(ran.lines("tersisih: raw/flood_reports")) == 5
    assert ran.lines("tersisih: 1 baris lain dari flood_reports")
    assert desk.rows(
        "select count(*) from information_schema.tables where table_name = 'set_aside'", file="public"
    ) == [(0,)]


@pytest.mark.parametrize(("rows", "code"), [(19, 1), (20, 0)])
def test_a_source_may_lose_5_percent(desk, rows, code):
    """One bad row of 19 is 5.26 %, one of 20 is 5 %: on the limit the build goes on."""
    head = desk.file("flood_reports").read_text(encoding="utf-8").splitlines()[0]
    good = [f"2024-03-{day:02},2024-03-{day:02},kelurahan,99.01.02.1003,x,,,10,,,,,,," for day in range(1, rows)]
    lines = [head, *good, "2024-03-31,2024-03-31,kelurahan,99.01.02.1003,x,,,sepuluh,,,,,,,", ""]
    desk.file("flood_reports").write_text("\n".join(lines), encoding="utf-8")
    before = desk.served()
    assert desk.build().code == code
    assert (desk.served() == before) == (code == 1)


def test_a_whole_file_of_another_city_is_a_fault_of_the_file(desk):
    before = desk.served()
    desk.allow_loss("registered_voters")  # even where rows may be lost
    path = desk.file("registered_voters")
    path.write_text(path.read_text(encoding="utf-8").replace(",99.01.", ",12.76."), encoding="utf-8")
    ran = desk.build()
    assert ran.code == 1
    assert ran.lines(f"{VOTERS_FILE}:2:code_kemendagri: ", "'12.76.01.1001'", "semua wilayahnya", "99.01")
    assert desk.served() == before


def test_a_file_of_broken_rows_only_is_no_empty_file(desk):
    path = desk.file("registered_voters")
    head = path.read_text(encoding="utf-8").splitlines()[0]
    path.write_text(f"{head}\nsatu,dua\ntiga\n", encoding="utf-8")
    ran = desk.build()
    assert ran.code == 1
    assert len(ran.lines(f"{VOTERS_FILE}:", "jumlah kolom")) == 2


NUMBERS = {
    # (number_format, as written) -> the figure, or the reason it is none
    ("plain", "150"): 150,
    ("plain", "150.0"): 150,
    ("plain", "1.234,56"): "number_format",
    ("plain", "1,234.56"): "number_format",
    ("plain", "1.234"): "not_integer",
    ("plain", "15.181.5070.792"): "number_format",
    ("id", "1.234"): 1234,
    ("id", "15.181.507"): 15181507,
    ("id", "15.181.5070.792"): "number_format",
    ("id", "1.234,56"): "not_integer",
    ("id", "1.234,00"): 1234,
    ("id", "1,234.56"): "number_format",
    ("id", "1234"): 1234,
    ("id", "0.150"): 150,
    ("id", "1.23"): "number_format",
    ("id", "12.3456"): "number_format",
    ("en", "1,234"): 1234,
    ("en", "1,234.56"): "not_integer",
    ("en", "1.234,56"): "number_format",
    ("en", "15,181,5070,792"): "number_format",
    ("en", "1,23"): "number_format",
}


@pytest.mark.parametrize("number_format", ["plain", "id", "en"])
def test_numbers_are_read_by_the_declared_format_only(desk, number_format):
    """All ways of writing in one file, one year each: a whole number is wanted."""
    cases = {text: result for (form, text), result in NUMBERS.items() if form == number_format}
    head = desk.file("registered_voters").read_text(encoding="utf-8").splitlines()[0]
    rows = [f'kelurahan,99.01.02.1002,x,"{text}",pemilih,{1950 + i},,,,,,' for i, text in enumerate(cases)]
    desk.file("registered_voters").write_text("\n".join([head, *rows, ""]), encoding="utf-8")
    desk.declare(
        "sources/registered_voters.yml", "quality: kutipan\n", f"quality: kutipan\nnumber_format: {number_format}\n"
    )
    desk.allow_loss("registered_voters")
    assert desk.build().code == 0
    loaded = dict(desk.rows("select year(period_start), registered_voters_count from mart.registered_voters"))
    reasons = dict(desk.rows("select line, reason_code from meta.set_aside where source_id = 'registered_voters'"))
    found = {text: loaded.get(1950 + i, reasons.get(i + 2)) for i, text in enumerate(cases)}
    assert found == cases


@pytest.mark.parametrize(("number_format", "text", "figure"), [
    ("plain", "12.5", 12.5), ("id", "1.234,56", 1234.56), ("en", "1,234.56", 1234.56), ("id", "-0,5", None), ("plain", "12,5", None),
])  # fmt: skip
def test_decimals_are_read_by_the_declared_format_only(desk, number_format, text, figure):
    """The official area: below zero is out of range, a comma is no point."""
    desk.replace("area_size", ",12.5,", f',"{text}",')
    desk.declare("sources/area_size.yml", "quality: kutipan\n", f"quality: kutipan\nnumber_format: {number_format}\n")
    ran = desk.build()
    assert ran.code == (0 if figure else 1)
    if figure:
        assert desk.rows("select official_km2 from mart.area_official") == [(figure,)]
    else:
        assert ran.lines("raw/area_size/99.01/area_size.csv:2:value: ", f"'{text}'")


@pytest.mark.parametrize(("period", "start"), [
    ("2024", "2024-01-01"), ("2024-S2", "2024-07-01"), ("2024-Q4", "2024-10-01"), ("2024-08", "2024-08-01"), ("2024-08-17", "2024-08-17"),
    ("2024-S3", None), ("2024-Q0", None), ("2024-13", None), ("2024-02-30", None), ("0204", None), ("24", None), ("Agustus 2024", None),
])  # fmt: skip
def test_periods(desk, period, start):
    desk.replace("budget_totals", "99.01,2024,APBD,belanja", f"99.01,{period},APBD,belanja")
    ran = desk.build()
    if start is None:
        assert ran.code == 1
        (sentence,) = ran.lines("raw/budget_totals/99.01/budget_totals.csv:3:period: ")
        assert f"'{period}'" in sentence
        assert "2024-Q3" in sentence
    else:
        assert ran.code == 0
        assert desk.rows("select period_start::varchar from mart.budget_total where ceiling_idr = 2000000") == [
            (start,)
        ]


def test_a_text_that_stands_for_nothing_can_be_declared(desk):
    desk.replace("registered_voters", "Kenanga,150,", "Kenanga,n/a,")
    desk.declare("sources/registered_voters.yml", "type: integer, required: true, min: 0", "type: integer, min: 0")
    desk.declare("sources/registered_voters.yml", "quality: kutipan\n", 'quality: kutipan\nnull_values: ["", "n/a"]\n')
    assert desk.build().code == 0
    found = dict(desk.rows("select area_code, value from mart.kpi_value where kpi_id = 'registered_voters_count'"))
    assert found["99.01.02.1002"] is None
    assert found["99.01"] == 623  # 773 - 150


def test_real_codes_that_mean_two_places_are_refused(real_desk):
    """1276031004 is 12.76.03.1004 of Tebing Tinggi without dots; in BPS codes 1276 is Binjai. 1274030004 is its BPS code."""
    path = real_desk.file("registered_voters", "12.76")
    text = path.read_text(encoding="utf-8")
    line = 1 + next(i for i, row in enumerate(text.splitlines()) if ",12.76.03.1004," in row)
    path.write_text(text.replace(",12.76.03.1004,", ",1276031004,"), encoding="utf-8")
    ran = real_desk.build("--city", "12.76")
    assert ran.code == 0  # one of 35 is under 5 %
    (sentence,) = ran.lines(f"raw/registered_voters/12.76/registered_voters.csv:{line}:code_kemendagri: ")
    assert "BPS" in sentence
    values = "select value from mart.kpi_value where kpi_id = 'registered_voters_count' and area_code = '12.76.03.1004'"
    assert real_desk.rows(values) == [(None,)]
    bps = real_desk.rows("select bps_code from mart.area where area_code = '12.76.03.1004'")[0][0]
    path.write_text(text.replace(",12.76.03.1004,", f",{bps},"), encoding="utf-8")
    assert real_desk.build("--city", "12.76").code == 0
    (row,) = [row for row in text.splitlines() if ",12.76.03.1004," in row]
    assert real_desk.rows(values) == [(float(row.split(",")[3]),)]
