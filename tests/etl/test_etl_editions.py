"""Editions: same inputs same numbers, publish, roll back, carry over, keep and remove; exit codes."""

import json
import os
import re
import shutil
import signal
from datetime import date
from pathlib import Path

import pytest
from desk import AS_OF, HERE, ROOT, Desk, ask, linked, opened, run

from etl import editions
from store import edition_ids

EDITION = re.compile(rf"{AS_OF}-\d{{8}}T\d{{6}}Z-[0-9a-f]{{8}}")
NO_SUCH = "2020-01-01-20200101T000000Z-00000000"


@pytest.fixture
def desk(quick_desk):
    """How editions are built, named and kept does not hang on what is in them."""
    return quick_desk


def content(path: Path) -> dict[str, list[tuple]]:
    """Every row of every mart of an edition file, the edition's own name aside."""
    with opened(path) as con:
        tables = con.execute(
            "select table_name from information_schema.tables where table_schema = 'mart' order by 1"
        ).fetchall()
        found = {}
        for (table,) in tables:
            columns = [
                c
                for (c,) in con.execute(
                    "select column_name from information_schema.columns where table_schema = 'mart' and table_name = ?",
                    [table],
                ).fetchall()
            ]
            kept = ", ".join(f'"{c}"' for c in columns if c != "edition")
            found[table] = con.execute(f"select {kept} from mart.{table} order by all").fetchall()
        return found


@pytest.mark.parametrize("file", ["internal.duckdb", "public.duckdb"])
def test_same_inputs_and_day_give_the_same_numbers(real_warehouse, second_real_edition, file):
    """Two builds of the four cities compared value by value, to the last bit."""
    one, other = content(real_warehouse / "current" / file), content(second_real_edition / file)
    assert one.keys() == other.keys()
    assert len(one["kpi_value"]) > 1000 if file == "internal.duckdb" else True
    for table in one:
        assert one[table] == other[table], table


@pytest.fixture(scope="module")
def second_real_edition(real_warehouse, tmp_path_factory) -> Path:
    """Another build of the same files, beside a copy of the first."""
    warehouse = tmp_path_factory.mktemp("second") / "warehouse"
    shutil.copytree(real_warehouse, warehouse, symlinks=True, copy_function=linked)
    ran = run(["build", "--as-of", AS_OF, "--raw", str(ROOT / "data" / "raw"), "--warehouse", str(warehouse)])
    assert ran.code == 0
    return warehouse / "current"


def test_parts_are_shared_by_editions_of_the_same_files(real_warehouse, second_real_edition):
    warehouse = second_real_edition.parent
    first, second = (
        json.loads(path.read_text(encoding="utf-8")) for path in sorted(warehouse.glob("2*/manifest.json"))
    )
    assert first["edition"] != second["edition"]
    assert first["parts"] == second["parts"]
    assert sorted(p.name for p in (warehouse / "parts").iterdir()) == sorted(first["parts"])
    for name in first["parts"]:  # not written again: still the very file of the first warehouse
        assert (warehouse / "parts" / name).samefile(real_warehouse / "parts" / name)


