"""Demonstration editions over HTTP: asked for by name, by those inside the house, while simulation is on; otherwise 404."""

import io
import shutil
from pathlib import Path

import pytest
from desk import HERE, run
from front import visitor
from python_calamine import CalamineWorkbook

KPI = "population_dukcapil_count"
PLAIN = "registered_voters_count"


@pytest.fixture(scope="module")
def demo_warehouse(tmp_path_factory, tiny_catalogue, tiny_reference, tiny_warehouse) -> Path:
    """The made-up city's edition with a demonstration beside it: 4,321 people of 2024, all of them simulated."""
    folder = tmp_path_factory.mktemp("demo")
    shutil.copytree(tiny_warehouse, folder / "warehouse", symlinks=True)
    source = HERE / "data" / "raw" / "population_dukcapil" / "99.01" / "population_dukcapil.csv"
    target = folder / "simulated" / "population_dukcapil" / "99.01" / "simulasi-penduduk.csv"
    target.parent.mkdir(parents=True)
    text = source.read_text(encoding="utf-8")
    target.write_text(text.replace(",total,1000,", ",total,4321,").replace(",510,", ",3831,"), encoding="utf-8")
    ran = run(
        [
            "build", "--demo", "--as-of", "2026-11-22", "--raw", str(HERE / "data" / "raw"),
            "--warehouse", str(folder / "warehouse"), "--simulated", str(folder / "simulated"),
        ],
        DASBOR_CATALOGUE=str(tiny_catalogue),
        DASBOR_REFERENCE=str(tiny_reference),
    )  # fmt: skip
    assert ran.code == 0, ran.said
    return folder / "warehouse"


@pytest.fixture(scope="module")
def demo(demo_warehouse) -> str:
    return str((demo_warehouse / "current-demo").readlink())


@pytest.fixture
def inside(demo_warehouse, monkeypatch):
    return visitor(demo_warehouse, monkeypatch, CITY="99.01")


def values(client, kpi: str, edition: str = "") -> list[dict]:
    answer = client.get(f"/api/v1/kpi/{kpi}.json{f'?edition={edition}' if edition else ''}")
    assert answer.status_code == 200, answer.text
    return answer.json["values"]


def test_the_newest_edition_is_never_a_demonstration(inside, demo_warehouse):
    served = str((demo_warehouse / "current").readlink())
    assert inside.get("/readyz").json["edition"] == served
    assert inside.get("/api/v1/catalogue").json["edition"] == served
    assert {row["quality"] for row in values(inside, KPI)} == {"kutipan"}


def test_a_demonstration_answers_by_its_name_and_every_simulated_row_says_so(inside, demo):
    rows = values(inside, KPI, demo)
    assert {row["quality"] for row in rows} == {"simulasi"}
    assert {row["edition"] for row in rows} == {demo}
    assert 4321 in {row["value"] for row in rows}
    assert {row["quality"] for row in values(inside, PLAIN, demo)} == {"kutipan"}
    answer = inside.get(f"/api/v1/kpi/{KPI}.csv?edition={demo}")
    assert ",simulasi," in answer.text and demo in answer.headers["Content-Disposition"]


def test_the_list_of_editions_tells_it_apart(inside, demo, demo_warehouse):
    listed = {one["edition"]: one for one in inside.get("/api/v1/editions").json["editions"]}
    assert listed[demo]["is_demo"] and not listed[demo]["is_served"]
    real = str((demo_warehouse / "current").readlink())
    assert not listed[real]["is_demo"] and listed[real]["is_served"]


def test_the_workbook_of_metadata_says_so(inside, demo):
    answer = inside.get(f"/unduh/metadata.xlsx?edition={demo}")
    assert answer.status_code == 200
    assert f"SIMULASI_metadata_{demo}.xlsx" in answer.headers["Content-Disposition"]
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(answer.data)).get_sheet_by_name("Baca dulu").to_python()
    assert ["SIMULASI", "Edisi demonstrasi, bukan data nyata."] in sheet


@pytest.mark.parametrize("setting", [{"AUDIENCE": "public"}, {"SIMULATION": "off"}])
def test_it_is_not_there_for_the_public_nor_with_simulation_off(demo_warehouse, demo, monkeypatch, setting):
    client = visitor(demo_warehouse, monkeypatch, CITY="99.01", **setting)
    for address in (
        f"/api/v1/kpi/{KPI}.json?edition={demo}",
        f"/api/v1/kpi/{KPI}.csv?edition={demo}",
        f"/api/v1/catalogue?edition={demo}",
        f"/api/v1/areas?edition={demo}",
        f"/unduh/metadata.xlsx?edition={demo}",
        f"/?edisi={demo}",
        f"/peta?edisi={demo}",
        f"/dimensi/smart-living?kpi={KPI}&edisi={demo}",
    ):
        answer = client.get(address)
        assert answer.status_code == 404, address
        allowed = answer.json["error"]["allowed"] if address.startswith(("/api", "/unduh")) else []
        assert not any(name.startswith("demo-") for name in allowed), address
    assert demo not in client.get("/api/v1/editions").text
    assert "simulasi" not in {row["quality"] for row in values(client, PLAIN)}


def test_a_link_set_by_hand_does_not_serve_one(demo_warehouse, demo, tmp_path, monkeypatch):
    warehouse = tmp_path / "warehouse"
    shutil.copytree(demo_warehouse, warehouse, symlinks=True)
    (warehouse / "current").unlink()
    (warehouse / "current").symlink_to(demo)
    client = visitor(warehouse, monkeypatch, CITY="99.01")
    assert client.get("/readyz").status_code == 503
    assert client.get("/api/v1/catalogue").status_code == 503


@pytest.mark.parametrize("name", ["demo-", "demo-2026-11-22", "demo-demo-{}", "DEMO-{}", "../{}", "demo-{}/../{}"])
def test_names_that_only_look_like_one_are_refused(inside, demo_warehouse, name):
    real = str((demo_warehouse / "current").readlink())
    asked = name.replace("{}", real)
    assert inside.get("/api/v1/catalogue", query_string={"edition": asked}).status_code in (400, 404)
    assert inside.get("/", query_string={"edisi": asked}).status_code == 404


def test_one_that_was_removed_is_not_there(inside):
    assert inside.get("/?edisi=demo-2020-01-01-20200101T000000Z-00000000").status_code == 404
