"""Pemantauan: figures counted by hand from readings of the made-up city, as of 5 November 2024.

| series | readings | so |
|---|---|---|
| A1 level, siaga 2, 3, 4 m | 4 Nov hourly 1 m; 5 Nov 00-04 and 08-09 1 m, 10 2.5 m, 11 3.2 m, 12 3.4 m | siaga 2 since 11.00; 34 of 37 |
| A2 level, no levels | 1-20 Aug, 1-20 Sep at 12.00 1.2 m; 5 Nov 00-12 1.5 m | ambang belum ditetapkan |
| U1 PM2.5 | 3 Nov 20, 4 Nov 60, 5 Nov 00-12 60 | ISPU 56, 105, 105 indicative: unhealthy since 4 Nov |
| U1 noise | 4 Nov 60 dBA by day, 50 at night | Lsm 58.9 of 55 |
| U2 PM10 | 4 Nov 20-23 30, 5 Nov 00-12 33 | stuck since 5 Nov 00.00 |
| H1 rain | 4 Nov 00-06 1 mm | offline since 4 Nov 06.00 |
"""

import json
import re
import shutil
import sqlite3
from datetime import UTC, date, datetime, timedelta

import duckdb
import pytest
import sensors
from desk import ROOT, Desk
from front import first_paint, links_of, page, routed, rows_of, visitor, words_of
from sensors import hours, lines

from etl.listen.livestore import open_store, tell_alive
from pages._controls import stepping_stones
from store.live import live_readings, live_state

DAY, EVE, FIRST = "2024-11-05", "2024-11-04", "2024-11-03"
MORNING = range(13)
AUTUMN = [f"2024-{month}-{day:02}" for month in ("08", "09") for day in range(1, 21)]  # 40 days, of A2 only
FLOOD = "Kelurahan yang pernah banjir"


def level(station: str, day: str, values: dict) -> list[str]:
    return hours(station, "muka air", "m", day, values)


@pytest.fixture(scope="module")
def measured(tmp_path_factory, tiny_catalogue, tiny_reference):
    """A warehouse with the readings above."""
    folder = tmp_path_factory.mktemp("measured")
    desk = Desk(folder, ROOT / "tests" / "data" / "raw", tiny_catalogue, tiny_reference, None)
    sensors.set_up(desk, sensors.STATIONS + "H1,Pos hujan Melati,hujan,99.01.01.1001,,,,,,contoh\n")
    sensors.declare(desk)
    river = {hour: 1 for hour in MORNING if hour not in (5, 6, 7)} | {10: 2.5, 11: 3.2, 12: 3.4}
    loud = {hour: 60 if 6 <= hour < 22 else 50 for hour in range(24)}
    rows = [
        *level("A1", EVE, dict.fromkeys(range(24), 1)),
        *level("A1", DAY, river),
        *level("A2", DAY, dict.fromkeys(MORNING, 1.5)),
        *(line for day in AUTUMN for line in level("A2", day, {12: 1.2})),
        *hours("U1", "pm25", "µg/m³", FIRST, dict.fromkeys(range(24), 20)),
        *hours("U1", "pm25", "µg/m³", EVE, dict.fromkeys(range(24), 60)),
        *hours("U1", "pm25", "µg/m³", DAY, {hour: 59 + hour % 3 for hour in range(12)} | {12: 60}),
        *hours("U1", "bising", "dBA", EVE, loud),
        *hours("U2", "pm10", "µg/m³", EVE, dict.fromkeys(range(20, 24), 30)),
        *hours("U2", "pm10", "µg/m³", DAY, dict.fromkeys(MORNING, 33)),
        *hours("H1", "hujan", "mm", EVE, dict.fromkeys(range(7), 1)),
    ]
    sensors.deliver(desk, "sensor_log", "log.csv", lines(*rows))
    ran = desk.build("--as-of", DAY)
    assert ran.code == 0, ran.said
    return desk.warehouse


@pytest.fixture
def client(measured, monkeypatch, tmp_path):
    return visitor(measured, monkeypatch, CITY="99.01", STATE=str(tmp_path))


def table(static: str, title: str) -> str:
    """The markup of the table with this caption."""
    start = static.index(f'<caption><span class="visually-hidden">{title}')
    return static[start : static.index("</table>", start)]


