"""The examples of docs/menambah.md, copied into a fresh tree and built as an analyst would, each to a number counted by hand."""

import re
import shutil
from pathlib import Path

import pytest
from desk import AS_OF, ROOT, ask, start

from catalogue import models
from store import open_edition

EXAMPLE = ROOT / "docs" / "example"
GUIDE = (ROOT / "docs" / "menambah.md").read_text(encoding="utf-8")


@pytest.fixture
def tree(tmp_path) -> Path:
    """A fresh copy of what a build needs."""
    ignored = shutil.ignore_patterns("__pycache__", "warehouse", "state")
    for room in ("catalogue", "etl", "data"):
        shutil.copytree(ROOT / room, tmp_path / room, ignore=ignored)
    return tmp_path


def build(tree: Path, *more: str) -> tuple[int, str]:
    """`python -m etl build` inside the tree, with its default folders."""
    clean = {
        name: str(tree / "data" / name.removeprefix("DASBOR_").lower())
        for name in ("DASBOR_RAW", "DASBOR_WAREHOUSE", "DASBOR_REFERENCE")
    }
    running = start(["build", "--as-of", AS_OF, *more], tree, **clean, DASBOR_CATALOGUE=str(tree / "catalogue"))
    _, said = running.communicate(timeout=120)
    return running.returncode, said


def add(tree: Path, example: str) -> None:
    shutil.copytree(EXAMPLE / example, tree, dirs_exist_ok=True)


def values(tree: Path, kpi: str) -> dict[tuple[str, str], tuple[float, str]]:
    query = "select area_code, period_start::varchar, value, status from mart.kpi_value where kpi_id = ? and value is not null"
    found = ask(tree / "data" / "warehouse" / "current" / "internal.duckdb", query, [kpi])
    return {(area, start): (value, status) for area, start, value, status in found}


def test_a_kpi_is_one_file(tree):
    assert [path.name for path in (EXAMPLE / "kpi").rglob("*") if path.is_file()] == ["flood_persons_per_household.yml"]
    add(tree, "kpi")
    code, said = build(tree, "--city", "12.76")
    assert code == 0, said
    # the last bulletin of the flood of 27 November 2025: 12,766 people in 4,993 households
    found = values(tree, "flood_persons_per_household")
    assert found["12.76", "2025-11-27"] == (pytest.approx(12766 / 4993), "no_target")


def test_a_source_is_two_yaml_files_and_a_mart(tree):
    add(tree, "source")
    code, said = build(tree, "--city", "12.76")
    assert code == 0, said
    found = values(tree, "road_good_condition_pct")
    assert found["12.76.01.1001", "2025-01-01"] == (80, "good")  # 8 of 10 km, the target itself
    assert found["12.76.01.1002", "2025-01-01"] == (40, "poor")  # 12 of 30
    assert found["12.76.01", "2025-01-01"] == (50, "poor")  # 20 of 40, not the mean of 80 and 40
    assert found["12.76.02", "2025-01-01"] == (80, "good")  # 16 of 20, delivered under its BPS code
    assert found["12.76", "2025-01-01"] == (60, "watch")  # 36 of 60, the watch limit itself
    assert len(found) == 6
    edition = open_edition(tree / "data" / "warehouse", "public")
    assert edition.kpi("road_good_condition_pct").owner == "Dinas PUPR"
    for part in (tree / "data" / "warehouse" / "parts").glob("*.road_condition-*"):
        import duckdb

        assert "Contoh A" not in str(duckdb.connect().execute(f"select * from '{part}'").fetchall())  # the surveyor


def test_a_city_is_one_yaml_and_its_files(tree):
    add(tree, "city")
    code, said = build(tree)
    assert code == 0, said
    found = values(tree, "registered_voters_count")
    assert found["99.02", "2014-01-01"] == (2000, "no_target")  # 1200 + 800
    assert found["12.76.01.1001", "2014-01-01"] == (2156, "no_target")  # the other cities are there as well
    edition = open_edition(tree / "data" / "warehouse", "public")
    assert list(edition.cities)[-1] == "99.02"
    assert edition.area("99.02.01.1002")["parent_name"] == "Umpama Tengah"
    assert [row["area_code"] for row in edition.rows("neighbours", area="99.02.01.1001")] == ["99.02.01.1002"]
    # 0.02 by 0.01 degrees near the equator is 2.226 km by 1.106 km
    assert edition.area("99.02")["polygon_km2"] == pytest.approx(2.226 * 1.106, rel=0.002)


