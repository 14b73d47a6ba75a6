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
    assert "belum boleh diterbitkan: surat 470/123/2025 tidak mengizinkan penerbitan" in words
    assert "428" in words_of(page(client, MELATI))
    values = client.get("/api/v1/kpi/population_bps_count.json?city=99.01&level=kelurahan").json["values"]
    assert {row["value"] for row in values} <= {None}