def row_with(markup: str, *words: str) -> list[str]:
    return words_of(next(row for row in rows_of(markup) if all(word in words_of(row) for word in words))).split("\n")


def test_the_worst_now_in_a_sentence_and_a_list(client):
    static = page(client, "/pemantauan")
    words = re.sub(r"\s+([:,.])", r"\1", words_of(static).replace("\n", " "))
    assert "Siaga 2 (kritis) di Pintu Anggrek: 3,40 m, sejak 5 Nov 2024 pukul 11.00 WIB." in words
    assert "Udara tidak sehat di Stasiun Melati: ISPU 105, parameter kritis PM2,5 (5 Nov 2024)." in words
    # H1; the noise of U1; PM10 of U2
    assert "Dari 5 stasiun: 1 stasiun luring, 1 sensor lain luring, 1 sensor macet." in words
    worst = table(static, "Yang terburuk sekarang")
    gauge = row_with(worst, "Pintu Anggrek")
    assert "Air, Anggrek" in " ".join(gauge)
    assert gauge[-3:] == ["3,40 m", "5 Nov 2024 pukul 11.00 WIB", "5 Nov 2024 pukul 12.00 WIB"]
    assert row_with(worst, "Udara tidak sehat")[-3:] == ["ISPU 105", "4 Nov 2024", "5 Nov 2024, indikatif"]
    assert row_with(worst, "Di atas baku bising")[-3:] == ["Lsm 58,9 dBA, baku 55", "4 Nov 2024", "4 Nov 2024"]
    assert row_with(worst, "Macet", "Stasiun Mawar")[-2] == "5 Nov 2024 pukul 00.00 WIB"
    silent = ["1,0 mm", "4 Nov 2024 pukul 06.00 WIB", "4 Nov 2024 pukul 06.00 WIB"]
    assert row_with(worst, "Luring", "Pos hujan Melati")[-3:] == silent
    assert "Bacaan edisi ini sampai 5 Nov 2024 pukul 12.00 WIB." in words
    assert "kelurahan tanpa stasiun tidak punya data" in words


def test_a_station_is_a_mark_with_shape_colour_and_word(client):
    static = page(client, "/pemantauan")
    picture = static[static.index('class="map stations"') :].partition("</svg>")[0]
    for code, shape, word in (
        ("A1", "is-diamond", "Siaga 2 (kritis), 3,40 m"),
        ("A2", "is-ring", "Ambang belum ditetapkan, 1,50 m"),
        ("U1", "is-triangle", "Udara tidak sehat, ISPU 105"),
        ("U2", "is-bar", "Macet di satu nilai, 33,0"),
        ("H1", "is-hatched", "Luring"),
    ):
        mark = picture[picture.index(f'data-code="{code}"') :].partition("</a>")[0]
        assert shape in mark and word in mark, code
    own = row_with(table(static, "Semua stasiun"), "Pintu Anggrek")
    assert own[-1] == "91,9%"  # 34 of 37: 24 and 13, without 05, 06 and 07


def test_the_series_of_a_gauge_with_its_levels_and_its_gaps(client):
    static = page(client, "/pemantauan?stasiun=A1&parameter=water_level_m")
    words = words_of(static)
    for line in ("Siaga 1 (4,00 m)", "Siaga 2 (3,00 m)", "Siaga 3 (2,00 m)"):
        assert line in words
    first = static[static.index('class="trend series"') :].partition("</svg>")[0]
    path = first.partition('class="trend-line')[2]
    assert path.partition('d="')[2].partition('"')[0].count("M") == 2, "a gap is no line"
    assert "1 kali terputus" in first
    quality = table(static, "Mutu deret ini")
    assert row_with(quality, "Kelengkapan")[1:] == ["91,9%", "91,9%"]
    assert row_with(quality, "Jeda terpanjang")[1] == "4,0 jam"
    assert row_with(quality, "Hari indikatif")[1] == "1"
    days = table(static, "Tertinggi sehari")
    assert row_with(days, "5 Nov 2024") == ["5 Nov 2024", "3,40", "10", "77%", "indikatif"]  # 10 of 13
    assert row_with(days, "4 Nov 2024") == ["4 Nov 2024", "1,00", "24", "100%", "–"]


