"""From CSV to `kpi_value`, counted by hand. The made-up city's figures: tests/data/README.md."""

import pytest
from desk import ask

UTARA, SELATAN = "99.01.01", "99.01.02"
MELATI, MAWAR = f"{UTARA}.1001", f"{UTARA}.1002"
ANGGREK, KENANGA, MARANG = f"{SELATAN}.1001", f"{SELATAN}.1002", f"{SELATAN}.1003"

COUNTED = [
    # 1000 people, 3+2+1+1+0 = 7 stations: 3000/7 = 428 rest 4, 2000/7 = 285 rest 5, 1000/7 = 142 rest 6 (twice), 0.
    # 428+285+142+142+0 = 997, so the three largest rests (6, 6, 5) get one more each.
    ("population_modelled_count", MELATI, "2024-01-01", 428, "no_target"),
    ("population_modelled_count", MAWAR, "2024-01-01", 286, "no_target"),
    ("population_modelled_count", ANGGREK, "2024-01-01", 143, "no_target"),
    ("population_modelled_count", KENANGA, "2024-01-01", 143, "no_target"),
    ("population_modelled_count", MARANG, "2024-01-01", 0, "no_target"),  # zero is a figure, not its absence
    ("population_modelled_count", UTARA, "2024-01-01", 714, "no_target"),  # 428 + 286
    ("population_modelled_count", "99.01", "2024-01-01", 1000, "no_target"),
    # a ratio of sums: Utara 714/(2+4) = 119; the mean of 428/2 and 286/4 would be 142.75
    ("population_density_modelled_per_km2", MELATI, "2024-01-01", 214, "no_target"),
    ("population_density_modelled_per_km2", MAWAR, "2024-01-01", 71.5, "no_target"),
    ("population_density_modelled_per_km2", UTARA, "2024-01-01", 119, "no_target"),
    ("population_density_modelled_per_km2", SELATAN, "2024-01-01", 286 / 6, "no_target"),
    ("population_density_modelled_per_km2", "99.01", "2024-01-01", 1000 / 12, "no_target"),
    ("population_density_per_km2", "99.01", "2024-01-01", 80, "no_target"),  # 1000 / 12.5
    ("registered_voters_count", SELATAN, "2014-01-01", 273, "no_target"),  # 3 + 150 + 120
    ("registered_voters_count", "99.01", "2014-01-01", 773, "no_target"),
    ("polling_station_count", MARANG, "2024-01-01", 0, "no_target"),
    ("budget_realisation_pct", "99.01", "2024-01-01", 75, "no_target"),  # 1.5 of 2 million; printed 75.01
    ("budget_realisation_pct", "99.01", "2023-01-01", None, "no_data"),  # 0 of 0 is no data, never zero
    # the bulletin of 20:00 replaces that of 08:00 and is not added to it
    ("flood_affected_persons_count", MELATI, "2024-03-01", 60, "no_target"),
    ("flood_affected_persons_count", MAWAR, "2024-03-01", None, "no_data"),  # named without a number
    ("flood_affected_persons_count", MARANG, "2024-03-01", None, "no_data"),  # not named: a row all the same
    ("flood_affected_persons_count", "99.01", "2024-03-01", 99, "no_target"),  # as reported, not 60+4+25
    ("spbe_index", "99.01", "2023-01-01", 2.00, "watch"),  # 1.8 <= 2.00 < 2.6
    ("spbe_index", "99.01", "2024-01-01", 2.97, "good"),
    ("spbe_policy_index", "99.01", "2024-01-01", 4, "no_target"),
    ("spbe_management_index", "99.01", "2024-01-01", 2, "no_target"),
]


@pytest.mark.parametrize(("kpi", "area", "start", "value", "status"), COUNTED)
def test_a_counted_figure(tiny_warehouse, kpi, area, start, value, status):
    found = ask(
        tiny_warehouse / "current" / "internal.duckdb",
        "select value, status from mart.kpi_value where kpi_id = ? and area_code = ? and period_start = ?::date",
        [kpi, area, start],
    )
    assert found == [(pytest.approx(value, abs=1e-9) if value is not None else None, status)]


def test_every_area_of_a_level_has_a_row_in_every_period_of_its_level(tiny_warehouse):
    """Absence is a row: 5 kelurahan on the day of the flood although three are counted; no kecamatan was reported."""
    found = ask(
        tiny_warehouse / "current" / "internal.duckdb",
        "select area_level, count(*), count(value), sum(n) from mart.kpi_value "
        "where kpi_id = 'flood_affected_persons_count' group by all order by all",
    )
    # n: 60 + 4 + 25 cases, and one report that names Mawar without a number
    assert found == [("kelurahan", 5, 3, 90.0), ("kota", 1, 1, 99.0)]


