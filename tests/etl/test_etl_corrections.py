"""Declared corrections stand on a row as it is; a percentage is held against its own figures; both figures stay."""

import json

import pytest

from catalogue import load_catalogue

BUDGET = "raw/budget_totals/99.01/budget_totals.csv"
FAULT = """known_faults:
  - match: {area_code: "99.01", period: "2024", account: belanja}
    column: printed_pct
    expect: '75.01'
    reason: {id: "Tercetak 75,01%, rupiahnya memberi 75,00%", en: "Printed 75.01%, its rupiah give 75.00%"}
    found_by: pemeriksaan
    found_on: 2024-05-06
    reported_to: Penerbit
    reported_on: 2024-06-07
    status: dilaporkan
    beside:
      - {kpis: [budget_realisation_pct], area: "99.01", period: "2024"}
"""


@pytest.fixture
def desk(desk):
    """The made-up city with its budget."""
    without = ("grant_recipients", "assets", "programmes", "polling_stations", "population_dukcapil", "spbe_evaluation")
    return desk.lightened(("registered_voters_count", "budget_realisation_pct"), without)


@pytest.fixture
def budget_desk(desk):
    """The made-up city with one declared correction instead of those of the real cities."""
    path = desk.catalogue / "sources" / "budget_totals.yml"
    text = path.read_text(encoding="utf-8")
    head, rest = text.split("known_faults:\n", 1)
    path.write_text(head + FAULT + rest[rest.index("caveats:") :], encoding="utf-8")
    return desk


def test_a_correction_stands_beside_its_figure(budget_desk):
    assert budget_desk.build().code == 0
    query = "select area_code, period_start::varchar, note from mart.kpi_note where note_kind = 'correction' and kpi_id = 'budget_realisation_pct'"
    for file in ("internal", "public"):
        ((area, start, note),) = budget_desk.rows(query, file=file)
        assert (area, start) == ("99.01", "2024-01-01")
        fault = json.loads(note)
        assert fault["reason"]["en"] == "Printed 75.01%, its rupiah give 75.00%"
        assert (fault["found_on"], fault["status"], fault["reported_to"]) == ("2024-05-06", "dilaporkan", "Penerbit")
    printed = "select value from mart.kpi_note where note_kind = 'printed' and kpi_id = 'budget_realisation_pct' and period_start = '2024-01-01'"
    assert budget_desk.rows(printed) == [(75.01,)]  # both stay


def test_a_source_that_mended_itself_stops_the_build(budget_desk):
    before = budget_desk.served()
    budget_desk.replace("budget_totals", "1500000,75.01", "1500000,75.00")
    ran = budget_desk.build()
    assert ran.code == 1
    (sentence,) = ran.lines("catalogue/sources/budget_totals.yml:known_faults:printed_pct: ")
    assert "kini berisi '75.00', bukan '75.01'" in sentence
    assert "hapus pernyataan" in sentence
    assert budget_desk.served() == before


def test_a_correction_whose_row_is_gone_stops_the_build(budget_desk):
    before = budget_desk.served()
    budget_desk.replace("budget_totals", "99.01,2024,APBD,belanja", "99.01,2022,APBD,belanja")
    ran = budget_desk.build()
    assert ran.code == 1
    (sentence,) = ran.lines("catalogue/sources/budget_totals.yml:known_faults:printed_pct: ")
    assert "99.01, 2024, belanja" in sentence
    assert "tidak ada lagi" in sentence
    assert budget_desk.served() == before


def test_a_correction_of_a_file_that_was_not_delivered_is_told(budget_desk):
    budget_desk.declare(
        "sources/budget_totals.yml", "    expect: '75.01'\n", "    expect: '75.01'\n    file: apbd lama.csv\n"
    )
    ran = budget_desk.build()
    assert ran.code == 0
    assert ran.lines("peringatan", "known_faults:printed_pct", "'apbd lama.csv' tidak diserahkan")
    assert budget_desk.rows("select count(*) from mart.kpi_note where note_kind = 'correction'") == [(0,)]


def test_a_correction_beside_a_figure_that_is_not_there_is_told(budget_desk):
    budget_desk.declare(
        "sources/budget_totals.yml", 'area: "99.01", period: "2024"}\n', 'area: "99.01", period: "2031"}\n'
    )
    ran = budget_desk.build()
    assert ran.code == 0
    assert ran.lines("peringatan", "koreksi ini tidak punya tempat", "2031")


