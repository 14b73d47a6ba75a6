"""Files that are not what they should be: refused with one sentence naming file, row, column and remedy, or read and told.

The voters of the made-up city: 300, 200, 3, 150, 120; together 773.
"""

import csv
import io
import os

import duckdb
import pytest

VOTERS = """select area_code, value from mart.kpi_value
    where kpi_id = 'registered_voters_count' and year(period_start) = ? order by area_code"""
HEAD = "level,code_kemendagri,name,value,unit,year,source_title,source_address,confidence,note,citation,remark"


@pytest.fixture
def desk(quick_desk):
    return quick_desk


def voters(desk, year: int = 2014) -> list[float]:
    """Melati, Mawar, Anggrek, Kenanga, Marang and their sum."""
    found = dict(desk.rows(VOTERS, [year]))
    return [value for area, value in found.items() if len(area) == 13] + [found["99.01"]]


def text_of(desk) -> str:
    return desk.file("registered_voters").read_text(encoding="utf-8")


def write(desk, content: str | bytes, name: str | None = None) -> None:
    path = desk.file("registered_voters")
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    if name:
        path.rename(path.with_name(name))


def separated(text: str, delimiter: str) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\n").writerows(csv.reader(io.StringIO(text)))
    return out.getvalue()


OTHER_DRESS = {
    # name -> (what is done to the text, words of the warning or None)
    "semicolons": (lambda text: separated(text, ";"), "titik koma"),
    "tabs": (lambda text: separated(text, "\t"), "tab"),
    "bars": (lambda text: separated(text, "|"), "garis tegak"),
    "byte order mark": (lambda text: b"\xef\xbb\xbf" + text.encode(), None),
    "crlf": (lambda text: text.replace("\n", "\r\n").encode(), None),
    "old mac": (lambda text: text.replace("\n", "\r").encode(), None),
    "latin-1": (lambda text: text.replace("Kenanga", "Kenangé").encode("latin-1"), "Latin-1"),
    "blank lines": (lambda text: "\n\n" + text.replace("\n", "\n\n,,,\n"), None),
    "no last newline": (lambda text: text.rstrip("\n"), None),
    "semicolons after a blank line": (lambda text: "\n" + separated(text, ";"), "titik koma"),
    "other case of titles": (lambda text: text.replace("code_kemendagri", "Code_Kemendagri ").replace("value", " VALUE"), None),
    "spaces around cells": (lambda text: text.replace(",150,", ", 150 ,").replace("99.01.02.1002", " 99.01.02.1002 "), None),
    "quoted newline": (lambda text: text.replace("Kenanga", '"Ken\nanga, baru"'), None),
    "extra column": (lambda text: "\n".join(f"{line},x{i}" if i else f"{line},catatan RT" for i, line in enumerate(text.splitlines())), "catatan RT"),
    "bps codes": (lambda text: text.replace("99.01.02.1002", "9901020002").replace("99.01.01.1001", "9901010001"), None),
}  # fmt: skip


@pytest.fixture(scope="module")
def dressed(quick_desk_in, tmp_path_factory):
    """(desk, what its build said): the voters in every dress, each in a file and a year of its own, from 2000 on."""
    desk = quick_desk_in(tmp_path_factory.mktemp("dressed"))
    path, text = desk.file("registered_voters"), text_of(desk)
    path.unlink()
    for year, (dress, (change, _)) in enumerate(OTHER_DRESS.items(), start=2000):
        changed = change(text.replace(",2014,", f",{year},"))
        content = changed if isinstance(changed, bytes) else changed.encode("utf-8")
        path.with_name(f"{dress}.csv").write_bytes(content)
    ran = desk.build()
    assert ran.code == 0, ran.said
    return desk, ran


@pytest.mark.parametrize("dress", OTHER_DRESS)
def test_another_dress_gives_the_same_numbers(dressed, dress):
    desk, ran = dressed
    assert voters(desk, 2000 + list(OTHER_DRESS).index(dress)) == [300, 200, 3, 150, 120, 773]
    told = ran.lines("peringatan", f"raw/registered_voters/99.01/{dress}.csv:")
    _, warning = OTHER_DRESS[dress]
    assert len(told) == (1 if warning else 0), told
    if warning:
        assert warning in told[0]


def test_an_extra_column_is_kept_as_received(desk):
    change, _ = OTHER_DRESS["extra column"]
    write(desk, change(text_of(desk)))
    assert desk.build().code == 0
    (part,) = [p for p in (desk.warehouse / "parts").glob("raw.registered_voters-*") if p.stat().st_nlink == 1]
    assert duckdb.connect().execute(f"select \"catatan RT\" from '{part}' order by line_no").fetchall() == [
        (f"x{i}",) for i in range(1, 6)
    ]


