"""The demonstration edition: beside the real ones, marked throughout, never served as one of them."""

import json
import re
import shutil
import zipfile
from pathlib import Path

import pytest
from desk import AS_OF, ask

from etl import editions

DEMO = re.compile(rf"demo-{AS_OF}-\d{{8}}T\d{{6}}Z-[0-9a-f]{{8}}")
PEOPLE = "population_dukcapil"
STATIONS = "polling_stations"
VALUES = "select kpi_id, quality, count(*) from mart.kpi_value where value is not null group by all order by all"


def simulate(desk, source: str, *changes: tuple[str, str]) -> Path:
    """Put a changed copy of a source's file, under a simulated name, into the desk's folder of simulated files."""
    real = desk.file(source)
    target = desk.raw.parent / "simulated" / source / "99.01" / f"simulasi-{real.name}"
    target.parent.mkdir(parents=True)
    text = real.read_text(encoding="utf-8")
    for old, new in changes:
        assert text.count(old) == 1
        text = text.replace(old, new)
    target.write_text(text, encoding="utf-8")
    return target


def build_demo(desk, *more: str):
    return desk.build("--demo", "--simulated", str(desk.raw.parent / "simulated"), *more)


def with_more_people(desk):
    """A desk whose demonstration edition counts 4,321 people of 2024 where the real one counts 1,000."""
    people = ("population_dukcapil_count", "population_density_per_km2", "population_modelled_count")
    kept = (*people, "registered_voters_count", "spbe_index")
    desk.lightened(kept, ("grant_recipients", "assets", "programmes"), ("spbe_*",))
    simulate(desk, PEOPLE, (",total,1000,jiwa,2024,", ",total,4321,jiwa,2024,"), (",female,510,", ",female,3831,"))
    return desk


@pytest.fixture
def demo_desk(desk):
    return with_more_people(desk)


@pytest.fixture(scope="module")
def shown(desk_in, tmp_path_factory):
    """(such a desk with its demonstration edition built, what was served before), to look at only."""
    desk = with_more_people(desk_in(tmp_path_factory.mktemp("shown")))
    before = desk.served()
    ran = build_demo(desk)
    assert ran.code == 0, ran.said
    return desk, before


def test_a_demonstration_edition_lies_beside_the_served_one(shown):
    demo_desk, before = shown
    assert demo_desk.served() == before, "the served edition is not touched"
    name = str((demo_desk.warehouse / "current-demo").readlink())
    assert DEMO.fullmatch(name)
    assert {path.name for path in (demo_desk.warehouse / name).iterdir()} == {"internal.duckdb", "manifest.json"}
    assert [name in line and "SIMULASI" in line for line in ran_editions(demo_desk)] == [False, True]


def ran_editions(desk) -> list[str]:
    from desk import run

    return run(["editions", "--warehouse", str(desk.warehouse)]).printed.splitlines()


def test_every_figure_of_a_simulated_source_says_so_and_the_others_keep_theirs(shown):
    """Dukcapil's mart writes 'kutipan' itself and its total goes into the density and the model by kelurahan."""
    demo_desk, _before = shown
    rows = demo_desk.rows(
        "select value, quality from mart.kpi_value where kpi_id = 'population_dukcapil_count' and area_code = '99.01' "
        "and period_start = '2024-01-01'",
        edition="current-demo",
    )
    assert rows == [(4321, "simulasi")]
    found = {(kpi, quality) for kpi, quality, _count in demo_desk.rows(VALUES, edition="current-demo")}
    for kpi in ("population_dukcapil_count", "population_density_per_km2", "population_modelled_count"):
        assert {quality for one, quality in found if one == kpi} == {"simulasi"}, kpi
    assert ("registered_voters_count", "kutipan") in found
    assert ("spbe_index", "resmi") in found
    real = {quality for _kpi, quality, _count in demo_desk.rows(VALUES)}
    assert "simulasi" not in real
    (declared,) = demo_desk.rows(
        f"select declaration from meta.source where source_id = '{PEOPLE}'", edition="current-demo"
    )
    assert json.loads(declared[0])["quality"] == "simulasi"
    assert json.loads(declared[0])["publisher"] == "Simulasi", "no simulated figure names a real publisher"


