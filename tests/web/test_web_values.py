"""Values of the API: JSON, CSV and the edition's file hold the same rows, for every declared KPI, level and city."""

import csv
import io
from datetime import date, timedelta

import pytest
from front import ROOT

from catalogue import load_catalogue

CATALOGUE = load_catalogue()
LEVELS = ("kota", "kecamatan", "kelurahan")
COLUMNS = [
    "kpi_id",
    "city_code",
    "area_level",
    "area_code",
    "period_grain",
    "period_start",
    "value",
    "numerator",
    "denominator",
    "n",
    "target",
    "status",
    "quality",
    "source_id",
    "edition",
]
NUMBERS = ("value", "numerator", "denominator", "n", "target")
PROMISED = [
    "spbe_index",
    "spbe_policy_index",
    "spbe_governance_index",
    "spbe_management_index",
    "spbe_service_index",
    "population_census_count",
    "population_bps_count",
    "population_dukcapil_count",
    "population_density_per_km2",
    "registered_voters_count",
    "flood_affected_persons_count",
    "budget_realisation_pct",
]


def values(client, kpi: str, **asked) -> list[dict]:
    answer = client.get(f"/api/v1/kpi/{kpi}.json", query_string=asked)
    assert answer.status_code == 200, answer.text
    return answer.json["values"]


def as_numbers(row: dict) -> dict:
    """A CSV row with numbers as numbers and empty cells as absent."""
    return {name: (None if text == "" else float(text)) if name in NUMBERS else text for name, text in row.items()}


@pytest.mark.parametrize("kpi", CATALOGUE.kpis)
def test_json_csv_and_file_hold_the_same_rows(client, edition_file, kpi):
    for city in CATALOGUE.cities:
        for level in LEVELS:
            names, rows = edition_file(
                "select * from mart.kpi_value where kpi_id = ? and city_code = ? and area_level = ? "
                "order by area_code, period_start, period_grain",
                [kpi, city, level],
            )
            assert names == COLUMNS
            stored = [
                {n: v.isoformat() if isinstance(v, date) else v for n, v in zip(names, row, strict=True)}
                for row in rows
            ]
            answer = client.get(f"/api/v1/kpi/{kpi}.json?city={city}&level={level}")
            assert answer.json["values"] == stored
            assert all(list(row) == COLUMNS for row in answer.json["values"])
            text = client.get(f"/api/v1/kpi/{kpi}.csv?city={city}&level={level}").text
            read = csv.DictReader(io.StringIO(text))
            assert [as_numbers(row) for row in read] == stored
            assert read.fieldnames == COLUMNS


def test_every_stored_row_can_be_asked_for(client, edition_file):
    found = sum(
        len(values(client, kpi, city=city, level=level))
        for kpi in CATALOGUE.kpis
        for city in CATALOGUE.cities
        for level in LEVELS
    )
    assert found == edition_file("select count(*) from mart.kpi_value")[1][0][0] > 1000


@pytest.mark.parametrize("kpi", PROMISED)
def test_promised_kpis_have_figures(client, kpi):
    city = [row for code in CATALOGUE.cities for row in values(client, kpi, city=code)]
    assert any(row["value"] is not None for row in city)


def test_spbe_is_as_printed_in_the_received_file(client):
    path = ROOT / "data/raw/spbe_evaluation/spbe_evaluation_2023_2024.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        printed = {
            (row["agency"], row["year"]): float(row["index"])
            for row in csv.DictReader(lines)
            if row["agency_type"] == "Kota"
        }
    compared = 0
    for code, city in CATALOGUE.cities.items():
        shown = {row["period_start"][:4]: row["value"] for row in values(client, "spbe_index", city=code)}
        for year in ("2023", "2024"):
            if (city.spbe_agency, year) in printed:
                assert shown[year] == printed[city.spbe_agency, year]
                compared += 1
    assert compared >= 7


def test_without_parameters_it_is_the_home_city_as_a_whole(client, monkeypatch):
    assert {(r["city_code"], r["area_level"]) for r in values(client, "spbe_index")} == {("12.76", "kota")}
    monkeypatch.setenv("DASBOR_CITY", "21.72")
    assert {(r["city_code"], r["area_level"]) for r in values(client, "spbe_index")} == {("21.72", "kota")}


def test_from_and_to_are_inclusive(client):
    def starts(**asked):
        return [row["period_start"] for row in values(client, "flood_affected_persons_count", **asked)]

    days = starts()
    assert len(days) >= 3
    middle = days[1]
    assert starts(**{"from": middle, "to": middle}) == [middle]
    assert starts(**{"from": middle}) == days[1:]
    assert starts(to=middle) == days[:2]
    one_day = timedelta(days=1)
    assert starts(**{"from": str(date.fromisoformat(middle) + one_day)}) == days[2:]
    assert starts(to=str(date.fromisoformat(middle) - one_day)) == days[:1]
    assert starts(**{"from": days[-1], "to": days[0]}) == []


def test_an_area_alone_is_itself_and_with_a_finer_level_its_parts(client):
    own = values(client, "registered_voters_count", area="12.76.03")
    assert {row["area_code"] for row in own} == {"12.76.03"}
    parts = values(client, "registered_voters_count", area="12.76.03", level="kelurahan")
    listed = client.get("/api/v1/areas?city=12.76&level=kelurahan").json["areas"]
    assert {row["area_code"] for row in parts} == {a["area_code"] for a in listed if a["parent_code"] == "12.76.03"}
    whole = values(client, "registered_voters_count", area="12.76", level="kelurahan")
    assert {row["area_code"] for row in whole} == {a["area_code"] for a in listed}
    assert values(client, "registered_voters_count", area="12.76.03.1004", level="kelurahan") == values(
        client, "registered_voters_count", area="12.76.03.1004"
    )


def test_an_area_of_another_city_needs_no_city(client):
    assert {row["city_code"] for row in values(client, "registered_voters_count", area="11.73.01")} == {"11.73"}


def test_parts_of_a_sum_add_up(client):
    parts = values(client, "registered_voters_count", level="kelurahan")
    whole = values(client, "registered_voters_count", level="kota")
    for row in whole:
        same = [p["value"] for p in parts if p["period_start"] == row["period_start"] and p["value"] is not None]
        assert sum(same) == row["value"]
    assert whole


def test_a_zero_denominator_is_no_data_and_zero_is_zero(tiny_client):
    by_year = {r["period_start"][:4]: r for r in values(tiny_client, "budget_realisation_pct")}
    assert (by_year["2023"]["value"], by_year["2023"]["status"]) == (None, "no_data")
    assert by_year["2024"]["value"] == 75.0
    stations = {r["area_code"]: r["value"] for r in values(tiny_client, "polling_station_count", level="kelurahan")}
    assert stations["99.01.02.1003"] == 0


def test_csv_is_a_download_named_after_its_question(client, served_edition):
    answer = client.get("/api/v1/kpi/spbe_index.csv?city=21.72")
    assert answer.content_type == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="spbe_index_21.72_kota_{served_edition}.csv"'
    assert not answer.data.startswith(b"\xef\xbb\xbf")