def test_origin_and_printed_and_recomputed_figures_stand_beside_a_value(tiny_warehouse):
    file = tiny_warehouse / "current" / "internal.duckdb"
    weakest = "select distinct quality, source_id from mart.kpi_value where kpi_id = 'population_modelled_count'"
    assert ask(file, weakest) == [("estimasi", "population_dukcapil polling_stations area_outlines")]
    note = "select value from mart.kpi_note where kpi_id = ? and note_kind = ? and period_start = '2024-01-01'"
    # 0.13*4 + 0.25*3 + 0.165*2 + 0.455*3 = 0.52 + 0.75 + 0.33 + 1.365
    assert ask(file, note, ["spbe_index", "recomputed"]) == [(pytest.approx(2.965),)]
    assert ask(file, note, ["budget_realisation_pct", "printed"]) == [(75.01,)]


def test_a_sum_that_lacks_kelurahan_says_so(desk):
    desk.replace("registered_voters", "kelurahan,99.01.02.1002,Kenanga,150,", "kelurahan,99.01.02.1002,Kenanga,,")
    desk.declare("sources/registered_voters.yml", "type: integer, required: true, min: 0", "type: integer, min: 0")
    assert desk.build().code == 0
    coverage = "select area_code, note, value from mart.kpi_note where kpi_id = 'registered_voters_count' and note_kind = 'coverage' order by 1"
    notes = [(area, note.split(" wilayah")[0], share) for area, note, share in desk.rows(coverage)]
    # Kenanga has no figure: 4 of 5 in the city, 2 of 3 in Selatan; Utara is whole and says nothing
    assert notes == [("99.01", "4 dari 5", 4 / 5), (SELATAN, "2 dari 3", pytest.approx(2 / 3))]


HOUSEHOLD_SIZE = """name: {id: "Jiwa per KK terdampak", en: "People per affected household"}
question: {id: "Berapa?", en: "How many?"}
meaning: {id: "Satu kalimat.", en: "One sentence."}
dimension: smart-society
kind: ratio
numerator: flood_event.persons_count
denominator: flood_event.households_count
levels: [kota, kecamatan, kelurahan]
grain: day
unit: {id: "jiwa", en: "people"}
sources: [flood_reports]
owner: BPBD
producer: BPBD
"""
TARGET = "target: {value: %s, name: {id: a, en: a}, source: contoh%s}\n"
RULES = {
    "down": "better: down\nmin_denominator: 4\n" + TARGET % (3, ", watch_limit: 5"),
    "up": "better: up\n" + TARGET % (5, ", watch_limit: 3"),
    "no_watch": "better: up\n" + TARGET % (5, ""),
    "later": "better: up\n" + TARGET % (5, ", valid_from: 2024-06-02"),
    "ended": "better: up\n" + TARGET % (1, ", valid_to: 2024-05-31"),
    "on_the_day": "better: up\n" + TARGET % (1, ", valid_from: 2024-06-01, valid_to: 2024-06-01"),
    "per_hundred": "scale: 100\n",
}
# persons, households of one event
REPORTED = {MELATI: (30, 10), MAWAR: (100, 20), ANGGREK: (51, 10), KENANGA: (9, 3), MARANG: (0, 0)}


@pytest.fixture(scope="module")
def judged(tmp_path_factory, tiny_catalogue, tiny_reference):
    """{(kpi, area): (value, status, numerator, denominator)} of seven indicators with other rules on the same rows."""
    from desk import HERE, Desk

    desk = Desk(tmp_path_factory.mktemp("judged"), HERE / "data" / "raw", tiny_catalogue, tiny_reference, None)
    for name, rule in RULES.items():
        (desk.catalogue / "kpi" / f"{name}.yml").write_text(HOUSEHOLD_SIZE + rule, encoding="utf-8")
    path = desk.file("flood_reports")
    header = path.read_text(encoding="utf-8").splitlines()[0]
    lines = [
        f"2024-06-01,2024-06-01,kelurahan,{area},x,{households},,{persons},,,Contoh,,,Berkas contoh,"
        for area, (persons, households) in REPORTED.items()
    ]
    path.write_text("\n".join([header, *lines, ""]), encoding="utf-8")
    ran = desk.build()
    assert ran.code == 0, ran.said
    found = desk.rows("select kpi_id, area_code, value, status, numerator, denominator from mart.kpi_value")
    return {(kpi, area): figures for kpi, area, *figures in found}


