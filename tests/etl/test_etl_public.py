"""`public.duckdb` never contained what is not public; a hidden small cell cannot be worked out from what is left."""

import json

import duckdb
import pytest
from desk import opened
from sheets import UTARA as SHEET_OF_UTARA
from sheets import deliver

UTARA, SELATAN = "99.01.01", "99.01.02"
MELATI, MAWAR = f"{UTARA}.1001", f"{UTARA}.1002"
ANGGREK, KENANGA, MARANG = f"{SELATAN}.1001", f"{SELATAN}.1002", f"{SELATAN}.1003"
KELURAHAN = (MELATI, MAWAR, ANGGREK, KENANGA, MARANG)
CLOSED_WORDS = [
    "grant_recipients", "Penerima hibah",  # a closed source and its title
    "registered_voters_closed", "Pemilih (tertutup)",  # a closed indicator
    "Fulan Rekaan",  # the office holder
    "Siti Rahasiawati", "Budi Rahasiawati",  # persons in the closed file
    ".csv", ".geojson", "/99.01/",  # names of files
]  # fmt: skip


def everything_in(path) -> str:
    """All cells of all tables of a file, as one text."""
    with opened(path) as con:
        tables = con.execute("select table_schema || '.' || table_name from information_schema.tables").fetchall()
        return "\n".join(str(con.execute(f"select * from {table}").fetchall()) for (table,) in tables)


def test_the_public_file_holds_nothing_closed(tiny_warehouse):
    text = everything_in(tiny_warehouse / "current" / "public.duckdb")
    assert [word for word in CLOSED_WORDS if word.casefold() in text.casefold()] == []
    assert "Kota Contoh" in text
    assert "registered_voters_count" in text


def test_the_internal_file_holds_it_but_no_person(tiny_warehouse):
    """The same search finds the closed words where they may be; personal columns reached no file at all."""
    text = everything_in(tiny_warehouse / "current" / "internal.duckdb")
    assert all(word in text for word in ("grant_recipients", "registered_voters_closed", "Fulan Rekaan", ".csv"))
    assert "Rahasiawati" not in text
    for part in (tiny_warehouse / "parts").iterdir():
        assert "Rahasiawati" not in str(duckdb.connect().execute(f"select * from '{part}'").fetchall())


def test_the_public_manifest_is_about_public_sources_only(desk):
    internal = json.loads(desk.rows("select manifest from meta.edition")[0][0])
    public = json.loads(desk.rows("select manifest from meta.edition", file="public")[0][0])
    assert {i["source_id"] for i in internal["inputs"]} - {i["source_id"] for i in public["inputs"]} == {
        "grant_recipients"
    }
    assert all("path" not in i for i in public["inputs"])
    assert public["rows_in"] == internal["rows_in"] - 2  # the two rows of the closed source
    assert (
        public["rows_in"]
        == public["rows_loaded"] + public["rows_set_aside"]
        == sum(i["rows_in"] for i in public["inputs"])
    )


def test_a_closed_source_that_was_not_delivered_is_not_named_either(desk):
    desk.file("grant_recipients").unlink()
    assert desk.build().code == 0
    assert "grant_recipients" not in everything_in(desk.warehouse / "current" / "public.duckdb")
    manifest = json.loads((desk.warehouse / "current" / "manifest.json").read_text(encoding="utf-8"))
    assert "grant_recipients" in manifest["not_delivered"]


def test_a_city_without_an_office_holder_is_not_given_one(desk):
    path = desk.catalogue / "cities" / "99.01.yml"
    head, _, rest = path.read_text(encoding="utf-8").partition("office_holder:")
    path.write_text(head + rest[rest.index("start_map_kpi") :], encoding="utf-8")
    assert desk.build().code == 0
    declared = json.loads(desk.rows("select declaration from meta.city", file="public")[0][0])
    assert declared["office_holder"] is None


def test_the_office_is_public_without_its_holder(desk):
    declared = json.loads(desk.rows("select declaration from meta.city", file="public")[0][0])
    assert declared["office_holder"]["kind"] == "Pj"
    assert declared["office_holder"]["name"] is None


