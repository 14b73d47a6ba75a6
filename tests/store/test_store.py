"""The door: columns that stand also when empty, audiences, old editions, and nothing beyond the file."""

import re
import shutil
import threading
from datetime import date

import duckdb
import pytest
from desk import AS_OF, run

from store import NotThere, Unready, edition_ids, open_edition
from store.door import AUDIENCES, QUERIES
from store.kept import Kept

KPI_VALUE = """kpi_id city_code area_level area_code period_grain period_start value numerator denominator n target
    status quality source_id edition""".split()  # noqa: SIM905
ASKED = {
    "kpi": "registered_voters_count", "city": "99.01", "level": "kelurahan", "area": "99.01.02.1001", "grain": "year",
    "start": date(2014, 1, 1), "first": None, "last": None, "first_before": None, "last_before": None, "most": 50, "year": None, "agency_type": None,
    "agency": "Pemerintah Kota Contoh", "source": "registered_voters", "scheme": "SPBE", "within": "99.01.02.", "station": "U1", "parameter": "pm25_ug_m3",
}  # fmt: skip
NOBODY = {
    "kpi": "tidak_ada",
    "city": "00.00",
    "area": "00.00.00.0000",
    "start": date(1900, 1, 1),
    "year": 1900,
    "agency": "Tidak Ada",
    "source": "tidak_ada",
    "scheme": "TIDAK-ADA",
    "within": "00.00.00.",
    "station": "TIDAK-ADA",
    "parameter": "tidak_ada",
}


@pytest.fixture
def edition(tiny_warehouse):
    return open_edition(tiny_warehouse, "executive")


def parameters(query: str) -> dict:
    return {name: ASKED[name] for name in re.findall(r"\$([a-z_]+)", QUERIES[query])}


@pytest.mark.parametrize("query", QUERIES)
def test_columns_stand_also_when_there_are_no_rows(edition, query):
    values = parameters(query)
    names, _ = edition.tuples(query, **values)
    missed = {name: NOBODY.get(name, value) for name, value in values.items()}
    empty_names, rows = edition.tuples(query, **missed)
    assert names == empty_names
    assert len(set(names)) == len(names)
    if any(name in NOBODY for name in values):
        assert rows == []
        assert edition.rows(query, **missed) == []


@pytest.mark.parametrize("query", ["kpi_values", "series", "latest"])
def test_values_come_in_the_promised_columns(edition, query):
    names, _ = edition.tuples(query, **parameters(query))
    assert names[: len(KPI_VALUE)] == KPI_VALUE


def test_a_value_through_the_door(edition):
    rows = edition.rows(
        "kpi_values", kpi="registered_voters_count", city="99.01", level="kecamatan", area=None, first=None, last=None
    )
    # Utara 300 + 200, Selatan 3 + 150 + 120
    assert [(row["area_code"], row["value"], row["period_start"]) for row in rows] == [
        ("99.01.01", 500, date(2014, 1, 1)), ("99.01.02", 273, date(2014, 1, 1)),
    ]  # fmt: skip
    assert {row["edition"] for row in rows} == {edition.id}
    assert edition.as_of.isoformat() == AS_OF


@pytest.mark.parametrize(("first", "last", "years"), [
    (None, None, [2023, 2024]), ("2024-01-01", None, [2024]), (None, "2023-12-31", [2023]), ("2024-01-02", "2025-01-01", []),
])  # fmt: skip
def test_from_and_to_are_inclusive(edition, first, last, years):
    asked = {
        "kpi": "population_dukcapil_count",
        "city": "99.01",
        "level": "kota",
        "area": None,
        "first": first,
        "last": last,
    }
    assert [row["period_start"].year for row in edition.rows("kpi_values", **asked)] == years


@pytest.mark.parametrize(
    ("ask", "name"),
    [
        ("kpi", "tidak_ada"),
        ("kpi", "'; drop table mart.kpi_value; --"),
        ("city", "12.76"),
        ("area", "99.01.09"),
        ("area", ""),
    ],
)
def test_an_unknown_name_is_not_there(edition, ask, name):
    with pytest.raises(NotThere) as caught:
        getattr(edition, ask)(name)
    assert name in caught.value.message
    assert caught.value.parameter == {"kpi": "kpi", "city": "kota", "area": "wilayah"}[ask]


def test_known_names_are_there(edition):
    assert edition.kpi("registered_voters_count").name.id == "Pemilih terdaftar"
    assert edition.city("99.01").name == "Kota Contoh"
    assert edition.area("99.01.02.1003")["area_name"] == "Ma'rang & Soka"
    assert edition.area("99.01.02.1003")["parent_name"] == "Selatan"


