"""A declaration that fits no table, and a table that fits no declaration: one sentence, nothing published."""

import pytest

KPI = """name: {id: "Contoh", en: "Example"}
question: {id: "Berapa?", en: "How many?"}
meaning: {id: "Satu kalimat.", en: "One sentence."}
dimension: smart-society
kind: sum
numerator: registered_voters.registered_voters_count
levels: [kota, kecamatan, kelurahan]
unit: {id: "orang", en: "people"}
sources: [registered_voters]
owner: Diskominfo
producer: Diskominfo
"""
AS_REPORTED = "rollup: as_reported\n"


@pytest.fixture
def desk(quick_desk):
    return quick_desk


def refused(desk, *words: str) -> str:
    """The one sentence with all the words, after a build that published nothing."""
    before = desk.served()
    ran = desk.build()
    assert ran.code == 1, ran.said
    (sentence,) = ran.lines(*words)
    assert ran.lines("Tidak ada yang diterbitkan")
    assert desk.served() == before
    return sentence


@pytest.mark.parametrize(("column", "words"), [
    ("tidak_ada.jumlah_count", ["mart 'tidak_ada' tidak ada", "etl/sql/mart/tidak_ada.sql"]),
    ("registered_voters.jumlah_count", ["tidak punya kolom 'jumlah_count'", "etl/sql/mart/registered_voters.sql"]),
    ("registered_voters.row_source", ["kpi/contoh_count.yml:", "etl/sql/mart/registered_voters.sql"]),  # text cannot be summed
    ("kpi_value.value", ["kpi/contoh_count.yml:"]),  # a table of the program is no mart
    ("area.polygon_km2", ["kpi/contoh_count.yml:", "period_grain"]),
])  # fmt: skip
def test_a_kpi_of_a_mart_or_column_that_is_not_there(desk, column, words):
    text = KPI.replace("registered_voters.registered_voters_count", column)
    (desk.catalogue / "kpi" / "contoh_count.yml").write_text(text, encoding="utf-8")
    sentence = refused(desk, "kpi/contoh_count.yml")
    assert all(word in sentence for word in words), sentence


def test_a_wrong_key_stops_the_build(desk):
    (desk.catalogue / "kpi" / "contoh_count.yml").write_text(KPI + "sattus: baik\n", encoding="utf-8")
    assert refused(desk, "kpi/contoh_count.yml: ").startswith("kpi/contoh_count.yml: sattus: ")


def test_a_right_kpi_is_one_file(desk):
    (desk.catalogue / "kpi" / "contoh_count.yml").write_text(KPI, encoding="utf-8")
    assert desk.build().code == 0
    found = dict(desk.rows("select area_code, value from mart.kpi_value where kpi_id = 'contoh_count'"))
    assert found["99.01"] == 773
    assert found["99.01.02"] == 273


@pytest.mark.parametrize(("declared", "words"), [
    ("kind: sum\nrollup: as_reported\nnumerator: budget_total.realised_idr", ["99.01", "2024-01-01", "dua baris"]),
    ("kind: published\nvalue: budget_total.printed_realisation_pct", ["99.01", "2024-01-01", "dua baris"]),
])  # fmt: skip
def test_a_figure_taken_as_reported_must_be_reported_once(desk, declared, words):
    """The budget and its amendment both say what was spent in 2024: which is it?"""
    last = desk.file("budget_totals").read_text(encoding="utf-8").splitlines()[2]
    assert "2024,APBD,belanja" in last
    desk.replace("budget_totals", last, last + "\n" + last.replace(",APBD,", ",P-APBD,"))
    text = KPI.replace("kind: sum\nnumerator: registered_voters.registered_voters_count", declared)
    text = text.replace("levels: [kota, kecamatan, kelurahan]", "levels: [kota]").replace(
        "[registered_voters]", "[budget_totals]"
    )
    for path in (desk.catalogue / "kpi").iterdir():
        if "budget_total." in path.read_text(encoding="utf-8"):
            path.unlink()
    (desk.catalogue / "kpi" / "contoh_count.yml").write_text(text, encoding="utf-8")
    sentence = refused(desk, "kpi/contoh_count.yml")
    assert all(word in sentence for word in words), sentence


@pytest.mark.parametrize(("path", "old", "new", "words"), [
    ("sources/registered_voters.yml", "from: value", "from: jumlah", ["registered_voters.csv:1:jumlah: ", "columns.registered_voters_count.from"]),
    ("sources/registered_voters.yml", "{from: unit, allowed: [pemilih]}", "{from: unit, pattern: '['}", ["catalogue/sources/registered_voters.yml:", "pattern"]),
    ("sources/registered_voters.yml", "  unit: {", "  order: {", ["catalogue/sources/registered_voters.yml:", "order"]),
    ("sources/registered_voters.yml", "registered_voters_count: {", "jumlah_count: {", ["mart/registered_voters.sql:", "registered_voters_count"]),
    ("cities/99.01.yml", "kelurahan: 5", "kelurahan: 6", ["raw/area_codes/99.01", "5 kelurahan", "6 dinyatakan", "cities/99.01.yml"]),
])  # fmt: skip
def test_a_declaration_that_does_not_fit_the_file(desk, path, old, new, words):
    desk.declare(path, old, new)
    sentence = refused(desk, words[0])
    assert all(word in sentence for word in words), sentence


@pytest.mark.parametrize(("old", "new", "words"), [
    (",9901020002,Kenanga", ",9901020001,Kenanga", ["'9901020001'", "99.01.02.1001", "99.01.02.1002"]),
    (",99.01.02.1002,", ",12.76.02.1002,", ["areas.csv:8:code_kemendagri", "'12.76.02.1002'", "bukan bagian kota 99.01"]),
    ("kelurahan,99.01.02.1002,", "kelurahan,99.01.02.1001,", ["areas.csv:8:", "hapus salah satu"]),
    ("kelurahan,99.01.02.1002,", "dusun,99.01.02.1002,", ["areas.csv:8:level", "'dusun'"]),
    ("kelurahan,99.01.02.1002,", "kelurahan,99.1.2.1002,", ["areas.csv:8:code_kemendagri", "'99.1.2.1002'"]),
])  # fmt: skip
def test_a_list_of_areas_that_contradicts_itself(desk, old, new, words):
    desk.replace("area_codes", old, new)
    sentence = refused(desk, "raw/area_codes/99.01")
    assert all(word in sentence for word in words), sentence


def test_a_kelurahan_filed_under_the_wrong_kecamatan(desk):
    desk.replace("area_codes", "Mawar,Mawar,99.01.01,", "Mawar,Mawar,99.01.02,")
    assert "99.01.01.1002" in refused(desk, "checks/area_code_fits_level.sql")


def test_a_city_file_without_its_code_list(desk):
    """A city is its YAML plus its files: declared without files it is missed, not left out."""
    text = (desk.catalogue / "cities" / "99.01.yml").read_text(encoding="utf-8")
    (desk.catalogue / "cities" / "99.02.yml").write_text(text.replace('"9901"', '"9902"'), encoding="utf-8")
    assert "raw/area_codes/99.02/" in refused(desk, "sumber wajib")


def test_a_citys_bps_code_is_that_of_its_code_list(desk):
    desk.declare("cities/99.01.yml", 'bps_code: "9901"', 'bps_code: "9902"')
    assert "cities/99.01.yml" in refused(desk, "raw/area_codes/99.01", "kode BPS kota 9901 di berkas, 9902")
