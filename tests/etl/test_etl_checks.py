"""Each promise in `etl/checks/` is broken by one bad row, and by no row of the real edition."""

import json
import shutil

import duckdb
import pytest
from desk import ROOT

from etl.sqlfiles import broken_promises

# name of the check -> (how many rows it returns, the one bad row)
BAD_ROW = {
    "area_has_outline": (1, "delete from mart.area_outline where area_code = '12.76.03.1004'"),
    "area_parent_exists": (
        1,
        "insert into mart.area (city_code, area_level, area_code, area_name, parent_code) "
        "values ('99.99', 'kelurahan', '99.99.01.1001', 'Yatim', '99.99.01')",
    ),
    "area_code_fits_level": (1, "update mart.area set parent_code = '12.76.02' where area_code = '12.76.03.1004'"),
    "census_parts_sum_to_total": (
        1,
        "update mart.population_census set population_count = population_count + 1 "
        "where area_code = '12.76.01' and period_start = '2010-01-01'",
    ),
    "kelurahan_population_is_of_one_instrument": (
        1,
        "update mart.population_kelurahan set population_count = population_count - 1 "
        "where area_code = '12.76.03.1004' and period_start = '2024-01-01'",
    ),
    "kpi_value_is_unique": (
        1,
        "insert into mart.kpi_value select * from mart.kpi_value where kpi_id = 'spbe_index' and area_code = '12.76' "
        "and period_start = '2024-01-01'",
    ),
    "kpi_value_status_fits_value": (
        1,
        "update mart.kpi_value set value = null where kpi_id = 'spbe_index' and area_code = '12.76' and period_start = '2024-01-01'",
    ),
    "modelled_population_sums_to_total": (
        1,
        "update mart.population_modelled set population_count = population_count - 1 "
        "where area_code = '12.76.03.1004' and period_start = '2024-01-01'",
    ),
    "real_edition_holds_no_simulation": (
        1,
        "update mart.kpi_value set quality = 'simulasi' where kpi_id = 'spbe_index' and area_code = '12.76' "
        "and period_start = '2024-01-01'",
    ),
    # the source is said to be simulated, its one figure of that city and year is not
    "simulated_source_gives_simulated_values": (
        1,
        "delete from mart.kpi_value where source_id = 'public_satisfaction' and not (area_code = '12.76' and value is not null); "
        "delete from mart.kpi_value where source_id = 'public_satisfaction' and rowid <> (select min(rowid) from mart.kpi_value "
        "where source_id = 'public_satisfaction'); "
        "update stg.declared_source set quality = 'simulasi' where source_id = 'public_satisfaction'",
    ),
    "spbe_aliases_find_their_agency": (
        1,
        "insert into stg.spbe_agency_aliases (agency_type, agency_2023, agency_2024) values ('Kota', 'Tidak Ada', 'Tidak Ada Juga')",
    ),
    "spbe_index_is_recomputed": (
        1,
        "update mart.spbe_agency set spbe_index = spbe_index + 0.02 where agency_printed = 'Pemerintah Kota Tebing Tinggi' and year = 2024",
    ),
    # SPBE has 47 indicators
    "spbe_sheet_indicator_is_known": (
        1,
        "insert into mart.spbe_sheet values ('12.76', 2024, 'SPBE', 48, 3, 'spbe_indicator_levels')",
    ),
    "draft_budget_has_no_realisation": (
        1,
        "update stg.budget_totals set document = 'R-APBD' where area_code = '12.76' and period = '2024' "
        "and account = 'belanja' and realised_idr is not null",
    ),
    # the weight of one indicator moves its domain and the whole away from 100: two rows
    "spbe_weights_sum_to_100": (2, "update stg.spbe_indicators set indicator_weight_pct = 2 where indicator_no = 1"),
}


@pytest.fixture(scope="module")
def whole(real_warehouse, tmp_path_factory):
    """A file that holds the marts of the real edition and, from its parts, the staged tables."""
    path = tmp_path_factory.mktemp("checks") / "whole.duckdb"
    shutil.copy(real_warehouse / "current" / "internal.duckdb", path)
    manifest = json.loads((real_warehouse / "current" / "manifest.json").read_text(encoding="utf-8"))
    with duckdb.connect(str(path)) as con:
        con.execute("create schema stg")
        for name in manifest["parts"]:
            if name.startswith("stg."):
                con.execute(f"create table {name.split('-')[0]} as select * from '{real_warehouse / 'parts' / name}'")
    return path


def broken(path) -> dict[str, int]:
    with duckdb.connect(str(path)) as con:
        return {check["name"]: check["rows"] for check in broken_promises(con) if check["rows"]}


def test_every_check_has_its_bad_row():
    assert set(BAD_ROW) == {path.stem for path in (ROOT / "etl" / "checks").glob("*.sql")}


def test_the_real_edition_keeps_every_promise(whole):
    assert broken(whole) == {}


@pytest.mark.parametrize("check", BAD_ROW)
def test_one_bad_row_breaks_exactly_its_promise(whole, tmp_path, check):
    rows, statement = BAD_ROW[check]
    path = shutil.copy(whole, tmp_path / "spoilt.duckdb")
    with duckdb.connect(str(path)) as con:
        assert con.execute(statement).fetchall() == [(1,)]  # one row touched
    assert broken(path) == {check: rows}


def test_a_broken_promise_stops_the_build(desk):
    """Census: 400 in Utara and 500 in Selatan are not the 901 of the kota."""
    folder = desk.raw / "population_census" / "99.01"
    folder.mkdir(parents=True)
    head = (
        "level,code_kemendagri,name,sex,value,unit,year,source_title,source_address,confidence,note,citation,remark\n"
    )
    rows = [("99.01", 901), ("99.01.01", 400), ("99.01.02", 500)]
    text = head + "".join(f"x,{code},x,total,{n},jiwa,2020,x,,x,,Berkas contoh,\n" for code, n in rows)
    (folder / "census.csv").write_text(text, encoding="utf-8")
    before = desk.served()
    ran = desk.build()
    assert ran.code == 1
    (sentence,) = ran.lines("checks/census_parts_sum_to_total.sql")
    assert all(word in sentence for word in ("99.01", "900", "901")), sentence
    assert desk.served() == before
    assert ran.lines("Tidak ada yang diterbitkan")
    (folder / "census.csv").write_text(text.replace("901", "900"), encoding="utf-8")
    assert desk.build().code == 0