def test_an_edition_is_published_under_a_new_name(desk):
    before, _ = desk.served()
    ran = desk.build()
    after, files = desk.served()
    assert ran.code == 0
    assert EDITION.fullmatch(after)
    assert after != before
    assert set(files) == {"internal.duckdb", "public.duckdb", "manifest.json"}
    assert ran.lines(f"terbit: edisi {after}")
    assert str((desk.warehouse / "current").readlink()) == after  # relative, so that the folder can be moved
    manifest = json.loads((desk.warehouse / after / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["edition"] == after
    assert manifest["as_of"] == AS_OF
    assert manifest["code_version"]
    assert manifest["built_at"]


def warehouse_command(desk: Desk, *arguments: str):
    return run([*arguments, "--warehouse", str(desk.warehouse)])


def test_rollback_and_publish(desk):
    first, _ = desk.served()
    desk.build()
    second, _ = desk.served()
    assert warehouse_command(desk, "rollback").code == 0
    assert desk.served()[0] == first
    nothing_earlier = warehouse_command(desk, "rollback")
    assert nothing_earlier.code == 1
    assert nothing_earlier.lines("tidak ada edisi sebelum")
    assert desk.served()[0] == first
    assert warehouse_command(desk, "publish", second).code == 0
    assert desk.served()[0] == second
    listed = warehouse_command(desk, "editions")
    assert listed.code == 0
    assert [
        line[:2] + line.split()[-1] if line[0] == " " else "* " + line.split()[1]
        for line in listed.printed.splitlines()
    ] == ["  99.01", f"* {second}"]


@pytest.mark.parametrize("name", [NO_SUCH, "current", "..", "../" + NO_SUCH, "", "parts", "x; rm -rf /"])
def test_an_unknown_edition_is_exit_1(desk, name):
    before = desk.served()
    ran = warehouse_command(desk, "publish", name)
    assert ran.code == 1
    assert ran.lines(f"edisi '{name}' tidak ada", before[0])
    assert desk.served() == before


def test_an_edition_that_lost_a_file_is_not_published(desk):
    first, _ = desk.served()
    desk.build()
    before = desk.served()
    (desk.warehouse / first / "public.duckdb").unlink()
    assert warehouse_command(desk, "publish", first).code == 1
    assert desk.served() == before


@pytest.mark.parametrize("arguments", [
    [], ["bangun"], ["build", "--as-of", "2024-02-30"], ["build", "--as-of", "kemarin"], ["build", "--raw", "/tidak/ada"],
    ["build", "--kota", "12.76"], ["publish"], ["publish", "a", "b"], ["build", "--city"], ["editions", "--warehouse=a", "--warehouse"],
])  # fmt: skip
def test_wrong_usage_is_exit_2(arguments):
    ran = run(arguments)
    assert ran.code == 2
    assert ran.said.startswith("pemakaian: python -m etl") and ran.lines("; lihat python -m etl")
    assert not [
        word for word in ("usage:", "error:", "argument", "required", "invalid", "expected") if word in ran.said
    ]


@pytest.mark.parametrize(("arguments", "words"), [
    ([], "PERINTAH harus ditulis"), (["bangun"], "perintah 'bangun' tidak ada; pilih 'build', 'check'"), (["publish"], "EDISI harus ditulis"),
    (["build", "--kota", "12.76"], "'--kota 12.76' tidak dikenal"), (["build", "--city"], "--city perlu satu nilai di belakangnya"),
    (["boundaries", "x.gpkg"], "--city harus ditulis"), (["build", "--raw", "/tidak/ada"], "--raw: folder '/tidak/ada' tidak ada"),
])  # fmt: skip
def test_wrong_usage_says_what_to_write(arguments, words):
    assert run(arguments).lines(words)


@pytest.mark.parametrize(("name", "value"), [
    ("DASBOR_RAW", "/tidak/ada"), ("DASBOR_AUDIENCE", "semua"), ("DASBOR_SIMULATION", "mati"), ("DASBOR_EDITIONS_KEPT", "1"), ("DASBOR_EDITIONS_KEPT", "banyak"),
])  # fmt: skip
def test_a_setting_that_cannot_be_is_exit_2(tmp_path, name, value):
    ran = run(["build", "--warehouse", str(tmp_path / "warehouse")], **{name: value})
    assert ran.code == 2
    assert value in ran.said
    assert not (tmp_path / "warehouse").exists()


def test_an_undeclared_city_is_wrong_usage(desk):
    before = desk.served()
    ran = desk.build("--city", "12.76")
    assert ran.code == 2
    assert ran.lines("12.76", "catalogue/cities/12.76.yml", "99.01")
    assert desk.served() == before


def test_naming_a_city_twice_builds_it_once(desk):
    assert desk.build("--city", "99.01", "--city", "99.01").code == 0
    assert desk.rows("select count(*) from mart.area") == [(8,)]  # 1 kota, 2 kecamatan, 5 kelurahan


def test_check_judges_and_throws_away(desk):
    before, everything = desk.served(), sorted(p.name for p in desk.warehouse.rglob("*"))
    ran = desk.build(command="check")
    assert ran.code == 0
    assert ran.lines("janji data ditepati")
    desk.replace("registered_voters", "Kenanga,150,", "Kenanga,seratus,")
    assert desk.build(command="check").code == 1
    assert desk.served() == before
    assert sorted(p.name for p in desk.warehouse.rglob("*")) == everything


def test_the_newest_editions_are_kept_and_the_served_one_always(desk):
    first, _ = desk.served()
    built = []
    for voters in (151, 152, 153):
        desk.replace("registered_voters", f"Kenanga,{voters - 1},", f"Kenanga,{voters},")
        assert desk.build(DASBOR_EDITIONS_KEPT="2").code == 0
        built.append(desk.served()[0])
    assert {p.name for p in desk.warehouse.glob("2*")} == set(built[1:])
    kept = [
        json.loads((desk.warehouse / name / "manifest.json").read_text(encoding="utf-8"))["parts"] for name in built[1:]
    ]
    assert {p.name for p in (desk.warehouse / "parts").iterdir()} == {*kept[0], *kept[1]}
    voters = "select value from mart.kpi_value where kpi_id = 'registered_voters_count' and area_code = '99.01'"
    assert [desk.rows(voters, edition=name) for name in built[1:]] == [[(775.0,)], [(776.0,)]]  # 773 + 2, + 3
    assert warehouse_command(desk, "publish", first).code == 1


def test_a_named_city_is_built_and_the_others_are_carried_over(real_desk):
    first, _ = real_desk.served()
    before = content(real_desk.warehouse / first / "internal.duckdb")
    for city in ("12.72", "11.73", "21.72"):  # they are not read: their files are gone
        for folder in real_desk.raw.glob(f"*/{city}"):
            shutil.rmtree(folder)
    pabatu = "kelurahan,12.76.01.1001,Pabatu,%s,pemilih"
    swap_voters(real_desk, pabatu % 2156, pabatu % 2157)
    assert real_desk.build("--city", "12.76").code == 0
    second, _ = real_desk.served()
    assert manifest_of(real_desk, second)["carried_over"] == dict.fromkeys(["12.72", "11.73", "21.72"], first)
    assert manifest_of(real_desk, second)["cities"] == ["12.76"]
    after = content(real_desk.warehouse / second / "internal.duckdb")
    changed = {row[:6] for row in set(after["kpi_value"]) ^ set(before["kpi_value"])}
    assert {(kpi, area) for kpi, _, _, area, *_ in changed} == {
        (kpi, area)
        for kpi in ("registered_voters_count", "voters_per_polling_station_mean")  # the second divides the first
        for area in ("12.76", "12.76.01", "12.76.01.1001")
    }
    for table in ("area", "area_outline", "area_neighbour", "kpi_note", "class_break"):
        assert set(after[table]) == set(before[table]), table
    # a third edition carries Tebing Tinggi from the second and still names the first for the others
    shutil.copytree(ROOT / "data" / "raw" / "area_codes" / "12.72", real_desk.raw / "area_codes" / "12.72")
    assert real_desk.build("--city", "12.72", DASBOR_EDITIONS_KEPT="2").code == 0
    third, _ = real_desk.served()
    assert manifest_of(real_desk, third)["carried_over"] == {"12.76": second, "11.73": first, "21.72": first}
    # two editions are to be kept, but the first still holds the account of two carried cities
    assert {p.name for p in real_desk.warehouse.glob("2*")} == {first, second, third}


def swap_voters(desk: Desk, old: str, new: str) -> None:
    path = desk.file("registered_voters", "12.76")
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def manifest_of(desk: Desk, edition: str) -> dict:
    return json.loads((desk.warehouse / edition / "manifest.json").read_text(encoding="utf-8"))


def test_a_withdrawn_indicator_is_not_carried_over(real_desk):
    (real_desk.catalogue / "kpi" / "polling_station_count.yml").unlink()
    ran = real_desk.build("--city", "12.76")
    assert ran.code == 0, ran.said
    assert real_desk.rows("select count(*) from mart.kpi_value where kpi_id = 'polling_station_count'") == [(0,)]
    assert real_desk.rows("select count(*) > 0 from mart.kpi_value where city_code = '12.72'") == [(True,)]


def test_as_of_in_the_past_drops_what_was_not_yet(real_desk):
    assert real_desk.build("--as-of", "2023-06-30").code == 0
    edition, _ = real_desk.served()
    assert edition.startswith("2023-06-30-")
    for table in ("kpi_value", "kpi_note"):
        assert real_desk.rows(f"select max(period_start) <= date '2023-06-30', count(*) > 0 from mart.{table}") == [
            (True, True)
        ]
    assert real_desk.rows("select min(year), max(year) from mart.spbe_agency") == [(2023, 2023)]
    dukcapil = "select period_start::varchar, value from mart.kpi_value where kpi_id = 'population_dukcapil_count' and area_code = '12.76'"
    assert real_desk.rows(dukcapil) == [("2023-01-01", 180554.0)]  # the 184,064 of 2024 were not yet known
    (warning,) = [w for w in manifest_of(real_desk, edition)["warnings"] if "population_dukcapil.yml" in w]
    assert "2025-01-01 sesudah 2023-06-30" in warning  # its newest release; the file tells no other
    assert not any("registered_voters.yml" in w for w in manifest_of(real_desk, edition)["warnings"])  # of 2014


def test_editions_of_one_second_keep_the_order_they_were_built_in(desk):
    """Fifty real ids; and two that differ in the microsecond only, with later as-of first."""
    ids = [editions.new_edition_id(date(2026, 11, 22)) for _ in range(50)]
    assert ids == sorted(ids, key=lambda name: name[11:])
    assert all(EDITION.fullmatch(name) for name in ids)
    first, _ = desk.served()
    second, third = "2026-11-22-20991231T235959Z-00001fff", "2020-01-01-20991231T235959Z-00002000"
    for name in (third, second):
        shutil.copytree(desk.warehouse / first, desk.warehouse / name)
    for name, moment in ((third, "2099-12-31T23:59:59.000002+00:00"), (second, "2099-12-31T23:59:59+00:00")):
        path = desk.warehouse / name / "manifest.json"
        path.write_text(json.dumps({**manifest_of(desk, name), "edition": name, "built_at": moment}), encoding="utf-8")
    assert edition_ids(desk.warehouse) == [third, second, first]
    assert [m["edition"] for m in editions.manifests(desk.warehouse)] == [first, second, third]


def test_an_edition_is_on_the_disk_before_it_is_served(desk, monkeypatch):
    """Every file and folder handed to fsync, in order, and where `current` led at that moment."""
    seen, synced = [], os.fsync

    def noted(handle):
        path = Path(f"/proc/self/fd/{handle}").readlink()
        seen.append((path.name, str((desk.warehouse / "current").readlink())))
        synced(handle)

    before, _ = desk.served()
    monkeypatch.setattr(os, "fsync", noted)
    assert desk.build().code == 0
    after, files = desk.served()
    still = [name for name, served in seen if served == before]
    assert set(files) <= set(still)
    assert set(manifest_of(desk, after)["parts"]) <= set(still)
    assert (desk.warehouse.name, after) in seen


def test_two_builds_at_once(desk):
    """The first is stopped in its tracks while the second asks."""
    before = desk.served()
    first = desk.start_build()
    try:
        first.stderr.readline()  # "katalog: ...": it holds the warehouse
        first.send_signal(signal.SIGSTOP)
        second = desk.build()
    finally:
        first.send_signal(signal.SIGCONT)
    assert second.code == 1
    assert second.lines("pembangunan lain sedang berjalan", "tunggu")
    assert desk.served() == before
    _, said = first.communicate(timeout=60)
    assert first.returncode == 0, said
    assert desk.served()[0] != before[0]


def test_a_warehouse_with_a_quote_and_a_space_in_its_name(tmp_path, tiny_catalogue, tiny_reference):
    folder = tmp_path / "Wali Kota's data"
    folder.mkdir()
    desk = Desk(folder, HERE / "data" / "raw", tiny_catalogue, tiny_reference, None)
    desk.file("registered_voters").rename(desk.file("registered_voters").with_name('Pemilih 2014\'s "akhir" (1).csv'))
    for _ in range(2):
        ran = desk.build("--city", "99.01")
        assert ran.code == 0, ran.said
    assert ask(desk.warehouse / "current" / "public.duckdb", "select count(*) > 0 from mart.kpi_value") == [(True,)]


def test_a_served_edition_that_cannot_be_read_does_not_stop_the_next(desk):
    before, _ = desk.served()
    file = desk.warehouse / before / "internal.duckdb"
    file.unlink()  # a desk shares its files
    file.write_bytes(b"not an edition")
    assert desk.build().code == 0
    assert desk.served()[0] != before