@pytest.mark.parametrize("name", [
    "2020-01-01-20200101T000000Z-00000000", "current", "", "..", "../../etc", "/etc/passwd", "2026-11-22", "x\0y", "{}/", "{}\n", "./{}", "{}/../{}",
])  # fmt: skip
def test_an_edition_that_is_not_there(tiny_warehouse, name):
    real = str((tiny_warehouse / "current").readlink())
    with pytest.raises(NotThere) as caught:
        open_edition(tiny_warehouse, "executive", name.replace("{}", real))
    assert caught.value.parameter == "edisi"


def test_no_edition_yet(tmp_path):
    with pytest.raises(Unready):
        open_edition(tmp_path, "executive")
    assert edition_ids(tmp_path) == []


CLOSED = "registered_voters_closed_count"


@pytest.mark.parametrize("audience", AUDIENCES)
def test_an_audience_sees_its_rung_and_those_below(tiny_warehouse, audience):
    """One indicator and its source are for OPD and above."""
    found = open_edition(tiny_warehouse, audience)
    may = audience != "public"
    assert (CLOSED in found.kpis) == may
    assert ("grant_recipients" in found.sources) == may
    assert "registered_voters_count" in found.kpis
    assert (
        "office_holder" in found.city("99.01").model_dump() and found.city("99.01").office_holder.name is not None
    ) == may
    if not may:
        with pytest.raises(NotThere):
            found.kpi(CLOSED)


def test_the_public_reads_the_public_file_only(tiny_warehouse):
    asked = {"kpi": "registered_voters_count", "area": "99.01.02.1001"}
    public, internal = open_edition(tiny_warehouse, "public"), open_edition(tiny_warehouse, "opd")
    assert [(row["value"], row["status"]) for row in public.rows("series", **asked)] == [(None, "suppressed")]
    assert [(row["value"], row["status"]) for row in internal.rows("series", **asked)] == [(3, "no_target")]
    assert public.rows("series", kpi=CLOSED, area="99.01") == []
    assert "warnings" not in public.manifest
    assert "warnings" in internal.manifest


def test_rows_of_a_closed_indicator_stay_behind_the_door(desk):
    """Queries that read all indicators of an area leave out what the asker may not see, although the file holds it."""
    path = desk.catalogue / "kpi" / f"{CLOSED}.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("audience: opd", "audience: executive"), encoding="utf-8")
    assert desk.build().code == 0
    for audience, may in (("opd", False), ("dprd", False), ("executive", True), ("admin", True)):
        found = open_edition(desk.warehouse, audience)
        for query in ("latest", "area_series", "latest_notes"):
            seen = {row["kpi_id"] for row in found.rows(query, area="99.01.02.1002")}
            assert "registered_voters_count" in seen
            assert (CLOSED in seen) == may, (audience, query)
        if may:
            assert found.rows("series", kpi=CLOSED, area="99.01")
        else:
            with pytest.raises(NotThere):
                found.rows("series", kpi=CLOSED, area="99.01")


def test_an_old_edition_reopens_as_it_was(desk):
    """Other figures, another name of an indicator: each edition keeps its own."""
    first, _ = desk.served()
    opened_before = open_edition(desk.warehouse, "executive")
    desk.replace("registered_voters", "Kenanga,150,", "Kenanga,250,")
    desk.declare("kpi/registered_voters_count.yml", 'id: "Pemilih terdaftar"', 'id: "Daftar pemilih"')
    assert desk.build().code == 0
    second, _ = desk.served()
    asked = {"kpi": "registered_voters_count", "area": "99.01"}
    for name, value, words in (
        (first, 773, "Pemilih terdaftar"),
        (second, 873, "Daftar pemilih"),
        (None, 873, "Daftar pemilih"),
    ):
        found = open_edition(desk.warehouse, "executive", name)
        assert found.id == (name or second)
        assert [row["value"] for row in found.rows("series", **asked)] == [value]
        assert found.kpi("registered_voters_count").name.id == words
    assert opened_before.rows("series", **asked)[0]["value"] == 773
    assert edition_ids(desk.warehouse) == [second, first]
    assert run(["rollback", "--warehouse", str(desk.warehouse)]).code == 0
    assert open_edition(desk.warehouse, "executive").id == first


