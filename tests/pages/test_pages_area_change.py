"""An area that was split: its figures before and after are of two areas and are named, not compared.

Planted in the made-up city: until 2023 Kenanga held what is Marang now; figures follow from 2024. Voters 2014: Melati 300,
Anggrek 3, Kenanga 150, Marang 120; 2024, made up here: Melati 330, Kenanga 90, Marang 80.
"""

import pytest
from front import page, visitor, words_of

KENANGA, MARANG, MELATI = "99.01.02.1002", "99.01.02.1003", "99.01.01.1001"
HEAD = "code_kemendagri,name,change,predecessor_code,predecessor_name,valid_from,figures_from,what_id,what_en,source,verified,note\n"
SPLIT = f"{KENANGA},Kenanga,pemekaran,{KENANGA},Kenanga,2023-07-01,2024,Marang dipisahkan dari Kenanga,Marang was split off Kenanga,Perda rekaan 1/2023,yes,\n"
BORN = f"{MARANG},Marang,pemekaran,{KENANGA},Kenanga,2023-07-01,2024,Marang dibentuk dari sebagian Kenanga,Marang was formed of part of Kenanga,Perda rekaan 1/2023,yes,\n"


@pytest.fixture
def split_desk(quick_desk):
    folder = quick_desk.raw / "area_changes" / "99.01"
    folder.mkdir(parents=True)
    (folder / "area_changes.csv").write_text(HEAD + SPLIT + BORN, encoding="utf-8")
    voters = quick_desk.file("registered_voters")
    newer = "".join(
        f"kelurahan,{code},x,{n},pemilih,2024,Contoh,,rekaan,,Berkas contoh,\n"
        for code, n in ((MELATI, 330), (KENANGA, 90), (MARANG, 80))
    )
    voters.write_text(voters.read_text(encoding="utf-8") + newer, encoding="utf-8")
    return quick_desk


@pytest.fixture
def client(split_desk, monkeypatch):
    ran = split_desk.build()
    assert ran.code == 0, ran.said
    return visitor(split_desk.warehouse, monkeypatch, CITY="99.01")


def test_the_map_of_changes_names_the_split_instead_of_comparing(client):
    words = words_of(
        page(
            client, "/peta?kpi=registered_voters_count&tampilan=perubahan&tingkat=kelurahan&periode=2024&periode2=2014"
        )
    )
    (melati,) = {line for line in words.splitlines() if "Melati: " in line}
    assert "naik 30 dari 300" in melati
    (kenanga,) = {line for line in words.splitlines() if "Kenanga: " in line}
    assert (
        "sejak 2024" in kenanga
        and "Marang dipisahkan dari Kenanga" in kenanga
        and "tidak dibandingkan dengan 2014" in kenanga
    )
    assert "turun 60" not in words.lower()


def test_the_page_of_the_area_says_what_changed(client):
    words = words_of(page(client, f"/wilayah/{MARANG}"))
    assert "Wilayah ini berubah: Marang dibentuk dari sebagian Kenanga. Angka sejak 2024" in words
    assert "Perda rekaan 1/2023" in words
    assert "Wilayah ini berubah" not in words_of(page(client, f"/wilayah/{MELATI}"))


def test_a_new_code_alone_is_compared(split_desk, monkeypatch):
    """The ground is the same: 90 after 150."""
    path = split_desk.raw / "area_changes" / "99.01" / "area_changes.csv"
    path.write_text((HEAD + SPLIT).replace("pemekaran", "ganti kode"), encoding="utf-8")
    assert split_desk.build().code == 0
    words = words_of(
        page(
            visitor(split_desk.warehouse, monkeypatch, CITY="99.01"),
            "/peta?kpi=registered_voters_count&tampilan=perubahan&tingkat=kelurahan&periode=2024&periode2=2014",
        )
    )
    assert "turun 60 dari 150" in words.lower()


def test_figures_under_a_code_that_is_no_more_are_set_aside_with_that_reason(split_desk):
    """Selatan's old kelurahan 1009 was merged into Anggrek."""
    path = split_desk.raw / "area_changes" / "99.01" / "area_changes.csv"
    merged = "99.01.02.1001,Anggrek,penggabungan,99.01.02.1009,Teratai,2020,2021,Teratai digabung ke Anggrek,Teratai was merged into Anggrek,Perda rekaan,yes,\n"
    path.write_text(HEAD + merged, encoding="utf-8")
    split_desk.allow_loss("registered_voters")
    split_desk.replace("registered_voters", "kelurahan,99.01.02.1001,Anggrek,3", "kelurahan,99.01.02.1009,Teratai,3")
    ran = split_desk.build()
    assert ran.code == 0, ran.said
    assert ran.lines("registered_voters.csv:4:code_kemendagri:", "'99.01.02.1009' sudah diganti menurut area_changes")


def test_the_split_of_muara_dua_is_kept_with_its_source(real_warehouse, monkeypatch):
    """Figures of 2004 and 2007 still hold Muara Satu (data/raw/population_unassigned/11.73)."""
    words = words_of(page(visitor(real_warehouse, monkeypatch), "/wilayah/11.73.01?kota=11.73"))
    assert "Kecamatan Muara Satu dipisahkan dari Muara Dua (2006)" in words and "Angka sejak 2008" in words
    assert "Skripsi, bab Geografi Kota Lhokseumawe" in words
