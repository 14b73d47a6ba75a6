"""The published figures of the real cities, read again from the files by another road: the csv module and arithmetic."""

import csv
import hashlib
import json
from collections import Counter, defaultdict

import pytest
from desk import ROOT, ask

RAW = ROOT / "data" / "raw"


def table(path: str) -> list[dict]:
    """Rows of a file as received."""
    with (ROOT / "data" / path).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def value(real_warehouse):
    """`value(kpi, area, start)`: the row's value of the real edition."""
    found = ask(
        real_warehouse / "current" / "internal.duckdb",
        "select kpi_id, area_code, period_start, value from mart.kpi_value",
    )
    values = {(kpi, area, start.isoformat()): figure for kpi, area, start, figure in found}
    return lambda kpi, area, start: values[kpi, area, start]


@pytest.mark.parametrize(("kpi", "column", "published"), [
    ("spbe_index", "index", 3.79), ("spbe_policy_index", "policy_index", 3.9), ("spbe_governance_index", "governance_index", 3.9),
    ("spbe_management_index", "management_index", 2.27), ("spbe_service_index", "service_index", 4.25),
])  # fmt: skip
def test_spbe_of_tebing_tinggi(value, kpi, column, published):
    (row,) = [
        r for r in table("raw/spbe_evaluation/spbe_evaluation_2023_2024.csv")
        if r["year"] == "2024" and r["agency"] == "Pemerintah Kota Tebing Tinggi"
    ]  # fmt: skip
    assert value(kpi, "12.76", "2024-01-01") == float(row[column]) == published


def test_population_and_density_of_tebing_tinggi(value):
    (people,) = [
        int(r["value"]) for r in table("raw/population_dukcapil/12.76/population_dukcapil.csv")
        if r["year"] == "2024" and r["sex"] == "total"
    ]  # fmt: skip
    (size,) = [
        float(r["value"])
        for r in table("raw/area_size/12.76/area_size.csv")
        if r["citation"].startswith("Surat BIG") and r["level"] == "kota"
    ]
    assert value("population_dukcapil_count", "12.76", "2024-01-01") == people == 184064
    assert value("population_density_per_km2", "12.76", "2024-01-01") == pytest.approx(people / size)
    assert round(people / size, 1) == 4699.1


@pytest.mark.parametrize("city", ["12.76", "12.72", "11.73", "21.72"])
def test_registered_voters_add_up_by_kecamatan(value, city):
    sums: dict[str, int] = defaultdict(int)
    for row in table(f"raw/registered_voters/{city}/registered_voters.csv"):
        code, voters = row["code_kemendagri"], int(row["value"])
        for length in (5, 8, 13):
            sums[code[:length]] += voters
    for area, voters in sums.items():
        assert value("registered_voters_count", area, "2014-01-01") == voters
    assert len([area for area in sums if len(area) == 8]) == {"12.76": 5, "12.72": 8, "11.73": 4, "21.72": 4}[city]


def test_the_flood_of_november_2025(value):
    bulletins = [
        r for r in table("raw/flood_reports/12.76/flood_reports.csv")
        if r["event_date"] == "2025-11-27" and r["code_kemendagri"] == "12.76" and r["persons"]
    ]  # fmt: skip
    # noon: 5,908; the one without an hour speaks for the whole day and is its last
    last = max(bulletins, key=lambda r: r["reported_at"] if "T" in r["reported_at"] else r["reported_at"] + "T23:59")
    assert len(bulletins) == 2
    assert value("flood_affected_persons_count", "12.76", "2025-11-27") == int(last["persons"]) == 12766


def test_budget_realisation(value):
    (row,) = [
        r for r in table("raw/budget_totals/12.76/budget_totals.csv")
        if (r["period"], r["document"], r["account"]) == ("2024", "APBD", "belanja")
    ]  # fmt: skip
    computed = 100 * int(row["realised_idr"]) / int(row["ceiling_idr"])
    assert value("budget_realisation_pct", "12.76", "2024-01-01") == pytest.approx(computed)
    assert round(computed, 3) == 91.746