JUDGED = [
    # lower is better: good up to 3, watch up to 5, on the limit the better of the two
    ("down", MELATI, 3, "good"),
    ("down", MAWAR, 5, "watch"),
    ("down", ANGGREK, 5.1, "poor"),
    ("down", KENANGA, 3, "too_few"),  # 3 households, fewer than the 4 it takes
    ("down", MARANG, None, "no_data"),  # 0 of 0
    ("down", UTARA, 130 / 30, "watch"),  # (30+100)/(10+20); the mean of 3 and 5 would be 4
    ("down", SELATAN, 60 / 13, "watch"),  # (51+9+0)/(10+3+0)
    ("down", "99.01", 190 / 43, "watch"),
    # higher is better: good from 5, watch from 3
    ("up", MELATI, 3, "watch"),
    ("up", MAWAR, 5, "good"),
    ("up", ANGGREK, 5.1, "good"),
    ("up", KENANGA, 3, "watch"),  # no minimum declared, so 3 households are enough
    ("no_watch", MELATI, 3, "poor"),  # without a watch limit nothing is watch
    ("no_watch", MAWAR, 5, "good"),
    ("later", MAWAR, 5, "no_target"),  # the target begins a day after the event
    ("ended", MAWAR, 5, "no_target"),  # and this one ended the day before
    ("on_the_day", MAWAR, 5, "good"),
    ("per_hundred", "99.01", 100 * 190 / 43, "no_target"),
]


@pytest.mark.parametrize(("kpi", "area", "value", "status"), JUDGED)
def test_a_judged_figure(judged, kpi, area, value, status):
    assert judged[kpi, area][:2] == [pytest.approx(value) if value is not None else None, status]


def test_numerator_and_denominator_are_kept_unscaled(judged):
    assert judged["per_hundred", UTARA][2:] == [130, 30]
    assert judged["down", MARANG][2:] == [0, 0]


def test_a_row_with_half_a_ratio_counts_for_neither_sum(desk):
    """Mawar's persons without households would raise Utara's figure, Kenanga's households without persons lower Selatan's;
    such rows are left out of both sums."""
    (desk.catalogue / "kpi" / "half.yml").write_text(HOUSEHOLD_SIZE, encoding="utf-8")
    desk.replace("flood_reports", "Mawar,,,,", "Mawar,,,40,")
    desk.replace("flood_reports", "Kenanga,5,5,25,", "Kenanga,5,5,,")
    total = desk.file("flood_reports").read_text(encoding="utf-8").splitlines()[-1]
    desk.replace("flood_reports", total + "\n", "")
    assert desk.build().code == 0
    found = desk.rows(
        "select area_code, value, numerator, denominator from mart.kpi_value where kpi_id = 'half' order by 1"
    )
    # Melati 60/12 alone in Utara, Anggrek 4/1 alone in Selatan, (60+4)/(12+1) in the city
    assert found[:3] == [("99.01", pytest.approx(64 / 13), 64, 13), (UTARA, 5.0, 60, 12), (MELATI, 5.0, 60, 12)]
    assert found[4] == (SELATAN, 4.0, 4, 1)


def test_a_total_is_never_added_to_its_own_parts(desk):
    """The flood table holds a row of the kota (99 persons) beside its kelurahan: summing would count them twice."""
    (desk.catalogue / "kpi" / "twice.yml").write_text(HOUSEHOLD_SIZE, encoding="utf-8")
    before = desk.served()
    ran = desk.build()
    assert ran.code == 1
    (sentence,) = ran.lines("kpi/twice.yml")
    assert "99.01" in sentence
    assert "2024-03-01" in sentence
    assert "as_reported" in sentence
    assert desk.served() == before


def test_a_subtotal_is_never_added_to_its_own_parts(desk):
    """A row of Selatan with 273 = 3 + 150 + 120 is their sum; 80 would be voters of no kelurahan and counts."""
    path = desk.file("registered_voters")
    text, row = path.read_text(encoding="utf-8"), "kecamatan,99.01.02,Selatan,%s,pemilih,2014,x,,x,,Berkas contoh,\n"
    path.write_text(text + row % 273, encoding="utf-8")
    ran = desk.build()
    assert ran.code == 1
    (sentence,) = [line for line in ran.lines("kpi/registered_voters") if "99.01.02" in line]
    assert "2014-01-01" in sentence
    path.write_text(text + row % 80, encoding="utf-8")
    assert desk.build().code == 0
    found = dict(desk.rows("select area_code, value from mart.kpi_value where kpi_id = 'registered_voters_count'"))
    assert (found[SELATAN], found["99.01"]) == (353, 853)  # 273 + 80, 773 + 80
