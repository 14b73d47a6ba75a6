"""Figures received under a letter or agreement reach the public file only while it allows that; else the estimate stays there."""

import pytest
from sheets import HANDOVER, SELATAN, UTARA, deliver, read_manifest

MODEL, BPS = "population_modelled_count", "population_bps_count"
NOT_PUBLISHABLE = HANDOVER.replace(
    "publishable: true", "publishable: false\n    exemption: UU 14/2008 Pasal 17 huruf i"
)


@pytest.fixture
def desk(people_desk):
    return people_desk


def delivered(desk, handover: str | None) -> None:
    deliver(desk.raw / "population_kcda" / "99.01", "kcda.xlsx", [("Utara", UTARA), ("Selatan", SELATAN)], handover)


def values(desk, kpi: str, file: str) -> dict[str, float]:
    asked = "select area_code, value from mart.kpi_value where kpi_id = ? and period_start = '2024-01-01' and value is not null"
    return dict(desk.rows(asked, [kpi], file))


def notes(desk, kpi: str, area: str, file: str, kind: str = "note") -> str:
    asked = "select note from mart.kpi_note where kpi_id = ? and area_code = ? and note_kind = ?"
    return " | ".join(note for (note,) in desk.rows(asked, [kpi, area, kind], file))


CLOSED = {
    # name -> (the record, as of, words of the reason inside, what everybody reads, is it warned of)
    "no record": (None, "2026-11-22", "serah_terima.yml belum ada", "belum dicatat", True),
    "not of this file": (HANDOVER.replace("  - kind", "  - files: [lain.xlsx]\n    kind"), "2026-11-22", "tidak disebut", "belum dicatat", True),
    "not publishable": (NOT_PUBLISHABLE, "2026-11-22", "surat 470/123/2025 tidak", "tidak mengizinkan penerbitan", False),
    "expired": (HANDOVER, "2027-01-16", "berakhir 15 Januari 2027", "sudah berakhir", True),
    "not yet": (HANDOVER.replace("2025-01-15", "2026-12-01"), "2026-11-22", "baru berlaku 1 Desember 2026", "belum berlaku", True),
}  # fmt: skip


@pytest.mark.parametrize("case", CLOSED)
def test_what_may_not_be_published_is_not_in_the_public_file(desk, case):
    handover, as_of, words, kind, is_warned = CLOSED[case]
    delivered(desk, handover)
    ran = desk.build("--as-of", as_of)
    assert ran.code == 0, ran.said
    assert bool(ran.lines("peringatan: raw/population_kcda/99.01/serah_terima.yml", words)) == is_warned
    assert values(desk, MODEL, "internal")["99.01.01.1001"] == 250
    assert values(desk, BPS, "internal")["99.01.01.1001"] == 250
    assert values(desk, MODEL, "public")["99.01.01.1001"] == 428  # the estimate
    assert values(desk, MODEL, "public")["99.01"] == 1000
    assert values(desk, BPS, "public") == {}
    for kpi, area, note_kind in (
        (MODEL, "99.01.01.1001", "note"),
        (MODEL, "99.01", "note"),
        (BPS, "99.01.01.1001", "withheld"),
    ):
        told = notes(desk, kpi, area, "public", note_kind)
        assert f"surat serah terimanya {kind}" in told
        assert words not in told  # neither its number, nor its date, nor a file
    inside = notes(desk, BPS, "99.01.01.1001", "internal")
    assert "tidak untuk umum" in inside and words in inside
    assert notes(desk, BPS, "99.01.01.1001", "public", "source") == notes(desk, BPS, "99.01.01.1001", "public") == ""


def test_no_closed_figure_is_anywhere_in_the_public_file(desk):
    """Melati's official count is made 31,717: its digits must not stand in any table of the public file."""
    rows = [("Melati", 15000, 16717, 31717), UTARA[1]]
    deliver(
        desk.raw / "population_kcda" / "99.01", "kcda.xlsx", [("Utara", rows), ("Selatan", SELATAN)], NOT_PUBLISHABLE
    )
    assert desk.build().code == 0
    for file, held in (("internal", True), ("public", False)):
        tables = desk.rows("select table_schema || '.' || table_name from information_schema.tables", file=file)
        texts = [str(row) for (table,) in tables for row in desk.rows(f"select * from {table}", file=file)]
        assert any("31717" in text for text in texts) == held
        assert any("470/123/2025" in text for text in texts) == held  # nor is its letter named outside


def test_a_publishable_delivery_is_the_same_on_both_sides(desk):
    delivered(desk, HANDOVER)
    assert desk.build("--as-of", "2027-01-15").code == 0  # its last day
    assert values(desk, MODEL, "public") == values(desk, MODEL, "internal")
    assert values(desk, MODEL, "public")["99.01.01.1001"] == 250
    (utara, _) = [i for i in read_manifest(desk)["inputs"] if i["source_id"] == "population_kcda"]
    assert utara["is_publishable"] is True
    assert utara["agreement"]["number"] == "470/123/2025"
    assert utara["agreement"]["valid_until"] == "2027-01-15"