def test_classes_of_air_the_limit_of_noise_and_a_stuck_instrument(client):
    air = words_of(page(client, "/pemantauan?stasiun=U1&parameter=pm25_ug_m3"))
    assert "Udara sedang" in air and "Udara tidak sehat" in air
    assert "Jauh di atas gambar: Udara sangat tidak sehat 150,4, Udara berbahaya 250,4." in air
    assert "baku 55 dBA" in words_of(page(client, "/pemantauan?stasiun=U1&parameter=noise_dba"))
    stuck = page(client, "/pemantauan?stasiun=U2")
    assert "Macet sejak 5 Nov 2024 pukul 00.00 WIB." in words_of(stuck)
    assert row_with(table(stuck, "Mutu deret ini"), "Jam macet")[1] == "13"
    unset = words_of(page(client, "/pemantauan?stasiun=A2"))
    assert "Ambang siaga belum ditetapkan." in unset


def test_an_address_that_leads_nowhere_is_told(client):
    for asked, named in (("stasiun=X9", "A1, A2, H1, U1, U2"), ("stasiun=A1&parameter=pm25_ug_m3", "water_level_m")):
        answer = client.get(f"/pemantauan?{asked}")
        assert answer.status_code == 404 and named in words_of(first_paint(answer.text))
    assert client.get("/pemantauan?tampilan=dua").status_code == 404
    assert client.get("/peta?tampilan=dinding").status_code == 404
    for link in links_of(page(client, "/pemantauan")):
        if link.startswith("/") and not link.startswith("/unduh"):
            assert client.get(link.partition("#")[0]).status_code == 200, link


def test_the_wall_loads_itself_again_and_on_a_flood_night_lists_where_it_was_deep(client):
    answer = client.get("/pemantauan?tampilan=dinding")
    assert answer.headers["Refresh"] == "60"
    assert "Refresh" not in client.get("/pemantauan").headers
    static = page(client, "/pemantauan?tampilan=dinding")
    words = words_of(static)
    assert FLOOD in words  # A1 stands at siaga 2
    named = table(static, FLOOD)
    assert row_with(named, "Melati")[1:] == ["tidak dicetak", "60", "1 Mar 2024"]
    assert row_with(named, "Mawar")[1:] == ["tidak dicetak", "tidak dicetak", "1 Mar 2024"]
    assert "<select" not in static and "<form" not in static and "<nav" not in static


def test_simulated_sensors_wear_the_frame(measured, tmp_path, monkeypatch):
    """No real edition may hold them, so a copy of this one is made to say that its readings are; and a calm night."""
    shutil.copytree(measured, tmp_path / "warehouse", symlinks=True)
    with duckdb.connect(str(tmp_path / "warehouse" / "current" / "internal.duckdb")) as con:
        con.execute("update mart.sensor_series set quality = 'simulasi', last_value = 1 where station_code = 'A1'")
    client = visitor(tmp_path / "warehouse", monkeypatch, CITY="99.01")
    assert "SIMULASI: bukan data kota" in words_of(page(client, "/pemantauan"))
    assert FLOOD not in words_of(page(client, "/pemantauan?tampilan=dinding"))
    assert FLOOD in words_of(page(client, "/pemantauan?tampilan=dinding&malam=banjir"))


def test_a_city_without_sensors_says_what_is_missing(tiny_client):
    words = words_of(page(tiny_client, "/pemantauan"))
    assert "Belum ada bacaan sensor Kota Contoh di dasbor ini." in words
    assert "Belum ada stasiun pemantau yang datanya diserahkan." in words
    for path in ("/", "/dimensi/smart-environment", "/peta?kpi=air_ispu_index", "/tren?kpi=water_level_max_m"):
        assert tiny_client.get(path).status_code == 200


def live(folder, *readings: tuple) -> None:
    """Readings in the live store, as the listener writes them: station, parameter, minutes ago, value."""
    con = open_store(folder / "live" / "readings.sqlite")
    now = datetime.now(UTC)
    for station, parameter, minutes, value in readings:
        at = round((now - timedelta(minutes=minutes)).timestamp() * 1_000_000)
        row = ("99.01", "mqtt", station, parameter, at, value, at)
        con.execute(
            "insert into reading (city_code, source_id, station_code, parameter, read_at_us, value, received_at_us) "
            "values (?, ?, ?, ?, ?, ?, ?)",
            row,
        )
    con.close()


