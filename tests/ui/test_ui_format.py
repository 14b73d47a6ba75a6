"""Numbers, money, dates and periods against figures written by hand."""

import datetime as dt

import pytest

from catalogue import load_catalogue
from ui import format as f
from ui.language import speaking


@pytest.mark.parametrize(
    ("value", "decimals", "words"),
    [
        (1234.56, 2, "1.234,56"),
        (0, 0, "0"),
        (2.675, 2, "2,68"),
        (0.125, 2, "0,13"),
        (-0.001, 2, "0,00"),
        (-3.5, 1, "-3,5"),
        (184064, 0, "184.064"),
    ],
)
def test_number_rounds_half_up_with_indonesian_separators(value, decimals, words):
    assert f.number(value, decimals) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (1.2e9, "Rp1,2 miliar"),
        (45_835_477_817, "Rp45,8 miliar"),
        (2.5e12, "Rp2,5 triliun"),
        (750e6, "Rp750 juta"),
        (999_960_000, "Rp1 miliar"),
        (980_403_043_014.84, "Rp980,4 miliar"),  # not yet a trillion
        (999_940_000, "Rp999,9 juta"),
        (12_345, "Rp12.345"),
        (-45.8e9, "−Rp45,8 miliar"),
        (0, "Rp0"),
    ],
)
def test_rupiah_short_names_its_magnitude(value, words):
    assert f.rupiah_short(value) == words


def test_rupiah_in_full():
    assert f.rupiah(665_455_827_745) == "Rp665.455.827.745"
    assert f.rupiah(-1500) == "−Rp1.500"


def test_percent_and_plain():
    assert f.percent(93.555) == "93,56%"
    assert [f.plain_number(v) for v in (513.0, 39.17, 100, 0.165)] == ["513", "39,17", "100", "0,165"]


def test_dates():
    assert f.date_long(dt.date(2026, 11, 22)) == "22 November 2026"
    assert f.month_year(dt.date(2024, 8, 1)) == "Agustus 2024"


PERIODS = [
    ("year", dt.date(2024, 1, 1), "2024", "2024"),
    ("semester", dt.date(2025, 1, 1), "semester I 2025", "2025-S1"),
    ("semester", dt.date(2024, 7, 1), "semester II 2024", "2024-S2"),
    ("quarter", dt.date(2024, 7, 1), "triwulan III 2024", "2024-Q3"),
    ("month", dt.date(2024, 8, 1), "Agustus 2024", "2024-08"),
    ("day", dt.date(2025, 11, 27), "27 November 2025", "2025-11-27"),
]


@pytest.mark.parametrize(("grain", "start", "words", "code"), PERIODS)
def test_periods_in_words_and_in_urls(grain, start, words, code):
    assert f.period_words(grain, start) == words
    assert f.period_code(grain, start) == code
    assert f.period_from_code(code) == (grain, start)


@pytest.mark.parametrize(
    "text", ["", "24", "2024-S3", "2024-Q5", "2024-13", "2024-00", "2024-02-30", "2024\n", "٢٠٢٤", "0000"]
)
def test_other_periods_are_refused(text):
    with pytest.raises(ValueError):
        f.period_from_code(text)


def test_unknown_grain_is_refused():
    with pytest.raises(ValueError, match="decade"):
        f.period_words("decade", dt.date(2020, 1, 1))


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2026-11-22", "hari ini"),
        ("2026-11-17", "5 hari"),
        ("2025-03-13", "20 bulan"),
        ("2025-11-27", "12 bulan"),
        ("2023-12-31", "± 3 tahun"),
        ("2024-05-15", "± 3 tahun"),  # two years and a half and some days
        ("2026-12-01", "sesudah tanggal edisi"),
    ],
)
def test_age(day, words):
    assert f.age_words(dt.date.fromisoformat(day), dt.date(2026, 11, 22)) == words


def test_one_of_a_unit_is_singular_in_english():
    stations = load_catalogue().kpis["polling_station_count"]
    assert f.value_with_unit(1, stations) == "1 TPS"
    with speaking("en"):
        assert [f.value_with_unit(n, stations) for n in (0, 1, 2)] == ["0 stations", "1 station", "2 stations"]


def test_values_carry_their_unit(kpi):
    assert f.value_with_unit(4699.2, kpi(unit="jiwa/km²", decimals=0)) == "4.699 jiwa/km²"
    assert f.value_with_unit(93.5559, kpi(unit="%", decimals=2)) == "93,56%"
    assert f.value_with_unit(45.8e9, kpi(unit="rupiah")) == "Rp45,8 miliar"
    assert f.value_text(0, kpi()) == "0"
    assert f.value_text(None, kpi()) == f.value_text(float("nan"), kpi()) == "tidak ada angka"
    assert [f.scale_text(v, kpi(decimals=2)) for v in (5.0, 2.6)] == ["5", "2,60"]


def test_change(kpi, row):
    index = kpi(unit="dari 5", decimals=2)
    assert f.change_words(row(3.79), row(3.01, year=2023), index) == "Naik 0,78 dari 3,01 pada 2023"
    share = kpi(unit="%", decimals=2)
    assert f.change_words(row(8.79), row(9.49, year=2023), share) == "Turun 0,70 poin dari 9,49% pada 2023"
    assert f.change_words(row(3.0), row(3.0, year=2023), index) == "Tetap 3,00 sejak 2023"
    assert f.change_words(row(3.0), None, index) == "Belum ada pembanding waktu"
    assert f.change_words(row(3.0), row(None, year=2023), index) == "Belum ada pembanding waktu"


def test_half_a_year_is_not_set_beside_a_whole_one(kpi, row):
    half = {**row(44.44), "period_grain": "semester"}
    words = f.change_words(half, row(92.68, year=2017), kpi(unit="%", decimals=2))
    assert words == "Tidak dibandingkan dengan 2017: panjang periodenya lain"


@pytest.mark.parametrize(
    ("now", "then", "is_compared"),
    [
        ("resmi", "estimasi", False),
        ("estimasi", "resmi", False),
        ("estimasi", "estimasi", True),
        ("resmi", "kutipan", True),
    ],
)
def test_an_estimate_is_compared_with_estimates_only(kpi, row, now, then, is_compared):
    words = f.change_words(row(3.0, quality=now), row(2.0, year=2023, quality=then), kpi())
    assert words.startswith("Naik") == is_compared
    assert ("satu angka estimasi" in words) != is_compared


def test_change_is_not_told_across_a_break(kpi, row):
    cut = kpi(decimals=2, series_breaks=[{"year": 2021, "label": {"id": "skema baru", "en": "new scheme"}}])
    words = f.change_words(row(2.6, year=2021), row(2.1, year=2020), cut)
    assert words == "Deret berganti pada 2021: skema baru; tidak dibandingkan dengan 2020"
    assert f.change_words(row(2.9, year=2022), row(2.6, year=2021), cut).startswith("Naik 0,30")
