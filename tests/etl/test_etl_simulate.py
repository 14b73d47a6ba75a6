"""`python -m etl simulate`: repeatable, shaped as declared, marked, with the defects real exports have, and of no living person."""

import csv
import hashlib
import json
import re
import zipfile
from collections import Counter
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
import xlsxwriter
from desk import AS_OF, ROOT, run
from python_calamine import CalamineWorkbook

from etl.simulate.writing import month_ends

TITLES = [  # as listed for the export; KNOWN order
    "Tracking ID", "Tanggal Laporan", "Waktu Laporan", "Nama Pelapor", "Klasifikasi Laporan", "ID Kategori", "Kategori",
    "Judul Laporan", "Isi Laporan Awal", "Isi Laporan Akhir", "Tipe Laporan", "Sumber Laporan", "Instansi Induk",
    "ID Instansi Terdisposisi", "Instansi Terdisposisi", "Status Laporan", "Alasan Tunda/Arsip", "Provinsi", "Kabupaten",
    "Kecamatan", "Kelurahan", "Rating",
]  # fmt: skip
HOME, SMALL = "12.76", "21.72"
SHAPE = ROOT / "data" / "reference" / "simulation"


def simulate(out: Path, *more: str):
    return run(["simulate", "--as-of", AS_OF, "--out", str(out), *more])


