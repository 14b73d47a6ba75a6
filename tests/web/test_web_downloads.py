"""Files to take away: the Satu Data metadata workbook, read back with another library than the one that wrote it."""

import io

import pytest
import python_calamine
from front import visitor

from catalogue import load_catalogue

CATALOGUE = load_catalogue()


@pytest.fixture
def client(real_warehouse, monkeypatch):
    return visitor(real_warehouse, monkeypatch)


def sheets(answer) -> dict[str, list[list]]:
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(answer.data))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def records(rows: list[list]) -> list[dict]:
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def test_the_workbook_has_a_row_per_indicator_source_and_column(client):
    answer = client.get("/unduh/metadata.xlsx")
    assert answer.status_code == 200 and answer.mimetype.endswith("spreadsheetml.sheet")
    edition = client.get("/api/v1/catalogue").json["edition"]
    assert answer.headers["Content-Disposition"] == f'attachment; filename="metadata_{edition}.xlsx"'
    found = sheets(answer)
    assert list(found) == ["Baca dulu", "MS-Ind", "MS-Keg", "MS-Var"]
    assert [row["Kode indikator"] for row in records(found["MS-Ind"])] == list(CATALOGUE.kpis)
    assert [row["Judul kegiatan"] for row in records(found["MS-Keg"])] == [
        s.title.id for s in CATALOGUE.sources.values()
    ]
    assert len(found["MS-Var"]) - 1 == sum(len(s.columns) for s in CATALOGUE.sources.values())


def test_a_form_says_what_the_declaration_says_and_invents_nothing(client):
    found = sheets(client.get("/unduh/metadata.xlsx"))
    indicators = {row["Kode indikator"]: row for row in records(found["MS-Ind"])}
    density = indicators["population_density_per_km2"]
    assert density["Satuan"] == "jiwa/km²"
    assert density["Metode/rumus penghitungan"].startswith("jumlah jiwa")
    assert "÷ jumlah km²" in density["Metode/rumus penghitungan"]
    assert density["Apakah indikator dapat diakses umum"] == "ya"
    spbe = indicators["spbe_index"]
    assert spbe["Apakah indikator komposit"] == "ya"
    assert spbe["Indikator pembangun"].count(";") == 3  # four domains
    activity = records(found["MS-Keg"])[0]
    assert activity["Blok V. Desain sampel"] == "belum diisi"


def test_a_closed_indicator_and_its_source_are_not_in_the_public_workbook(tiny_warehouse, monkeypatch):
    inside = sheets(visitor(tiny_warehouse, monkeypatch, CITY="99.01").get("/unduh/metadata.xlsx"))
    outside = sheets(visitor(tiny_warehouse, monkeypatch, CITY="99.01", AUDIENCE="public").get("/unduh/metadata.xlsx"))
    ids = [[row["Kode indikator"] for row in records(book["MS-Ind"])] for book in (inside, outside)]
    assert "registered_voters_closed_count" in ids[0] and "registered_voters_closed_count" not in ids[1]
    assert "grant_recipients" not in str(outside) and "Penerima hibah" not in str(outside)


@pytest.mark.parametrize(("address", "status"), [("metadata.xlsx?x=1", 400), ("nothing.xlsx", 404)])
def test_what_is_asked_wrongly_gets_a_sentence(client, address, status):
    answer = client.get(f"/unduh/{address}")
    assert answer.status_code == status and answer.json["error"]["message"]


def test_an_edition_that_is_not_there_is_404(client):
    gone = "2020-01-01-20200101T000000Z-00000000"
    assert client.get(f"/unduh/metadata.xlsx?edition={gone}").status_code == 404