def test_two_cells_are_hidden_so_that_the_small_one_cannot_be_subtracted(desk):
    """Anggrek has 3 voters. Selatan's 273 minus Kenanga's 150 and Marang's 120 would give it away, so Marang, the next
    smallest, is hidden too: 273 - 150 leaves 123 for the two of them."""
    found = dict(
        desk.rows(
            "select area_code, status from mart.kpi_value where kpi_id = 'registered_voters_count'", file="public"
        )
    )
    assert {area for area, status in found.items() if status == "suppressed"} == {ANGGREK, MARANG}
    hidden = "select value, numerator, denominator, n from mart.kpi_value where status = 'suppressed'"
    assert set(desk.rows(hidden, file="public")) == {(None, None, None, None)}
    notes = "select count(*) from mart.kpi_note where area_code = ? and kpi_id = 'registered_voters_count'"
    assert desk.rows(notes, [ANGGREK], file="public") == [(0,)]
    assert desk.rows(notes, [KENANGA], file="public") == [(1,)]
    assert (
        dict(desk.rows("select area_code, value from mart.kpi_value where kpi_id = 'registered_voters_count'"))[ANGGREK]
        == 3
    )
    breaks = (
        "select min(lower) from mart.class_break where kpi_id = 'registered_voters_count' and area_level = 'kelurahan'"
    )
    assert desk.rows(breaks, file="public")[0][0] > 120  # limits of the map are made of visible cells only


def worked_out(visible: dict[str, float]) -> dict[str, float]:
    """What a patient reader finds by taking visible parts from visible sums, again and again."""
    known = dict(visible)
    sums = {"99.01": (UTARA, SELATAN), UTARA: KELURAHAN[:2], SELATAN: KELURAHAN[2:]}
    while True:
        before = len(known)
        for total, parts in sums.items():
            unknown = [p for p in parts if p not in known]
            if not unknown:
                known.setdefault(total, sum(known[p] for p in parts))
            if total in known and len(unknown) == 1:
                known[unknown[0]] = known[total] - sum(known[p] for p in parts if p in known)
        if "99.01" in known:  # the city straight from its kelurahan
            unknown = [p for p in KELURAHAN if p not in known]
            if len(unknown) == 1:
                known[unknown[0]] = known["99.01"] - sum(known[p] for p in KELURAHAN if p in known)
        if len(known) == before:
            return known


SPREADS = [
    # voters in Melati, Mawar, Anggrek, Kenanga, Marang; what must be hidden (counted by hand)
    ((300, 200, 3, 150, 120), {ANGGREK, MARANG}),
    ((300, 200, 30, 150, 120), set()),  # nothing is small
    ((300, 200, 5, 150, 120), set()),  # 5 is not below k = 5
    ((300, 200, 0, 150, 120), set()),  # zero is no person
    # two small cells of 1: their sum 2 would tell both, so a third is hidden until 5 are together
    ((300, 200, 1, 1, 120), {ANGGREK, KENANGA, MARANG}),
    ((300, 200, 2, 3, 120), {ANGGREK, KENANGA}),  # together 5
    # Utara is 3 itself and hidden; so must Selatan be, or 673 - 670 = 3; and of Selatan its smallest part, or 30+240+400 = 670
    ((3, 0, 30, 240, 400), {MELATI, UTARA, SELATAN, ANGGREK}),
    ((4, 300, 2, 150, 120), {MELATI, MAWAR, ANGGREK, MARANG}),  # a pair in each kecamatan
    ((1, 0, 0, 2, 0), {"99.01", UTARA, SELATAN, MELATI, KENANGA}),  # the whole city is small
]


@pytest.mark.parametrize(("voters", "hidden"), SPREADS)
def test_no_small_cell_can_be_worked_out(quick_desk, voters, hidden):
    for area, before, now in zip(KELURAHAN, (300, 200, 3, 150, 120), voters, strict=True):
        name = quick_desk.file("registered_voters").read_text(encoding="utf-8").split(f"{area},")[1].split(",")[0]
        quick_desk.replace("registered_voters", f"{area},{name},{before},", f"{area},{name},{now},")
    assert quick_desk.build().code == 0
    query = "select area_code, value, status from mart.kpi_value where kpi_id = 'registered_voters_count'"
    rows = quick_desk.rows(query, file="public")
    assert {area for area, _, status in rows if status == "suppressed"} == hidden
    found = worked_out({area: value for area, value, _ in rows if value is not None})
    assert [area for area, people in found.items() if 0 < people < 5] == []


