"""A build killed at any moment leaves the served edition whole and the next build clean."""

import json
import random
import signal
import time

import pytest
from desk import Desk, ask

MOMENTS = random.Random()  # other moments in every run; a failing test prints its own


def assert_whole(desk: Desk, known: dict) -> None:
    """Every listed edition can be opened and read; those known before are byte for byte what they were."""
    served, files = desk.served()
    assert known.get(served, files) == files
    listed = [path.parent for path in desk.warehouse.glob("2*/manifest.json")]
    assert served in [folder.name for folder in listed]
    for folder in listed:
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        for file in ("internal", "public"):
            assert ask(folder / f"{file}.duckdb", "select edition from meta.edition") == [(folder.name,)]
            assert ask(folder / f"{file}.duckdb", "select count(*) > 0 from mart.kpi_value") == [(True,)]
        missing = set(manifest["parts"]) - {path.name for path in (desk.warehouse / "parts").iterdir()}
        assert not missing
    known[served] = files


def assert_clean(desk: Desk) -> None:
    """Nothing lies in the warehouse but editions, the parts they name, the link and the lock."""
    manifests = [json.loads(p.read_text(encoding="utf-8")) for p in desk.warehouse.glob("2*/manifest.json")]
    names = {m["edition"] for m in manifests} | {"current", "parts", ".lock"}
    assert {p.name for p in desk.warehouse.iterdir()} == names
    assert {p.name for p in (desk.warehouse / "parts").iterdir()} == {part for m in manifests for part in m["parts"]}


@pytest.mark.parametrize("step", ["mart", "kelas peta", "janji data", "janji data", "tulis edisi"])
def test_a_killed_build(quick_desk, step):
    """SIGKILL at a random moment after a named step; after 'janji data' the edition's files are being written."""
    desk = quick_desk
    desk.replace("registered_voters", "Kenanga,150,", "Kenanga,151,")  # so that a new part is under way as well
    known = dict([desk.served()])
    wait = MOMENTS.uniform(0, 0.4 if step != "tulis edisi" else 0.01)
    running = desk.start_build()
    for line in running.stderr:
        if line.startswith(f"{step}:"):
            break
    time.sleep(wait)
    running.send_signal(signal.SIGKILL)
    running.communicate(timeout=30)
    print(f"killed {wait:.3f} s after {step}")  # noqa: T201
    assert running.returncode in (-signal.SIGKILL, 0)
    assert_whole(desk, known)
    ran = desk.build()
    assert ran.code == 0, ran.said
    assert_whole(desk, known)
    assert_clean(desk)
    voters = "select value from mart.kpi_value where kpi_id = 'registered_voters_count' and area_code = '99.01'"
    assert desk.rows(voters) == [(774.0,)]  # 773 and one more in Kenanga


def test_a_build_that_fails_leaves_nothing_behind(desk):
    everything = sorted(p.name for p in desk.warehouse.rglob("*"))
    desk.replace("spbe_evaluation", "Pemerintah Kota Contoh,4,3,2,3,2.97", "Pemerintah Kota Contoh,4,3,2,3,3.97")
    assert desk.build().code == 1
    assert sorted(p.name for p in desk.warehouse.rglob("*")) == everything


def test_what_an_older_crash_left_is_swept_away(quick_desk):
    desk = quick_desk
    (desk.warehouse / ".building-2026-11-22-x").mkdir()
    (desk.warehouse / ".building-2026-11-22-x" / "internal.duckdb").write_bytes(b"half")
    (desk.warehouse / ".current-0badcafe").symlink_to("nowhere")
    (desk.warehouse / "parts" / ".draft-0badcafe").write_bytes(b"half")
    (desk.warehouse / "parts" / "raw.x-0000000000000000.parquet").write_bytes(b"half")
    assert desk.build().code == 0
    assert_clean(desk)