def test_sensors_are_yaml_and_files(tree):
    add(tree, "sensors")
    code, said = build(tree, "--city", "12.76")
    assert code == 0, said
    day = "2026-11-19"  # 17:00 UTC of the 18th is midnight WIB
    assert values(tree, "air_pm25_mean_ug_m3")["12.76", day] == (
        20,
        "good",
    )  # 10, 20 and 30; -1 is the device's sign of failure
    assert values(tree, "air_ispu_index")["12.76.01.1001", day][0] == 56  # 50 + 50 / 39.9 x 4.5 = 55.64
    assert values(tree, "rain_total_mm")["12.76.01.1001", day][0] == 4
    assert values(tree, "water_level_max_m")["12.76.01.1002", day][0] == pytest.approx(3.1)
    # the log reaches to 07.00: 2 of 2 hourly readings
    assert values(tree, "sensor_availability_pct")["12.76.01.1002", day][0] == 100
    edition = open_edition(tree / "data" / "warehouse", "public")
    assert edition.kpi("air_pm25_mean_ug_m3").kind == "ratio"


@pytest.mark.parametrize(("old", "new", "words"), [
    ("'resmi' as quality", "'simulasi' as quality", ["checks/real_edition_holds_no_simulation.sql"]),
    ("'resmi' as quality", "'pasti' as quality", ["kpi/road_good_condition_pct.yml", "quality 'pasti'"]),
    ("-- mart.road_condition", "create table x", ["mart/road_condition.sql:1:", "baris pertama"]),
    ("from stg.road_condition", "from stg.road_conditions", ["mart/road_condition.sql:", "road_conditions"]),
])  # fmt: skip
def test_a_mart_that_breaks_the_rules(tree, old, new, words):
    """A simulated figure in a real edition, an origin of no known name, a head or table that is not there."""
    add(tree, "source")
    path = tree / "etl" / "sql" / "mart" / "road_condition.sql"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    code, said = build(tree, "--city", "12.76")
    assert code == 1
    assert [line for line in said.splitlines() if all(word in line for word in words)], said
    assert not (tree / "data" / "warehouse" / "current").is_symlink()


def test_marts_that_wait_for_each_other(tree):
    add(tree, "source")
    first = tree / "etl" / "sql" / "mart" / "road_condition.sql"
    text = first.read_text(encoding="utf-8").replace("-- Reads stg.road_condition.", "-- Reads mart.road_other.")
    first.write_text(text, encoding="utf-8")
    (first.parent / "road_other.sql").write_text(
        "-- mart.road_other\n-- Reads mart.road_condition.\ncreate table mart.road_other as select 1;\n"
    )
    code, said = build(tree, "--city", "12.76")
    assert code == 1
    assert "saling menunggu: mart.road_condition, mart.road_other" in said


def test_the_guide_names_every_key_and_only_files_that_are_there():
    for model in (
        models.Kpi,
        models.Source,
        models.City,
        models.Column,
        models.Target,
        models.KnownFault,
        models.OfficeHolder,
        models.Boundary,
        models.Requests,
        models.Readings,
        models.Measured,
        models.Mqtt,
    ):
        for name, field in model.model_fields.items():
            key = field.alias or name
            if key not in ("id", "code"):  # they are the file's name
                assert re.search(rf"\b{key}\b", GUIDE), f"{model.__name__}.{key} is not explained"
    every = re.findall(r"\]\(<?([^)>]+)>?\)", GUIDE)
    headings = {
        re.sub(r"[^\w -]", "", line.lstrip("# ").lower()).replace(" ", "-")
        for line in GUIDE.splitlines()
        if line[:1] == "#"
    }
    assert {link[1:] for link in every if link.startswith("#")} <= headings
    links = [link for link in every if not link.startswith("#")]
    assert [link for link in links if not (ROOT / "docs" / link).is_file()] == []
    examples = {path.relative_to(ROOT / "docs").as_posix() for path in EXAMPLE.rglob("*") if path.is_file()}
    assert examples == {link for link in links if link.startswith("example/")}