def heard(folder, is_connected: bool) -> None:
    """The listener says that it lives."""
    con = open_store(folder / "live" / "readings.sqlite")
    tell_alive(con, "mqtt", "99.01", is_connected, round(datetime.now(UTC).timestamp() * 1_000_000))
    con.close()


def kini(client, search: str = "", pace: int = 5000) -> str:
    """What the open page is told at its next question; `pace` is how often it asks, in milliseconds."""
    body = {
        "output": "..pantau-kini.children...pantau-detak.interval..",
        "outputs": [{"id": "pantau-kini", "property": "children"}, {"id": "pantau-detak", "property": "interval"}],
        "inputs": [{"id": "pantau-detak", "property": "n_intervals", "value": 1}],
        "changedPropIds": ["pantau-detak.n_intervals"],
        "state": [
            {"id": "_pages_location", "property": "search", "value": search},
            {"id": "pantau-detak", "property": "interval", "value": pace},
        ],
    }
    answer = client.post("/_dash-update-component", json=body)
    assert answer.status_code in (200, 204), answer.text
    return answer.text


def pace_of(client, search: str = "") -> int | None:
    """How often the page, as it is opened, asks for live readings; None: never."""
    found = re.search(r'"id": ?"pantau-detak", ?"interval": ?(\d+)', json.dumps(routed(client, "/pemantauan", search)))
    return int(found[1]) if found else None


def test_a_listener_that_starts_later_is_noticed_by_an_open_page(client, measured, monkeypatch, tmp_path):
    assert pace_of(client) == 60_000
    assert json.loads(kini(client, pace=60_000))["response"] == {}, "nobody listens: nothing is drawn again"
    heard(tmp_path, True)
    live(tmp_path, ("A1", "water_level_m", 5, 4.9))
    told = json.loads(kini(client, pace=60_000))["response"]
    assert told["pantau-detak"]["interval"] == 5000 and "4,90 m" in json.dumps(told["pantau-kini"])
    assert pace_of(client) == 5000
    assert pace_of(client, f"?edisi={(measured / 'current').readlink()}") is None
    public = visitor(measured, monkeypatch, CITY="99.01", AUDIENCE="public", STATE=str(tmp_path))
    assert pace_of(public) is None


def test_while_somebody_listens_silence_is_judged_by_the_clock(client, tmp_path):
    """A1 promises a reading an hour: four hours of silence are one too many, unless the connection itself is down. A2 comes by
    file only and keeps the edition's state."""
    live(tmp_path, ("A1", "water_level_m", 240, 2.5))
    for is_connected, state in ((True, "Luring"), (False, "Siaga 3 (waspada)")):
        heard(tmp_path, is_connected)
        whole = table(page(client, "/pemantauan"), "Semua stasiun")
        own = " ".join(row_with(whole, "Pintu Anggrek"))
        assert state in own and "2,50 m" in own
        assert "Ambang belum ditetapkan" in " ".join(row_with(whole, "Pintu Kenanga"))
    live(tmp_path, ("A1", "water_level_m", 150, 2.6))
    heard(tmp_path, True)
    assert "Siaga 3 (waspada)" in " ".join(
        row_with(table(page(client, "/pemantauan"), "Semua stasiun"), "Pintu Anggrek")
    )


def test_a_live_reading_goes_before_the_edition_s_and_is_told_as_live(client, tmp_path):
    live(tmp_path, ("A1", "water_level_m", 30, 3.5), ("A1", "water_level_m", 20, 4.2), ("A1", "water_level_m", 10, 4.1))
    static = page(client, "/pemantauan?stasiun=A1")
    words = words_of(static)
    assert "Siaga 1 (awas)" in words and "4,10 m" in words
    assert "3 bacaan langsung, belum masuk edisi" in words
    assert row_with(table(static, "Yang terburuk sekarang"), "Pintu Anggrek")[-1].endswith("WIB, langsung")
    live(tmp_path, ("A1", "water_level_m", 5, 4.9))
    assert "4,90 m" in kini(client)
    assert "Terdalam" in kini(client, "?tampilan=dinding")
    assert "4,90 m" not in kini(client, "?stasiun=A1&bahasa=en") and "4.90 m" in kini(client, "?bahasa=en")