def test_more_editions_than_are_kept_open(quick_desk):
    """Five editions asked for in turn, four may be open: each still answers for itself."""
    built = [quick_desk.served()[0]]
    for _ in range(4):
        assert quick_desk.build().code == 0
        built.append(quick_desk.served()[0])
    for name in built * 2:
        assert open_edition(quick_desk.warehouse, "executive", name).rows("edition")[0]["edition"] == name


@pytest.mark.parametrize(("statement", "fault"), [
    ("select * from read_csv('{csv}')", "external access|disabled|ermission"),
    ("select * from '{csv}'", "external access|disabled|ermission"),
    ("select * from read_text('/etc/passwd')", "external access|disabled|ermission"),
    ("copy (select 1) to '{new}'", "external access|disabled|ermission|read-only"),
    ("attach '{other}' as other", "external access|disabled|ermission"),
    ("install spatial", "external access|disabled|ermission|locked"),
    ("set enable_external_access = true", "lock|Cannot"),
    ("set threads = 4", "lock"),
    ("create table mart.x as select 1", "read-only"),
    ("delete from mart.kpi_value", "read-only"),
    ("update meta.edition set edition = 'x'", "read-only"),
])  # fmt: skip
def test_the_connection_reads_its_file_and_nothing_else(edition, tiny_warehouse, tmp_path, statement, fault):
    table = tmp_path / "x.csv"
    table.write_text("a\n1\n", encoding="utf-8")
    other = tiny_warehouse / "current" / "public.duckdb"
    words = statement.format(csv=table, new=tmp_path / "new.csv", other=other)
    with pytest.raises(duckdb.Error, match=fault):
        edition._con.cursor().execute(words).fetchall()
    assert not (tmp_path / "new.csv").exists()


def test_many_readers_at_once(tiny_warehouse):
    """Eight threads on one open edition, two hundred questions each, one answer."""
    answers, faults = set(), []

    def reader(number: int) -> None:
        try:
            for i in range(200):
                found = open_edition(tiny_warehouse, AUDIENCES[number % 5])
                year = 2010 + i % 7 if i % 3 else None  # a kept answer now and then, a new one otherwise
                first = f"{year}-01-01" if year else None
                rows = found.rows(
                    "kpi_values",
                    kpi="registered_voters_count",
                    city="99.01",
                    level="kota",
                    area=None,
                    first=first,
                    last=None,
                )
                answers.add(rows[0]["value"] if rows else None)
        except Exception as fault:  # whatever it is, the test tells it
            faults.append(fault)

    threads = [threading.Thread(target=reader, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert answers == {773.0, None}


def test_kept_answers_are_bounded_and_the_oldest_use_goes_first():
    kept = Kept(rows_in_all=5, rows_of_one=3)
    two = (["a"], [(1,), (2,)])
    kept.keep(("one",), two)
    kept.keep(("two",), two)
    kept.keep(("long",), (["a"], [(1,)] * 4))  # more rows than one answer may have
    assert kept.find(("long",)) is None
    assert kept.find(("one",)) == two
    kept.keep(("three",), two)  # six rows: "two" was used longest ago
    assert [kept.find((name,)) is not None for name in ("one", "two", "three")] == [True, False, True]


def test_an_edition_from_before_a_table_holds_no_row_of_it(tiny_warehouse, tmp_path):
    """An old edition has no outlines of provinces: none are drawn, all else goes on."""
    served = (tiny_warehouse / "current").readlink()
    shutil.copytree(tiny_warehouse / served, tmp_path / served)
    (tmp_path / "current").symlink_to(served)
    with duckdb.connect(str(tmp_path / served / "internal.duckdb")) as con:
        con.execute("drop table mart.province_outline")
    edition = open_edition(tmp_path, "executive")
    assert edition.rows("province_outlines", city="99.01") == []
    assert edition.rows("outlines", city="99.01")


def test_figures_beside_an_area_are_of_its_newest_period(edition):
    """Voters of 2014 in kecamatan 99.01.01: Melati 300 and Mawar 200, together 500; the kota has 773."""
    asked = {"area": "99.01.01.1001"}
    siblings = edition.rows("beside", level="kelurahan", within="99.01.01.", **asked)
    voters = {row["area_code"]: row["value"] for row in siblings if row["kpi_id"] == "registered_voters_count"}
    assert voters == {"99.01.01.1001": 300, "99.01.01.1002": 200}
    above = edition.rows("beside", level="kota", within="99.01", **asked)
    assert [row["value"] for row in above if row["kpi_id"] == "registered_voters_count"] == [773]