def test_lines_are_counted_as_an_editor_shows_them(desk):
    """A quoted cell over two lines moves what follows: Marang stands on line 7, not 6."""
    text = text_of(desk).replace("Kenanga", '"Ken\nanga"').replace(",120,", ",seratus,")
    write(desk, text)
    ran = desk.build()
    assert ran.lines("registered_voters.csv:7:value: ", "'seratus'")


NOT_A_TABLE = {
    # name -> (content, new file name, row, column, words)
    "empty": (b"", None, "1", "", "berkas kosong"),
    "blank": (b" \r\n\n", None, "1", "", "berkas kosong"),
    "only a byte order mark": (b"\xef\xbb\xbf", None, "1", "", "berkas kosong"),
    "header only": (HEAD + "\n", None, "2", "", "hanya ada judul"),
    "missing column": (HEAD.replace(",value", "") + "\nx\n", None, "1", "value", "tambahkan kolomnya"),
    "no delimiter at all": ("teks\nbiasa\n", None, "1", "code_kemendagri", "tidak ada di judul (teks)"),
    "column twice": (HEAD + ",Value\nx\n", None, "1", "Value", "dua kali"),
    "column without a title": (HEAD + ",\nx\n", None, "1", "kolom ke-13", "tidak berjudul"),
    "column of our own": (HEAD + ",Line_No\nx\n", None, "1", "Line_No", "ganti judulnya"),
    "xlsx named csv": (b"PK\x03\x04\x14\x00\x06\x00", None, "1", "", "XLSX"),
    "half an xlsx": (b"PK\x03\x04\x14\x00\x06\x00", "pemilih.xlsx", "", "", "bukan buku kerja yang utuh; buka di Excel"),
    "a letter": (b"%PDF-1.7", "pemilih.pdf", "", "", "simpan sebagai CSV UTF-8 atau XLSX"),
    "utf-16": (HEAD.encode("utf-16"), None, "1", "", "UTF-16"),
    "nul": (f"{HEAD}\nkelurahan,99.01.01.1001,Mel\0ati,1,pemilih,2014,,,,,,\n", None, "2", "", "nol"),
    "unclosed quote": (f'{HEAD}\nkelurahan,99.01.01.1001,"Melati,1,pemilih,2014,,,,,,\n', None, "2", "", "susunan CSV rusak"),
    "a quote within quotes": (f'{HEAD}\nkelurahan,99.01.01.1001,"Mel"ati,1,pemilih,2014,,,,,,\n', None, "2", "", "susunan CSV rusak"),
    "cell of a million letters": (f"{HEAD}\nkelurahan,99.01.01.1001,{'x' * 1_000_001},1,pemilih,2014,,,,,,\n", None, "2", "", "satu sel terlalu panjang"),
    "title of a million letters": (f"{HEAD},{'x' * 1_000_001}\n", None, "1", "", "satu sel terlalu panjang"),
    "no encoding": (HEAD.encode() + b"\nkelurahan,99.01.01.1001,Mel\x81ti,1,pemilih,2014,,,,,,\n", None, "2", "", "UTF-8"),
    "pdf": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "pemilih.pdf", "", "", "simpan sebagai CSV"),
    "no ending": (HEAD, "pemilih", "", "", "tanpa akhiran"),
}  # fmt: skip


@pytest.mark.parametrize("fault", NOT_A_TABLE)
def test_a_file_that_cannot_be_used_stops_the_build(desk, fault):
    content, name, row, column, words = NOT_A_TABLE[fault]
    before = desk.served()
    write(desk, content, name)
    ran = desk.build()
    assert ran.code == 1
    (sentence,) = ran.lines(desk.shown("registered_voters"))
    assert sentence.startswith(f"{desk.shown('registered_voters')}:{row}:{column}: ")
    assert words in sentence
    assert ";" in sentence  # what is wrong; what to do
    assert ran.lines("Tidak ada yang diterbitkan")
    assert desk.served() == before


def test_a_link_to_nowhere_is_told(desk):
    path = desk.file("registered_voters")
    path.unlink()
    path.symlink_to("/tidak/ada.csv")
    ran = desk.build()
    assert ran.code == 1
    assert ran.lines(desk.shown("registered_voters"), "berkas ini tidak ada")


def test_a_link_to_a_file_is_followed(desk, tmp_path):
    path = desk.file("registered_voters")
    path.rename(tmp_path / "arsip.csv")
    path.symlink_to(tmp_path / "arsip.csv")
    assert desk.build().code == 0
    assert voters(desk)[-1] == 773