def test_a_correction_excuses_its_column_only(budget_desk):
    """The row's ceiling is no number: that it is known for its percentage does not carry it through."""
    budget_desk.replace("budget_totals", "99.01,2024,APBD,belanja,2000000", "99.01,2024,APBD,belanja,dua juta")
    ran = budget_desk.build()
    assert ran.code == 1
    assert ran.lines(f"{BUDGET}:3:ceiling_idr: ", "'dua juta'")


PRINTED = [
    ("1500000,75.01", None),  # 75.00: rounded or cut off at the second decimal
    ("1500000,75.02", "75.00"),
    ("1500000,7.5", "75.00"),
    ("3219463.335,160.97", None),  # 160.97 of a hundred is right: financing may exceed its plan
    ("3219463.335,100", "160.97"),
    ("1500000,", None),
]


@pytest.mark.parametrize(("written", "computed"), PRINTED)
def test_a_percentage_its_own_figures_contradict_is_told_and_both_stay(desk, written, computed):
    desk.replace("budget_totals", "1500000,75.01", written)
    ran = desk.build()
    assert ran.code == 0
    found = ran.lines("peringatan", f"{BUDGET}:3:printed_pct: ", "tidak cocok dengan angkanya sendiri")
    assert [computed in line for line in found] == ([True] if computed else [])
    spent, printed = written.split(",")
    value = "select value from mart.kpi_value where kpi_id = 'budget_realisation_pct' and period_start = '2024-01-01'"
    assert desk.rows(value) == [(pytest.approx(100 * float(spent) / 2_000_000),)]
    beside = "select value from mart.kpi_note where note_kind = 'printed' and kpi_id = 'budget_realisation_pct' and period_start = '2024-01-01'"
    assert desk.rows(beside) == ([(float(printed),)] if printed else [])


@pytest.mark.parametrize(("written", "is_told"), [("0,0,75.01", True), ("0,1500000,0", True), ("0,0,", False)])
def test_a_percentage_of_a_ceiling_of_zero_is_told(desk, written, is_told):
    """Of nothing no percentage can be had: the printed one stands alone and its row is named."""
    desk.replace("budget_totals", "2000000,1500000,75.01", written)
    ran = desk.build()
    assert ran.code == 0, ran.said
    told = ran.lines(
        "peringatan", f"{BUDGET}:3:printed_pct: ", "tidak dapat dihitung dari angkanya sendiri (ceiling_idr 0)"
    )
    assert bool(told) == is_told


def test_the_real_corrections_stand_on_the_real_files(real_warehouse):
    """None is idle and each that names figures has them: the build of the real cities warns of nothing."""
    from desk import ask

    manifest = json.loads((real_warehouse / "current" / "manifest.json").read_text(encoding="utf-8"))
    assert [line for line in manifest["warnings"] if "known_faults" in line or "tidak cocok" in line] == []
    loaded = load_catalogue()
    named = {
        (kpi, beside.area)
        for source in loaded.sources.values()
        for fault in source.known_faults
        for beside in fault.beside
        for kpi in beside.kpis
    }
    rows = ask(
        real_warehouse / "current" / "public.duckdb",
        "select distinct kpi_id, area_code from mart.kpi_note where note_kind = 'correction'",
    )
    assert set(rows) == named
    assert len(named) > 15


def test_every_correction_says_who_found_it_when_and_what_became_of_it():
    for source in load_catalogue().sources.values():
        for fault in source.known_faults:
            assert fault.found_by and fault.found_on, (source.id, fault.match)


def test_a_build_of_one_city_says_nothing_of_the_others_corrections(real_desk):
    """The budget file of Pematangsiantar is not read, so nothing is to be mended in what is declared about it."""
    ran = real_desk.build("--city", "12.76", command="check")
    assert ran.code == 0, ran.said
    assert ran.lines("known_faults") == []
    real_desk.file("budget_totals", "12.72").rename(real_desk.raw / "budget_totals" / "12.72" / "lain.csv")
    whole = real_desk.build(command="check")
    assert whole.lines("known_faults", "berkas 'budget_totals.csv' tidak diserahkan")