def test_a_city_carried_over_stays_closed(desk):
    """A second city is built alone: the first keeps its closed figures inside and its estimate outside."""
    delivered(desk, NOT_PUBLISHABLE)
    assert desk.build().code == 0
    source = (desk.catalogue / "cities" / "99.01.yml").read_text(encoding="utf-8")
    other = (
        source.replace('"9901"', '"9902"')
        .replace("Kota Contoh", "Kota Lain")
        .replace("kecamatan: 2, kelurahan: 5", "kecamatan: 1, kelurahan: 1")
    )
    (desk.catalogue / "cities" / "99.02.yml").write_text(other, encoding="utf-8")
    (desk.raw / "area_codes" / "99.02").mkdir()
    (desk.raw / "area_codes" / "99.02" / "areas.csv").write_text(
        "level,code_kemendagri,code_bps,name,name_bps,parent_code,match,note,source\n"
        "kota,99.02,9902,Kota Lain,Kota Lain,,contoh,,contoh\nkecamatan,99.02.01,9902010,Satu,Satu,99.02,contoh,,contoh\n"
        "kelurahan,99.02.01.1001,9902010001,Dua,Dua,99.02.01,contoh,,contoh\n",
        encoding="utf-8",
    )
    ran = desk.build("--city", "99.02")
    assert ran.code == 0, ran.said
    assert values(desk, MODEL, "internal")["99.01.01.1001"] == 250
    assert values(desk, MODEL, "public")["99.01.01.1001"] == 428


BAD_RECORDS = {  # name -> (the record, what its sentence says: row and key, then words)
    "an unknown key": (HANDOVER + "    berlaku: selamanya\n", ":8:handovers.0.berlaku: kunci ini tidak dikenal;"),
    "no end is stated": (HANDOVER.replace("    valid_until: 2027-01-15\n", ""), ":2:handovers.0.valid_until: kunci ini wajib;"),
    "an end before its beginning": (HANDOVER.replace("valid_until: 2027", "valid_until: 2020"), ":2:handovers.0: valid_until 2020-01-15 sebelum dated 2025-01-15;"),
    "closed without a ground": (HANDOVER.replace("true", "false"), ":2:handovers.0: publishable: false perlu exemption;"),
    "a date that is none": (HANDOVER.replace("2025-01-15", "2025-02-30"), ":4:12: ada tanggal yang tidak ada di kalender;"),
    "a day in words": (HANDOVER.replace("2025-01-15", "15 Januari 2025"), ":4:handovers.0.dated: '15 Januari 2025' bukan tanggal; tulis TTTT-BB-HH"),
    "a kind of its own": (HANDOVER.replace("kind: surat", "kind: memo"), ":2:handovers.0.kind: 'memo' bukan pilihan; pilih salah satu: 'surat', 'pks'"),
    "yes or no": (HANDOVER.replace("true", "boleh"), ":7:handovers.0.publishable: 'boleh' harus true atau false;"),
    "no list": (HANDOVER.replace("[BPS Kota Contoh, Diskominfo Kota Contoh]", "BPS Kota Contoh"), ":5:handovers.0.parties: 'BPS Kota Contoh' harus daftar;"),
    "a tab": (HANDOVER.replace("    dated", "\tdated"), ":4:1: ada tab; pakai spasi;"),
    "a colon too many": (HANDOVER.replace("kind: surat", "kind: surat: pks"), ":2:16: tanda baca atau lekukan barisnya salah"),
    "a person": (HANDOVER.replace("BPS Kota Contoh", "Drs. Fulan Rekaan"), ":2:handovers.0: 'Drs. Fulan Rekaan' tampak seperti nama orang; tulis nama lembaga"),
    "nothing": ("", ":1:: berkas kosong"),
    "a key twice": (HANDOVER + "    kind: pks\n", ":8:5: kunci 'kind' ditulis dua kali;"),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD_RECORDS)
def test_a_record_that_cannot_be_read_as_one_stops_the_build(desk, case):
    handover, words = BAD_RECORDS[case]
    delivered(desk, handover)
    before = desk.served()
    ran = desk.build()
    assert ran.code == 1
    assert ran.lines(f"raw/population_kcda/99.01/serah_terima.yml{words}"), ran.said
    assert desk.served() == before


def test_a_record_of_no_file_is_told(desk):
    delivered(desk, HANDOVER + HANDOVER.partition("\n")[2].replace("  - kind", "  - files: [lama.xlsx]\n    kind"))
    ran = desk.build()
    assert ran.code == 0
    assert ran.lines("serah_terima.yml:handovers.1.files: ", "lama.xlsx")
