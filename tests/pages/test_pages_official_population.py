"""Official population by kelurahan on the pages: inside with its source, outside the estimate and why it is still there."""

import pytest
from desk import ROOT, Desk
from front import page, visitor, words_of
from sheets import HANDOVER, SELATAN, UTARA, deliver

CLOSED = HANDOVER.replace("publishable: true", "publishable: false\n    exemption: UU 14/2008 Pasal 17 huruf i")
MELATI = "/wilayah/99.01.01.1001"


@pytest.fixture(scope="module")
def closed(tmp_path_factory, tiny_catalogue, tiny_reference):
    """A warehouse of the made-up city with a sheet that may not be published: Melati 250, estimated 428."""
    desk = Desk(
        tmp_path_factory.mktemp("closed"), ROOT / "tests" / "data" / "raw", tiny_catalogue, tiny_reference, None
    )
    deliver(desk.raw / "population_kcda" / "99.01", "kcda.xlsx", [("Utara", UTARA), ("Selatan", SELATAN)], CLOSED)
    assert desk.build().code == 0
    return desk.warehouse


def test_the_house_reads_the_official_figure_with_its_source(closed, monkeypatch):
    client = visitor(closed, monkeypatch, CITY="99.01")
    words = words_of(page(client, "/dimensi/smart-living?kpi=population_modelled_count"))
    assert "2.100" in words
    assert "Kecamatan Dalam Angka" in words
    kelurahan = words_of(page(client, MELATI))
    assert "250" in kelurahan and "428" not in kelurahan
    assert "tidak untuk umum: surat 470" in kelurahan.lower()


def test_the_public_reads_the_estimate_and_why(closed, monkeypatch):
    client = visitor(closed, monkeypatch, CITY="99.01", AUDIENCE="public")
    words = words_of(page(client, "/dimensi/smart-living?kpi=population_modelled_count"))
    assert "1.000" in words and "2.100" not in words
    assert "belum boleh diterbitkan: surat serah terimanya tidak mengizinkan penerbitan" in words
    assert "470/123" not in words
    assert "428" in words_of(page(client, MELATI))
    values = client.get("/api/v1/kpi/population_bps_count.json?city=99.01&level=kelurahan").json["values"]
    assert {row["value"] for row in values} <= {None}


ADDRESSES = [  # pages that would otherwise say that there is no source, or show an older or quoted figure as if nothing had come
    "/jelaskan?kpi=population_bps_count&wilayah=99.01.01.1001&periode=2024",
    "/dimensi/smart-living?kpi=population_bps_count",
    "/peta?kpi=population_bps_count&level=kelurahan&wilayah=99.01.01.1001",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_public_is_told_that_a_figure_is_withheld_and_nothing_of_it(closed, monkeypatch, address):
    public = words_of(page(visitor(closed, monkeypatch, CITY="99.01", AUDIENCE="public"), address))
    assert "Angka 2024 sudah diterima tetapi belum boleh diterbitkan: surat serah terimanya tidak mengizinkan" in public
    assert "terdampak, tanpa angka" not in public
    assert (
        "Sumber belum ada" not in public or "jelaskan" not in address
    )  # other indicators of a page may well have none
    assert not [
        leak for leak in ("470/123", "serah_terima", "kcda", "Kecamatan Utara, 2024", "2.100") if leak in public
    ]
    english = words_of(page(visitor(closed, monkeypatch, CITY="99.01", AUDIENCE="public"), f"{address}&bahasa=en"))
    assert "received but may not be published yet" in english
    house = words_of(page(visitor(closed, monkeypatch, CITY="99.01"), address))
    assert "belum boleh diterbitkan" not in house


def test_a_figure_not_known_in_a_sheet_is_no_flood(tmp_path, tiny_catalogue, tiny_reference, monkeypatch):
    """`...` for Mawar: the map and the ranking say that it (and so Utara) has no figure, not that it was hit."""
    desk = Desk(tmp_path, ROOT / "tests" / "data" / "raw", tiny_catalogue, tiny_reference, None)
    rows = [("Melati", 120, 130, 250), ("Mawar", "...", "...", "...")]
    deliver(
        desk.raw / "population_kcda" / "99.01", "kcda.xlsx", [("Utara", rows), ("Selatan", SELATAN)],
        printed=[None, None, None],
    )  # fmt: skip
    assert desk.build().code == 0
    for address in (
        "/peringkat?kpi=population_bps_count",
        "/peta?kpi=population_bps_count&level=kelurahan",
    ):
        words = words_of(page(visitor(desk.warehouse, monkeypatch, CITY="99.01"), address)).lower()
        assert "utara" in words and "terdampak, tanpa angka" not in words, address