def test_live_readings_stay_out_of_older_and_public_editions(client, measured, monkeypatch, tmp_path):
    live(tmp_path, ("A1", "water_level_m", 10, 4.1))
    edition = (measured / "current").readlink()
    assert "4,10 m" not in words_of(page(client, f"/pemantauan?edisi={edition}"))
    public = visitor(measured, monkeypatch, CITY="99.01", AUDIENCE="public", STATE=str(tmp_path))
    words = words_of(page(public, "/pemantauan"))
    assert "4,10 m" not in words and "Pintu Anggrek" not in words


def test_the_public_never_opens_the_live_store(client, measured, monkeypatch, tmp_path):
    """A store that whoever opens it breaks at: the public's answers stand, the house's do not."""
    live(tmp_path, ("A1", "water_level_m", 10, 4.1))
    long_ago = datetime(2024, 1, 1, tzinfo=UTC)
    assert live_readings("public", "99.01", long_ago) == [] and live_state("public", "99.01") is None
    assert [one.value for one in live_readings("opd", "99.01", long_ago)] == [4.1]
    store = tmp_path / "live" / "readings.sqlite"
    for path in store.parent.iterdir():
        path.unlink()
    store.write_bytes(b"nothing that SQLite could read" * 40)
    assert client.get("/pemantauan").status_code == 500
    public = visitor(measured, monkeypatch, CITY="99.01", AUDIENCE="public", STATE=str(tmp_path))
    for address in ("/pemantauan", "/pemantauan?tampilan=dinding", "/", "/peta"):
        assert public.get(address).status_code == 200
    for search in ("", "?tampilan=dinding", "?stasiun=A1"):
        assert "A1" not in kini(public, search)
    with pytest.raises(sqlite3.DatabaseError):
        live_state("executive", "99.01")
    assert live_state("public", "99.01") is None


def test_the_table_of_a_trend_by_day_shows_a_month_and_leads_to_the_rest(client):
    area = "99.01.02.1002"
    static = page(client, f"/tren?kpi=water_level_max_m&wilayah={area}")
    (whole,) = [link for link in links_of(static) if link.startswith("/api/v1/kpi/")]
    rows = client.get(whole).text.splitlines()
    assert rows[0].startswith("kpi_id,") and all(area in row for row in rows[1:])
    days = len(rows) - 1
    assert days > 40  # 40 of the autumn, and 5 November
    lines = [words_of(row).split("\n") for row in rows_of(static[static.index('class="table is-stacked"') :])]
    dated = [line for line in lines if "2024" in line[0]]
    assert len(dated) == 31 and dated[0][:2] == ["5 November 2024", "1,50"]
    assert [f"{days - 31} hari sebelumnya ada di", "CSV", "."] in lines
    assert "sebelumnya ada di" not in words_of(page(client, f"/tren?kpi=water_level_max_m&wilayah={area}&dari=2024-11"))


def test_the_page_speaks_english(client):
    words = words_of(page(client, "/pemantauan?stasiun=A1&bahasa=en"))
    assert "Alert 2 (critical)" in words and "3.40 m" in words
    assert "since 5 Nov 2024, 11:00 WIB" in words.replace("\n", " ")


def test_of_many_days_the_buttons_are_stepping_stones():
    """The eight newest, three on either side of the chosen one, the last of each month of its year and of each year."""
    days = [date(2026, 11, 22) - timedelta(days=n) for n in range(400)]  # to 19 October 2025
    rows = [{"period_start": day} for day in days]
    shown = [row["period_start"] for row in stepping_stones(rows, rows[days.index(date(2026, 7, 14))])]
    assert shown[:8] == days[:8] and date(2025, 12, 31) in shown and date(2025, 10, 31) not in shown
    assert [day.day for day in shown if (day.year, day.month) == (2026, 7)] == [31, 17, 16, 15, 14, 13, 12, 11]
    assert len(shown) == 8 + 7 + 10 + 1  # ten months before November end in 2026