def hashes(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    """All files of two cities, one of hundreds of requests a year and one of ten."""
    out = tmp_path_factory.mktemp("simulated")
    ran = simulate(out, "--city", HOME, "--city", SMALL)
    assert ran.code == 0 and "bukan data nyata" in ran.said
    return out


def exports(made: Path, city: str = HOME) -> list[Path]:
    return sorted((made / "lapor_export" / city).iterdir())


def table(path: Path) -> tuple[list[str], list[dict]]:
    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    return rows[0], [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def number(text) -> str:
    return str(text).removesuffix(".0")


def shape(name: str) -> list[dict]:
    with (SHAPE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(made, tmp_path):
    assert simulate(tmp_path / "a", "--city", HOME).code == 0
    assert simulate(tmp_path / "b", "--city", HOME, "--seed", "2").code == 0
    same, other = hashes(tmp_path / "a"), hashes(tmp_path / "b")
    whole = hashes(made)
    assert same == {name: whole[name] for name in same}, "a city does not depend on the others"
    assert same.keys() == other.keys()
    alike = {name for name in same if same[name] == other[name]}
    fixed = {f"sensor_stations/{HOME}/simulasi-stasiun.csv", f"sensor_limits/{HOME}/simulasi-ambang.csv"}
    assert alike == fixed, "only where the stations stand and what their limits are is no chance"


def test_files_of_an_earlier_run_go_and_nothing_else_does(tmp_path):
    assert simulate(tmp_path, "--city", SMALL).code == 0
    own = tmp_path / "lapor_export" / SMALL / "milik-sendiri.xlsx"
    own.write_bytes(b"x")
    assert run(["simulate", "--as-of", "2026-03-15", "--out", str(tmp_path), "--city", SMALL]).code == 0
    names = {path.name for path in own.parent.iterdir()}
    assert (
        own.name in names
        and "simulasi-lapor-2026-02-28.xlsx" in names
        and "simulasi-lapor-2026-10-31.xlsx" not in names
    )


def test_columns_are_the_22_of_the_export_in_their_order(made):
    for city in (HOME, SMALL):
        for path in exports(made, city):
            assert table(path)[0] == TITLES


def test_monthly_exports_hold_a_whole_year_and_weekly_ones_nine_weeks(made):
    assert month_ends(date(2026, 11, 22), 3) == [date(2026, 8, 31), date(2026, 9, 30), date(2026, 10, 31)]
    assert month_ends(date(2026, 11, 30), 1) == [date(2026, 11, 30)]
    names = [path.name for path in exports(made, SMALL)]
    assert len(names) == 12 and names[-2:] == ["simulasi-lapor-2026-09-30.xlsx", "simulasi-lapor-2026-10-31.xlsx"]
    ends = [exported_on(path) for path in exports(made)]
    # months, Sundays, Wednesdays; 30 November 2025, 31 May and 30 September 2026 are such days themselves
    assert len(ends) == 12 + 53 + 17 - 3 and ends[1] == date(2025, 11, 2) and ends[-1] == date(2026, 10, 31)
    assert max(later - earlier for earlier, later in pairwise(ends)).days == 7
    for path in exports(made):
        end = exported_on(path)
        days = {opened(row) for row in table(path)[1]} - {None}
        longest = 365 if (end + timedelta(days=1)).day == 1 else 63
        assert max(days) <= end and 0.8 * longest < (end - min(days)).days <= longest, path.name


def exported_on(path: Path) -> date:
    return date.fromisoformat(path.stem[-10:])


def test_weekly_exports_tell_a_closing_to_the_week_and_monthly_ones_do_not(made):
    def within_a_week(city: str) -> float:
        open_on: dict[str, date] = {}
        closed_within: dict[str, int] = {}
        for path in exports(made, city):
            for row in table(path)[1]:
                key = number(row["Tracking ID"])
                if row["Status Laporan"].startswith("Selesai"):
                    if key in open_on:
                        closed_within.setdefault(key, (exported_on(path) - open_on[key]).days)
                else:
                    open_on[key] = exported_on(path)
        return sum(days <= 7 for days in closed_within.values()) / len(closed_within)

    assert within_a_week(HOME) > 0.9 and within_a_week(SMALL) == 0


def opened(row: dict) -> date | None:
    text = row["Tanggal Laporan"]
    return None if text.startswith("31/02") else datetime.strptime(text, "%d/%m/%Y").date()


def test_a_case_goes_on_from_export_to_export_and_keeps_what_was_typed_once(made):
    typed = ("Tanggal Laporan", "Nama Pelapor", "Isi Laporan Awal", "Kelurahan", "Kategori")
    seen: dict[str, tuple] = {}
    states: dict[str, list[str]] = {}
    for path in exports(made):
        for row in table(path)[1]:
            key = number(row["Tracking ID"])
            if not key or opened(row) is None:
                continue
            once = tuple(row[name] for name in typed)
            assert seen.setdefault(key, once) == once
            states.setdefault(key, []).append(row["Status Laporan"])
    closed_later = [one for one in states.values() if one[0] == "Proses" and one[-1].startswith("Selesai")]
    assert len(closed_later) > 20, "closings fall between two exports"


def test_volume_follows_population_and_a_small_city_has_about_ten_a_year(made):
    assert 250 <= len(table(exports(made)[-1])[1]) <= 550  # 1.8 per 1,000 of 184,064, and a flood
    assert 4 <= len(table(exports(made, SMALL)[-1])[1]) <= 25  # 0.05 per 1,000 of 239,216


def test_statuses_and_categories_are_those_of_the_reference(made):
    known = {row["status"] for row in shape("lapor_statuses")} | {"Dalam Antrean Sistem"}
    topics = {row["main_category"] for row in shape("lapor_categories")} | {
        row["sub_category"] for row in shape("lapor_topics")
    }
    rows = [row for path in exports(made) for row in table(path)[1]]
    assert {row["Status Laporan"] for row in rows} <= known
    assert {row["Kategori"] for row in rows} <= topics
    assert all(row["source"] for name in ("lapor_statuses", "lapor_categories", "lapor_topics") for row in shape(name))


def test_a_flood_brings_floods_to_the_kelurahan_that_were_named(made):
    """28 November to 4 December 2025, after the flood of 27 November 2025, against the same week of October."""
    rows = [row for path in exports(made) for row in table(path)[1]]
    unique = {number(row["Tracking ID"]): row for row in rows if opened(row)}.values()

    def wet(first: date, last: date) -> int:
        about = ("BANJIR", "DRAINASE", "LINGKUNGAN HIDUP", "PEKERJAAN UMUM")
        return sum(first <= opened(row) <= last and row["Kategori"].startswith(about) for row in unique)

    assert wet(date(2025, 11, 27), date(2025, 12, 3)) > 3 * max(wet(date(2025, 10, 27), date(2025, 11, 2)), 3)


def test_the_defects_of_real_exports_are_there(made):
    rows = [row for path in exports(made) for row in table(path)[1]]
    ids = [row["Tracking ID"] for row in rows]
    assert any(isinstance(one, float) for one in ids) and any(
        str(one).endswith(".0") and isinstance(one, str) for one in ids
    )
    kelurahan = Counter(row["Kelurahan"] for row in rows)
    assert 0.06 < kelurahan[""] / len(rows) < 0.2
    assert any(name.isupper() for name in kelurahan) and any(name.startswith("Kel. ") for name in kelurahan)
    broken = sum(1 for row in rows if not row["Tracking ID"] or opened(row) is None)
    assert 0 < broken < 0.02 * len(rows)
    named = [Counter(number(r["Tracking ID"]) for r in table(path)[1] if r["Tracking ID"]) for path in exports(made)]
    assert any(max(counts.values()) > 1 for counts in named), "a case twice in one export"
    assert not any("Selesai" in title for title in TITLES), "no closing time"


def test_personal_data_is_in_the_texts_and_is_nobodys(made):
    texts = [
        row["Isi Laporan Awal"] + row["Isi Laporan Akhir"] + row["Nama Pelapor"]
        for path in exports(made)
        for row in table(path)[1]
    ]
    whole = "\n".join(texts)
    phones = re.findall(r"(?:\+62 8|\b08)[\d -]{8,14}", whole)
    assert len(phones) > 100 and all(
        re.sub(r"\D", "", phone).removeprefix("62").lstrip("0").startswith("800") for phone in phones
    )
    numbers = re.findall(r"\b\d{16}\b", whole)
    assert numbers and all(one.startswith("99") for one in numbers)  # no province has the code 99
    assert set(re.findall(r"@([\w.]+)", whole)) == {"contoh.invalid"}


def test_every_file_says_three_times_that_it_is_simulated(made):
    for path in (path for path in made.rglob("*") if path.is_file()):
        assert path.name.startswith("simulasi-")
    for path in exports(made):
        with zipfile.ZipFile(path) as book:
            assert b"<dc:title>SIMULASI" in book.read("docProps/core.xml")
        rows = table(path)[1]
        assert all("SIMULASI-DASBOR" in row["Isi Laporan Awal"] for row in rows)
        assert all(re.fullmatch(r"9900\d{8}", number(row["Tracking ID"])) for row in rows if row["Tracking ID"])


def under_another_name(export: Path, folder: Path) -> None:
    (folder / "ekspor.xlsx").write_bytes(export.read_bytes())


def saved_as_csv(export: Path, folder: Path) -> None:
    head, rows = table(export)
    with (folder / "ekspor.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([head, *[list(row.values()) for row in rows]])


def with_ids_only(export: Path, folder: Path) -> None:
    """Copied into a new workbook without names and texts: only the tracking ids are left to tell it."""
    book = xlsxwriter.Workbook(folder / "ekspor.xlsx")
    sheet = book.add_worksheet()
    for line, row in enumerate(table(export)[1]):
        sheet.write_row(line + 1, 0, [row["Tracking ID"] or "", row["Status Laporan"]])
    sheet.write_row(0, 0, ["Tracking ID", "Status Laporan"])
    book.close()


@pytest.mark.parametrize("disguise", [under_another_name, saved_as_csv, with_ids_only])
def test_a_real_build_refuses_an_export_in_disguise(made, desk, disguise):
    before = desk.served()
    disguise(exports(made)[-1], desk.raw / "polling_stations" / "99.01")
    ran = desk.build()
    assert ran.code == 1 and ran.lines("ekspor", "berkas simulasi, bukan data")
    assert desk.served() == before


def test_a_thingspeak_file_is_text_in_utc_with_gaps_repeats_and_a_stuck_spell(made):
    path = made / "sensor_thingspeak" / HOME / "simulasi-air-1.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert " ".join(rows[0]) == "created_at entry_id field1 field2 latitude longitude elevation status"
    assert 6000 < len(rows) <= 8000
    times = [datetime.strptime(row["created_at"], "%Y-%m-%d %H:%M:%S UTC") for row in rows]
    assert times[0] == datetime(2026, 10, 8, 17) and times[-1] == datetime(
        2026, 11, 22, 16, 50
    )  # WIB midnights, 45 days
    steps = [(later - earlier).total_seconds() / 60 for earlier, later in pairwise(times)]
    assert steps.count(0) > 20 and max(steps) > 600
    assert any(row["field1"] == "" for row in rows) and any(row["field2"] == "NaN" for row in rows)
    levels = [round(float(row["field1"])) for row in rows if row["field1"].strip()]
    assert max(levels) > 1.3 * sorted(levels)[len(levels) // 2], "it rains"
    exact = [row["field1"].strip() for row in rows]
    assert longest_run(exact) >= 42, "seven hours on one value"
    assert {row["status"] for row in rows} == {"SIMULASI-DASBOR"}


def test_a_city_has_seven_stations_in_seven_kelurahan_and_one_gauge_with_alert_levels(made):
    for city in (HOME, SMALL):
        register = listed(made / "sensor_stations" / city / "simulasi-stasiun.csv")
        kinds = Counter(row["kind"] for row in register)
        assert kinds == {"air": 3, "udara": 2, "hujan": 1, "bising": 1}
        assert len({row["area_code"] for row in register}) == 7
        assert all("SIMULASI-DASBOR" in row["citation"] for row in register)
        limits = listed(made / "sensor_limits" / city / "simulasi-ambang.csv")
        assert [row["station_code"] for row in limits if row["siaga_1"]] == ["SIMULASI-AIR-1"]


def test_dust_is_highest_in_the_morning_and_in_the_dry_months_and_an_instrument_sticks_at_the_end(made):
    rows = listed(made / "air_thingspeak" / HOME / "simulasi-udara-1.csv")
    dust = [
        (datetime.strptime(row["created_at"], "%Y-%m-%d %H:%M:%S UTC") + timedelta(hours=7), float(row["field1"]))
        for row in rows
        if row["field1"] and float(row["field1"]) < 9000
    ]

    def mean(chosen) -> float:
        values = [value for at, value in dust if chosen(at)]
        return sum(values) / len(values)

    assert mean(lambda at: at.hour == 7) > 1.4 * mean(lambda at: at.hour == 14)
    assert mean(lambda at: at.month in (7, 8)) > 1.3 * mean(lambda at: at.month == 11)
    assert any(row["field1"] == "9999.0" for row in rows), "out of the instrument's range"
    sulphur = [row["field3"] for row in listed(made / "air_thingspeak" / HOME / "simulasi-udara-2.csv")]
    assert longest_run(sulphur) >= 20
    last = [listed(made / "sensor_thingspeak" / HOME / f"simulasi-air-{n}.csv")[-1]["created_at"] for n in (1, 3)]
    assert last == ["2026-11-22 16:50:00 UTC", "2026-11-21 09:00:00 UTC"], "the third gauge fell silent 31 hours ago"


def listed(path: Path) -> list[dict]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def longest_run(values: list[str]) -> int:
    longest = run_of = 1
    for one, other in pairwise(values):
        run_of = run_of + 1 if one == other else 1
        longest = max(longest, run_of)
    return longest


def test_an_mqtt_stream_has_retained_repeated_late_and_skewed_messages(made):
    (path,) = (made / "mqtt" / HOME).iterdir()
    lines = path.read_text(encoding="utf-8").splitlines()
    messages = [json.loads(line) for line in lines]
    assert all(set(one) == {"topic", "payload", "retain"} for one in messages)
    assert all(set(one["payload"]) == {"ts", "value", "unit", "quality"} for one in messages)
    assert all(
        re.fullmatch(r"tebing-tinggi/sungai/SIMULASI-DASBOR-0[12]/(water_level|rain)", one["topic"]) for one in messages
    )
    assert len(lines) - len(set(lines)) > 3, "repeated"
    retained = [place for place, one in enumerate(messages) if one["retain"]]
    assert len(retained) == 4
    ahead = messages[retained[-1] + 1]["payload"]["ts"]
    assert all(messages[place]["payload"]["ts"] < ahead for place in retained), "an old value under the retain flag"
    second = {one["payload"]["ts"][-4:] for one in messages if "-02/" in one["topic"] and not one["retain"]}
    assert second == {":30Z"}, "the second clock is seven minutes and a half ahead"
    own = [one["payload"]["ts"] for one in messages if one["topic"].endswith("-01/water_level") and not one["retain"]]
    assert own != sorted(own), "some arrive late"


@pytest.mark.parametrize("more", [["--city", "99.99"], ["--as-of", "kemarin"], ["--seed", "satu"]])
def test_wrong_usage(tmp_path, more):
    assert simulate(tmp_path / "x", *more).code == 2
    assert not (tmp_path / "x").exists()


def test_wrong_usage_is_told_in_indonesian(tmp_path):
    assert "--seed: 'satu' bukan bilangan bulat" in simulate(tmp_path, "--seed", "satu").said