def counts_from(desk, ratio: str, factor: dict[str, float]) -> dict[str, float]:
    """What a public ratio tells of its count: its numerator where it is printed, else the value times what it was divided by."""
    rows = desk.rows(
        "select area_code, value, numerator, denominator from mart.kpi_value where kpi_id = ? and value is not null and period_start = "
        "(select max(period_start) from mart.kpi_value where kpi_id = ?)",
        [ratio, ratio],
        "public",
    )
    return {
        area: numerator or round(value * (denominator or factor[area])) for area, value, numerator, denominator in rows
    }


@pytest.mark.parametrize(
    ("selatan", "hidden"),
    [
        ([("Anggrek", 490, 510, 1000), ("Kenanga", 300, 300, 600), ("Ma'rang & Soka", 2, 1, 3)], {KENANGA, MARANG}),
        ([("Anggrek", 490, 510, 1000), ("Kenanga", 3, 1, 4), ("Ma'rang & Soka", 1, 1, 2)], {KENANGA, MARANG}),
        ([("Anggrek", 490, 510, 1000), ("Kenanga", 300, 300, 600), ("Ma'rang & Soka", 60, 40, 100)], set()),
    ],
)
def test_density_times_area_does_not_give_a_small_kelurahan_away(people_desk, selatan, hidden):
    """Residents per km² times the km² of the public map are the residents; the hidden ones must not come back that way."""
    deliver(
        people_desk.raw / "population_kcda" / "99.01", "kcda.xlsx", [("Utara", SHEET_OF_UTARA), ("Selatan", selatan)]
    )
    ran = people_desk.build()
    assert ran.code == 0, ran.said
    query = (
        "select area_code from mart.kpi_value where kpi_id = ? and status = 'suppressed' and year(period_start) = 2024"
    )
    km2 = dict(people_desk.rows("select area_code, polygon_km2 from mart.area", file="public"))
    density = "population_density_modelled_per_km2"
    known = counts_from(people_desk, density, km2)
    for kpi in ("population_bps_count", "population_modelled_count", density):
        assert {area for (area,) in people_desk.rows(query, [kpi], "public")} == hidden, kpi
    assert known[MELATI] == 250 and known[SELATAN] == sum(row[3] for row in selatan)
    assert [area for area, people in worked_out(known).items() if 0 < people < 5] == []


def test_voters_per_polling_station_do_not_give_few_voters_away(desk):
    """Anggrek's 3 voters of 2014 hide, with Marang's 120; with polling stations of that year their ratio would tell both."""
    stations = desk.file("polling_stations")
    stations.write_text(
        stations.read_text(encoding="utf-8").replace("TPS,2024", "TPS,2014").replace("Soka,0", "Soka,2"),
        encoding="utf-8",
    )
    ran = desk.build()
    assert ran.code == 0, ran.said
    known = counts_from(desk, "voters_per_polling_station_mean", {})
    assert known[MELATI] == 300 and known[SELATAN] == 273
    assert not known.keys() & {ANGGREK, MARANG}
    assert [area for area, people in worked_out(known).items() if 0 < people < 5] == []


def test_an_official_figure_that_waits_is_not_told_in_words(people_desk):
    """Only Utara has a sheet and BPS has no total, so the estimate stays and says that an official figure exists, not which."""
    rows = [("Melati", 120, 130, 250), ("Mawar", 2, 1, 3)]
    deliver(people_desk.raw / "population_kcda" / "99.01", "utara.xlsx", [("Utara", rows)])
    assert people_desk.build().code == 0
    notes = people_desk.rows("select note from mart.kpi_note where area_code in (?, ?)", [MELATI, MAWAR], "public")
    assert any("angka resmi BPS 2024 sudah ada" in note for (note,) in notes)
    assert not any("(3 jiwa)" in note or "250" in note for (note,) in notes if "sudah ada" in note)


