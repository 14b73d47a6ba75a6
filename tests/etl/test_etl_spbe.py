"""The SPBE table of 1,236 agencies: kept as printed, recomputed beside it, refused when the two part without a word."""

import csv

import pytest
from desk import ROOT, ask

TABLE = ROOT / "data" / "raw" / "spbe_evaluation" / "spbe_evaluation_2023_2024.csv"
WEIGHTS = {"policy_index": 0.13, "governance_index": 0.25, "management_index": 0.165, "service_index": 0.455}


@pytest.fixture(scope="module")
def printed() -> list[dict]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def agencies(real_warehouse) -> list[dict]:
    names = [
        "year",
        "agency_type",
        "agency_name",
        "agency_printed",
        *WEIGHTS,
        "spbe_index",
        "predicate",
        "index_recomputed",
        "has_known_fault",
    ]
    found = ask(real_warehouse / "current" / "internal.duckdb", f"select {', '.join(names)} from mart.spbe_agency")
    return [dict(zip(names, row, strict=True)) for row in found]


def test_every_row_is_there(agencies):
    assert len(agencies) == 1236
    assert [sum(a["year"] == year for a in agencies) for year in (2023, 2024)] == [621, 615]


def test_figures_and_predicate_are_the_printed_ones(agencies, printed):
    kept = {(a["year"], a["agency_type"], a["agency_printed"]): (a["spbe_index"], a["predicate"]) for a in agencies}
    assert kept == {
        (int(r["year"]), r["agency_type"], r["agency"]): (float(r["index"]), r["predicate"]) for r in printed
    }
    # by the thresholds Pacitan's 3.50 would be Sangat Baik; its printed predicate follows the unrounded 3.4986
    assert kept[2024, "Kabupaten", "Pemerintah Kab. Pacitan"] == (3.5, "Baik")


def test_the_index_is_recomputed_from_the_domains(agencies, printed):
    recomputed = {(a["year"], a["agency_type"], a["agency_printed"]): a["index_recomputed"] for a in agencies}
    far = 0
    for row in printed:
        domains = [row[name] for name in WEIGHTS]
        found = recomputed[int(row["year"]), row["agency_type"], row["agency"]]
        if "" in domains:
            assert found is None
            continue
        index = sum(weight * float(domain) for weight, domain in zip(WEIGHTS.values(), domains, strict=True))
        assert found == pytest.approx(index, abs=6e-5)  # kept with four decimals
        far += abs(index - float(row["index"])) > 0.015
    assert far == 0


def test_rows_with_a_known_fault_are_loaded_and_marked(agencies):
    marked = {(a["year"], a["agency_printed"]) for a in agencies if a["has_known_fault"]}
    assert marked == {
        (2023, "Pemerintah Kab. Banyuasin"),  # service domain printed 0.3
        (2024, "Pemerintah Provinsi Jawa Timur"),  # policy domain unreadable, as in the next two
        (2024, "Kementerian Energi dan Sumber Daya Mineral"),
        (2024, "Kementerian Pertanian"),
    }
    (banyuasin,) = [a for a in agencies if a["agency_printed"] == "Pemerintah Kab. Banyuasin" and a["year"] == 2023]
    assert (banyuasin["service_index"], banyuasin["spbe_index"]) == (0.3, 1.05)


def test_aliases_join_the_two_years(agencies, printed):
    """Pairs by printed name, plus pairs by alias; counted with sets, not joins."""
    with (ROOT / "data" / "reference" / "spbe_agency_aliases.csv").open(encoding="utf-8", newline="") as file:
        alias = {(r["jenis"], r["instansi_2023"]): r["instansi_2024"] for r in csv.DictReader(file)}
    by_year = {
        year: {(r["agency_type"], r["agency"]) for r in printed if r["year"] == year} for year in ("2023", "2024")
    }
    expected = {(kind, alias.get((kind, name), name)) for kind, name in by_year["2023"]} & by_year["2024"]
    years: dict[tuple, set] = {}
    for a in agencies:
        years.setdefault((a["agency_type"], a["agency_name"]), set()).add(a["year"])
    both = {key for key, found in years.items() if found == {2023, 2024}}
    assert both == expected
    assert len(both) == 607


def test_a_tampered_domain_stops_the_build(real_desk):
    """Tebing Tinggi 2024 with policy 4.9 for 3.9 recomputes to 3.92: 0.13 above the printed 3.79."""
    before = real_desk.served()
    real_desk.replace(
        "spbe_evaluation",
        "Pemerintah Kota Tebing Tinggi,3.9,3.9,2.27,4.25,3.79",
        "Pemerintah Kota Tebing Tinggi,4.9,3.9,2.27,4.25,3.79",
    )
    ran = real_desk.build()
    assert ran.code == 1
    (sentence,) = ran.lines("spbe_index_is_recomputed")
    assert "Pemerintah Kota Tebing Tinggi" in sentence
    assert "1 baris" in sentence
    assert real_desk.served() == before


def test_a_listed_erratum_lets_it_pass_and_both_figures_stay(real_desk):
    real_desk.replace(
        "spbe_evaluation",
        "Pemerintah Kota Tebing Tinggi,3.9,3.9,2.27,4.25,3.79",
        "Pemerintah Kota Tebing Tinggi,4.9,3.9,2.27,4.25,3.79",
    )
    with (real_desk.reference / "spbe_errata.csv").open("a", encoding="utf-8") as file:
        file.write("2024,Pemerintah Kota Tebing Tinggi,uji,uji,,belum dilaporkan\n")
    assert real_desk.build("--city", "12.76").code == 0
    query = "select spbe_index, index_recomputed from mart.spbe_agency where agency_printed = 'Pemerintah Kota Tebing Tinggi' and year = 2024"
    # 0.13*4.9 + 0.25*3.9 + 0.165*2.27 + 0.455*4.25 = 0.637 + 0.975 + 0.37455 + 1.93375
    assert real_desk.rows(query) == [(3.79, pytest.approx(3.9203))]


def test_a_known_fault_that_was_mended_stops_the_build(real_desk):
    """Service 1.06 for 0.3 gives 0.13*2.4 + 0.25*1.7 + 0.165*1.09 + 0.455*1.06 = 1.39915."""
    old, new = "Banyuasin,2.4,1.7,1.09,0.3,1.05,Kurang", "Banyuasin,2.4,1.7,1.09,1.06,1.40,Kurang"
    real_desk.replace("spbe_evaluation", old, new)
    ran = real_desk.build("--city", "12.76")
    assert ran.code == 1
    assert ran.lines("spbe_evaluation.yml:known_faults:service_index", "'1.06', bukan '0.3'", "Banyuasin", "hapus")