def test_rows_in_are_rows_loaded_and_set_aside_also_in_a_demonstration(shown):
    demo_desk, _before = shown
    manifest = json.loads((demo_desk.warehouse / "current-demo" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["is_demo"] and manifest["simulated"] == [PEOPLE]
    (one,) = [i for i in manifest["inputs"] if i["source_id"] == PEOPLE]
    assert one["path"] == f"simulasi/{PEOPLE}/99.01/simulasi-population_dukcapil.csv"
    assert (one["rows_in"], one["loaded"], one["set_aside"]) == (4, 4, 0)


def test_it_is_no_edition_to_publish_roll_back_or_carry_from(demo_desk):
    from desk import run

    assert build_demo(demo_desk).code == 0
    demo, before = str((demo_desk.warehouse / "current-demo").readlink()), demo_desk.served()
    ran = run(["publish", demo, "--warehouse", str(demo_desk.warehouse)])
    assert ran.code == 1 and "tidak pernah diterbitkan" in ran.said
    ran = run(["rollback", "--warehouse", str(demo_desk.warehouse)])
    assert ran.code == 1 and "tidak ada edisi sebelum" in ran.said
    assert demo_desk.served() == before
    assert demo_desk.build().code == 0
    assert not str((demo_desk.warehouse / "current").readlink()).startswith("demo-")
    assert (demo_desk.warehouse / "current-demo" / "internal.duckdb").is_file(), "real builds leave it alone"


def test_only_two_are_kept_and_real_ones_are_not_counted(demo_desk):
    for _ in range(3):
        assert build_demo(demo_desk, "--city", "99.01").code == 0
    demos = editions.manifests(demo_desk.warehouse, editions.DEMO)
    assert len(demos) == 2
    assert str((demo_desk.warehouse / "current-demo").readlink()) == demos[-1]["edition"]
    assert len(editions.manifests(demo_desk.warehouse)) == 1
    assert demo_desk.build(DASBOR_EDITIONS_KEPT="2").code == 0
    assert len(editions.manifests(demo_desk.warehouse, editions.DEMO)) == 2


def test_parts_of_both_kinds_are_kept_while_needed(demo_desk):
    assert build_demo(demo_desk).code == 0
    assert demo_desk.build().code == 0
    for kind in (editions.REAL, editions.DEMO):
        for manifest in editions.manifests(demo_desk.warehouse, kind):
            assert all((demo_desk.warehouse / "parts" / part).is_file() for part in manifest["parts"])


def test_without_a_folder_it_is_wrong_usage(desk):
    ran = desk.build("--demo", "--simulated", str(desk.raw / "tidak-ada"))
    assert ran.code == 2 and "python -m etl simulate" in ran.said


def test_areas_are_never_simulated(desk):
    simulate(desk, "area_codes")
    ran = build_demo(desk)
    assert ran.code == 1 and "wilayah tidak disimulasikan" in ran.said


def test_a_simulated_file_nobody_declares_is_a_warning(demo_desk):
    folder = demo_desk.raw.parent / "simulated" / "sensor_tanpa_nama" / "99.01"
    folder.mkdir(parents=True)
    (folder / "simulasi-air.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    ran = build_demo(demo_desk)
    assert ran.code == 0
    assert ran.lines("simulasi/sensor_tanpa_nama", "tidak dibaca")


def renamed(path: Path) -> None:
    path.rename(path.with_name(f"simulasi-{path.name}"))


def with_mark(path: Path) -> None:
    path.write_text(path.read_text(encoding="utf-8") + "# SIMULASI-DASBOR\n", encoding="utf-8")


def as_marked_workbook(path: Path) -> None:
    """Only the title property says it, as when texts and ids were cut out of a simulated export."""
    with zipfile.ZipFile(path.with_suffix(".xlsx"), "w") as book:
        book.writestr("docProps/core.xml", "<title>SIMULASI-DASBOR</title>")
    path.unlink()


def with_tracking_id(path: Path) -> None:
    path.write_text("Tracking ID,Status\n990012345678.0,Proses\n", encoding="utf-8")


@pytest.mark.parametrize("disguise", [renamed, with_mark, as_marked_workbook, with_tracking_id])
def test_a_real_build_refuses_a_simulated_file(desk, disguise):
    before = desk.served()
    disguise(desk.file(STATIONS))
    ran = desk.build()
    assert ran.code == 1
    assert ran.lines(f"raw/{STATIONS}/99.01/", "::: berkas simulasi, bukan data; pindahkan ke data/simulasi/raw/")
    assert desk.served() == before


def test_a_demonstration_refuses_simulated_files_among_the_real_ones(demo_desk):
    renamed(demo_desk.file(STATIONS))
    assert build_demo(demo_desk).code == 1


def test_a_figure_that_only_looks_like_a_tracking_id_is_no_mark(desk):
    """Rp990 billion in a budget table: twelve digits that begin with 9900, in no column of tracking ids."""
    path = desk.file("budget_totals")
    path.write_text(path.read_text(encoding="utf-8").replace("2000000", "990012345678"), encoding="utf-8")
    ran = desk.build()
    assert "berkas simulasi" not in ran.said


def test_carrying_over_takes_the_earlier_demonstration(real_desk):
    """A demonstration of one city alone carries the other three from the demonstration before it."""
    folder = real_desk.raw.parent / "simulated" / PEOPLE / "12.72"
    folder.mkdir(parents=True)
    shutil.copy(real_desk.raw / PEOPLE / "12.72" / "population_dukcapil.csv", folder / "simulasi-a.csv")
    assert build_demo(real_desk).code == 0
    first = str((real_desk.warehouse / "current-demo").readlink())
    assert build_demo(real_desk, "--city", "12.76").code == 0
    second = real_desk.warehouse / "current-demo"
    manifest = json.loads((second / "manifest.json").read_text(encoding="utf-8"))
    assert set(manifest["carried_over"].values()) == {first}
    rows = ask(
        second / "internal.duckdb",
        "select distinct quality from mart.kpi_value where city_code = '12.72' and kpi_id = 'population_dukcapil_count' and value is not null",
    )
    assert rows == [("simulasi",)]