def test_modelled_population_by_largest_remainders(value):
    """Hamilton's method, in whole numbers: the parts are 35, the sum is the register's total to the last person."""
    stations = {
        r["code_kemendagri"]: int(r["value"]) for r in table("raw/polling_stations/12.76/polling_stations.csv")
        if r["year"] == "2024" and r["level"] == "kelurahan"
    }  # fmt: skip
    total, weight = 184064, sum(stations.values())
    share = {code: divmod(total * n, weight) for code, n in stations.items()}
    people = {code: whole for code, (whole, _) in share.items()}
    order = sorted(share, key=lambda code: (-share[code][1], code))
    for code in order[: total - sum(people.values())]:
        people[code] += 1
    assert len(people) == 35
    assert people["12.76.03.1004"] == 9688
    assert {code: value("population_modelled_count", code, "2024-01-01") for code in people} == people
    assert value("population_modelled_count", "12.76", "2024-01-01") == sum(people.values()) == total


def test_areas_of_the_four_cities(real_warehouse):
    query = "select city_code, area_level, count(*), count(bps_code) from mart.area group by all"
    counted = {
        (city, level): (n, with_bps)
        for city, level, n, with_bps in ask(real_warehouse / "current" / "internal.duckdb", query)
    }
    kelurahan = {"12.76": 35, "12.72": 53, "11.73": 68, "21.72": 18}
    kecamatan = {"12.76": 5, "12.72": 8, "11.73": 4, "21.72": 4}
    for city in kelurahan:
        assert counted[city, "kota"] == (1, 1)
        assert counted[city, "kecamatan"] == (kecamatan[city], kecamatan[city])
        assert counted[city, "kelurahan"][0] == kelurahan[city]
    label = "select distinct area_label from mart.area where city_code = '11.73' and area_level = 'kelurahan'"
    assert ask(real_warehouse / "current" / "internal.duckdb", label) == [("Gampong",)]


def test_every_input_is_accounted_for(real_warehouse):
    """Rows in = loaded + set aside, per file; rows in is what the csv module counts; the hash is the file's."""
    manifest = json.loads((real_warehouse / "current" / "manifest.json").read_text(encoding="utf-8"))
    seen = Counter()
    for item in manifest["inputs"]:
        path = ROOT / "data" / item["path"]
        assert item["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
        assert item["rows_in"] == item["loaded"] + item["set_aside"]
        if path.suffix == ".csv":
            assert item["rows_in"] == len(table(item["path"]))
        else:
            assert item["rows_in"] == len(json.loads(path.read_text(encoding="utf-8"))["features"])
        seen[item["path"]] += 1
    delivered = {p.relative_to(ROOT / "data").as_posix() for p in RAW.rglob("*") if p.is_file()}
    assert {path for path in seen if path.startswith("raw/")} == delivered
    assert set(seen.values()) == {1}
    assert manifest["rows_in"] == sum(item["rows_in"] for item in manifest["inputs"])
    assert manifest["rows_in"] == manifest["rows_loaded"] + manifest["rows_set_aside"]


def test_raw_keeps_every_row_with_its_file_hash_and_line(real_warehouse):
    """The parts hold the files as received: line 2 of the first file is its first row, text for text."""
    import duckdb

    manifest = json.loads((real_warehouse / "current" / "manifest.json").read_text(encoding="utf-8"))
    (part,) = [name for name in manifest["parts"] if name.startswith("raw.registered_voters-")]
    first = table("raw/registered_voters/12.76/registered_voters.csv")[0]
    path = RAW / "registered_voters" / "12.76" / "registered_voters.csv"
    columns = ", ".join(f'"{name}"' for name in first)
    query = f"select {columns}, file_sha256 from '{real_warehouse / 'parts' / part}' where line_no = 2 and city_folder = '12.76'"
    (row,) = duckdb.connect().execute(query).fetchall()
    assert row == (*first.values(), hashlib.sha256(path.read_bytes()).hexdigest())