def test_hidden_files_and_folders_inside_a_city_are_passed_over(desk):
    folder = desk.file("registered_voters").parent
    (folder / ".DS_Store").write_bytes(b"\0\0")
    (folder / "~$pemilih.csv").write_bytes(b"\0\0")
    (folder / "arsip").mkdir()
    (folder / "arsip" / "lama.csv").write_text("salah\n", encoding="utf-8")
    assert desk.build().code == 0
    assert voters(desk)[-1] == 773


def test_two_files_of_one_source_are_read_together(desk):
    path = desk.file("registered_voters")
    lines = text_of(desk).splitlines()
    first = [
        line + ",a" if i else line + ",LAIN" for i, line in enumerate(lines[:3])
    ]  # the same title in other letters
    path.write_text("\n".join([*first, ""]), encoding="utf-8")
    more = separated("\n".join([lines[0] + ",Lain", *(line + ",x" for line in lines[3:]), ""]), ";")
    path.with_name("Selatan (2).CSV").write_text(more, encoding="utf-8")
    assert desk.build().code == 0
    assert voters(desk) == [300, 200, 3, 150, 120, 773]
    (part,) = [p for p in (desk.warehouse / "parts").glob("raw.registered_voters-*") if p.stat().st_nlink == 1]
    assert duckdb.connect().execute(f"select lain from '{part}' order by all").fetchall() == [("a",)] * 2 + [("x",)] * 3


STRAYS = {
    # where it lies -> what the warning names
    "suhu_udara/": "catalogue/sources/suhu_udara.yml",
    "registered_voters/55.55/": "catalogue/cities/55.55.yml",
    "spbe_evaluation/99.01/": "nasional",
    "pemilih.csv": "raw/<sumber>/",
}


@pytest.fixture(scope="module")
def strewn(quick_desk_in, tmp_path_factory):
    """What a build says that finds all of them."""
    desk = quick_desk_in(tmp_path_factory.mktemp("strewn"))
    for name in STRAYS:
        path = desk.raw / name
        (path if name.endswith("/") else path.parent).mkdir(parents=True, exist_ok=True)
        if not name.endswith("/"):
            path.write_text("a\n", encoding="utf-8")
    ran = desk.build()
    assert ran.code == 0, ran.said
    return ran


@pytest.mark.parametrize("name", STRAYS)
def test_what_nobody_reads_is_told(strewn, name):
    """A file laid there would otherwise be passed over in silence."""
    assert strewn.lines("peringatan", f"raw/{name.rstrip('/')}:", "tidak dibaca", STRAYS[name])


def test_a_file_beside_the_city_folders_is_refused(desk):
    before = desk.served()
    path = desk.file("registered_voters")
    path.rename(path.parent.parent / path.name)
    ran = desk.build()
    assert ran.code == 1
    assert ran.lines("raw/registered_voters/registered_voters.csv:", "per kota", "pindahkan")
    assert desk.served() == before


def test_a_required_source_must_be_there(desk):
    before = desk.served()
    os.remove(desk.file("area_codes"))  # noqa: PTH107
    ran = desk.build()
    assert ran.code == 1
    assert ran.lines("raw/area_codes/99.01/:", "wajib")
    assert desk.served() == before


def test_a_source_that_was_not_delivered_is_no_data(desk):
    desk.file("registered_voters").unlink()
    assert desk.build().code == 0
    assert desk.rows("select * from mart.kpi_value where kpi_id = 'registered_voters_count'") == []
    assert desk.rows("select count(*) from mart.registered_voters") == [(0,)]


ODD = {
    # the last digits of the kelurahan's codes -> (its name, what it is called instead)
    "1.1001": ("Melati", "<script>alert(1)</script>"),
    "1.1002": ("Mawar", "'; drop table mart.kpi_value; --"),
    "2.1001": ("Anggrek", "Ω漢字🏙️"),
    "2.1002": ("Kenanga", "x" * 100_000),
}


@pytest.fixture(scope="module")
def oddly_named(quick_desk_in, tmp_path_factory):
    desk = quick_desk_in(tmp_path_factory.mktemp("odd"))
    for code, (name, odd) in ODD.items():
        bps = f"99010{code[0]}000{code[-1]}"
        desk.replace("area_codes", f"{bps},{name},{name}", f'{bps},"{odd}",{name}')
    assert desk.build().code == 0
    return desk


@pytest.mark.parametrize("code", ODD)
def test_odd_names_are_only_names(oddly_named, code):
    named = oddly_named.rows("select area_name from mart.area where area_code = ?", [f"99.01.0{code}"])
    assert named == [(ODD[code][1],)]
    assert voters(oddly_named) == [300, 200, 3, 150, 120, 773]