def test_a_named_area_without_a_figure_does_not_stand_in_for_a_hidden_one(quick_desk):
    """Selatan 34 = Anggrek 4 + Marang 30, Kenanga only named: hiding Kenanga would hide nothing, Marang must go."""
    head = quick_desk.file("flood_reports").read_text(encoding="utf-8").splitlines()[0]
    counted = {MELATI: 60, MAWAR: 50, ANGGREK: 4, KENANGA: "", MARANG: 30}
    rows = [f"2024-03-01,2024-03-02,kelurahan,{area},x,,,{persons},,,,,,," for area, persons in counted.items()]
    quick_desk.file("flood_reports").write_text("\n".join([head, *rows, ""]), encoding="utf-8")
    quick_desk.declare("kpi/flood_affected_persons_count.yml", "rollup: as_reported\n", "")
    assert quick_desk.build().code == 0
    query = "select area_code from mart.kpi_value where kpi_id = 'flood_affected_persons_count' and status = 'suppressed' order by 1"
    assert quick_desk.rows(query, file="public") == [(ANGGREK,), (MARANG,)]


def test_of_a_ratio_its_denominator_counts_too(quick_desk):
    """Two households of one person-count each: 6 and 7 people are many, but 1 + 1 households tell both; a third is hidden."""
    kpi = (quick_desk.catalogue / "kpi" / "flood_affected_persons_count.yml").read_text(encoding="utf-8")
    kpi = kpi.replace("kind: sum", "kind: ratio\ndenominator: flood_event.households_count").replace(
        "rollup: as_reported\n", ""
    )
    (quick_desk.catalogue / "kpi" / "household_size.yml").write_text(kpi, encoding="utf-8")
    head = quick_desk.file("flood_reports").read_text(encoding="utf-8").splitlines()[0]
    counted = {MELATI: (20, 60), MAWAR: (30, 90), ANGGREK: (1, 6), KENANGA: (1, 7), MARANG: (40, 80)}
    rows = [
        f"2024-03-01,2024-03-02,kelurahan,{area},x,{households},,{persons},,,,,,,"
        for area, (households, persons) in counted.items()
    ]
    quick_desk.file("flood_reports").write_text("\n".join([head, *rows, ""]), encoding="utf-8")
    quick_desk.declare("kpi/flood_affected_persons_count.yml", "rollup: as_reported\n", "")
    assert quick_desk.build().code == 0
    query = "select area_code from mart.kpi_value where kpi_id = ? and status = 'suppressed' order by 1"
    assert quick_desk.rows(query, ["household_size"], file="public") == [(ANGGREK,), (KENANGA,), (MARANG,)]
    assert quick_desk.rows(query, ["flood_affected_persons_count"], file="public") == []


def test_a_figure_made_of_a_closed_source_stays_out_whatever_its_kpi_declares(desk):
    """The mart says what a figure was made of; a public KPI that forgot to declare it publishes nothing."""
    desk.declare("sources/polling_stations.yml", "title:", "audience: dprd\nexemption: UU 14/2008 Pasal 17\ntitle:")
    for name in (
        "polling_station_count",
        "population_modelled_count",
        "population_density_modelled_per_km2",
        "service_request_per_1000_residents",
    ):
        path = desk.catalogue / "kpi" / f"{name}.yml"
        text = path.read_text(encoding="utf-8")
        if name == "polling_station_count":
            text = text.replace(
                "sources: [polling_stations]", "sources: [polling_stations]\naudience: dprd\nexemption: x"
            )
        path.write_text(text.replace(", polling_stations", ""), encoding="utf-8")
    (desk.catalogue / "kpi" / "voters_per_polling_station_mean.yml").unlink()  # made of the same source, and says so
    built = desk.build()
    assert built.code == 0, built.said
    query = "select count(*) from mart.kpi_value where kpi_id = 'population_modelled_count'"
    assert desk.rows(query) == [(8,)]
    assert desk.rows(query, file="public") == [(0,)]
    assert "polling_stations" not in str(desk.rows("select * from mart.kpi_value", file="public"))


def test_the_real_public_file_names_no_file_and_holds_no_simulated_figure(real_warehouse):
    file = real_warehouse / "current" / "public.duckdb"
    text = everything_in(file)
    inputs = json.loads((real_warehouse / "current" / "manifest.json").read_text(encoding="utf-8"))["inputs"]
    assert [item["path"] for item in inputs if item["path"].rpartition("/")[2] in text] == []
    with opened(file) as con:
        found = con.execute("select distinct quality from mart.kpi_value").fetchall()
    assert {quality for (quality,) in found} <= {"resmi", "kutipan", "estimasi"}
