"""Dated targets dropped as a row: the right year, the newest revision known on the day, every other one kept."""

import json

import pytest

FILE = "raw/targets/99.01/targets.csv"
HEAD = "kpi,code_kemendagri,period,target,watch_limit,document_kind,document_number,page,revision,valid_from,valid_to,citation,remark"
SPBE = "spbe_index,99.01,2024,{target},{watch},{kind},Perda 1/2025,45,{revision},{since},{until},Berkas contoh,"


def row(target="3.2", watch="", kind="RPJMD", revision="0", since="2024-01-01", until="") -> str:
    return SPBE.format(target=target, watch=watch, kind=kind, revision=revision, since=since, until=until)


@pytest.fixture
def desk(desk):
    """The made-up city with its SPBE index."""
    without = ("grant_recipients", "assets", "programmes", "polling_stations", "population_dukcapil")
    return desk.lightened(("registered_voters_count", "spbe_index"), without, ("spbe_*",))


@pytest.fixture
def targets(desk):
    """`targets(rows, *more)`: builds with these rows; the made-up city's SPBE index of 2024 is 2.97, that of 2023 is 2.00."""

    def build(rows: list[str], *more: str):
        file = desk.raw / "targets" / "99.01" / "targets.csv"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("\n".join([HEAD, *rows, ""]), encoding="utf-8")
        return desk.build(*more)

    build.desk = desk
    return build


def judged(desk, year: str = "2024") -> tuple:
    query = "select target, status from mart.kpi_value where kpi_id = 'spbe_index' and area_code = '99.01' and period_start = ?::date"
    (found,) = desk.rows(query, [f"{year}-01-01"])
    return found


JUDGED = [
    # rows, the target of 2024 and the status of 2.97 against it
    ([row("3.2")], 3.2, "poor"),  # without a watch limit nothing is watch
    ([row("3.2", watch="2.5")], 3.2, "watch"),
    ([row("2.9")], 2.9, "good"),
    ([row("3.2"), row("2.9", revision="1")], 2.9, "good"),  # the newest revision
    ([row("2.9", revision="1"), row("3.2")], 2.9, "good"),  # wherever it stands in the file
    ([row("3.2"), row("2.9", revision="1", since="2026-11-23")], 3.2, "poor"),  # a day after the build: not known yet
    ([row("3.2"), row("2.9", revision="1", since="2026-11-22")], 2.9, "good"),
    ([row("3.2", until="2023-12-31")], 2.6, "good"),  # ended before the year began: the declared threshold holds
    ([row("3.2", until="2024-12-31")], 3.2, "poor"),
    ([row("3.2"), row("2.9", kind="Perjanjian Kinerja")], 2.9, "good"),  # the year's agreement before the plan
    ([row("3.2", kind="IKU"), row("2.9", revision="7")], 3.2, "poor"),  # also before a later revision of the plan
]


@pytest.mark.parametrize(("rows", "target", "status"), JUDGED)
def test_a_figure_is_judged_by_the_target_of_its_year(targets, rows, target, status):
    assert targets(rows).code == 0
    assert judged(targets.desk) == (target, status)
    assert judged(targets.desk, "2023") == (2.6, "watch")  # no row for 2023: the threshold of the regulation


def test_an_earlier_day_knows_the_earlier_revision(targets):
    rows = [row("3.2"), row("2.9", revision="1", since="2025-07-01")]
    assert targets(rows, "--as-of", "2025-06-30").code == 0
    assert judged(targets.desk) == (3.2, "poor")


def test_every_target_is_kept_and_the_other_ones_are_told_apart(targets):
    assert targets([row("3.2"), row("2.9", revision="1"), row("3.5", kind="IKU")]).code == 0
    query = "select note_kind, value, note from mart.kpi_note where kpi_id = 'spbe_index' and note_kind like 'target%'"
    found = sorted(
        (kind, value, json.loads(note)["revision"]) for kind, value, note in targets.desk.rows(query, file="public")
    )
    assert found == [("target", 3.5, 0), ("target_other", 2.9, 1), ("target_other", 3.2, 0)]
    ((note,),) = targets.desk.rows(query.replace("note_kind, value, note from", "note from") + " and value = 3.5")
    assert json.loads(note)["page"] == "45"


REFUSED = [
    (row().replace(",2024,3.2", ",,3.2"), "period", "kosong padahal wajib"),  # a target without a year
    (row(since=""), "valid_from", "kosong padahal wajib"),  # without a date of effect
    (row().replace(",45,", ",,"), "page", "kosong padahal wajib"),
    (row(revision=""), "revision", "kosong padahal wajib"),
    (row(revision="-1"), "revision", "di luar rentang"),
    (row(since="2024-02-30"), "valid_from", "bukan tanggal"),
    (row().replace("spbe_index", "spbe_indeks"), "kpi", "catalogue/kpi/"),  # a target of no indicator
    (row(kind="Renja"), "document_kind", "allowed"),
    (row(watch="3.5"), "watch_limit", "lebih baik daripada targetnya"),  # higher is better: watched above the target
    (row(target="tiga"), "target", "bukan angka"),
    (row().replace(",99.01,", ",12.76,"), "code_kemendagri", "folder kotanya"),
]


@pytest.mark.parametrize(("bad", "column", "words"), REFUSED)
def test_a_target_that_says_too_little_is_set_aside(targets, bad, column, words):
    """One bad row of twenty-one is under 5 %: it is set aside with its sentence and the good ones judge."""
    good = [row("3.2")] + [row("3.2").replace(",2024,", f",{year},") for year in range(2004, 2023)]
    ran = targets([*good, bad])
    assert ran.code == 0, ran.said
    (sentence,) = ran.lines("tersisih", f"{FILE}:22:{column}: ")
    assert words in sentence
    assert judged(targets.desk) == (3.2, "poor")


def test_the_same_target_twice_is_set_aside(targets):
    ran = targets([row("3.2"), row("2.9")])
    assert ran.code == 1  # one of two rows
    assert ran.lines(f"{FILE}:3:kpi: ", "sudah ada di baris sebelumnya")


def test_without_a_file_the_declared_thresholds_judge(desk):
    assert desk.build().code == 0
    assert judged(desk) == (2.6, "good")
    assert desk.rows("select count(*) from mart.kpi_target") == [(0,)]
