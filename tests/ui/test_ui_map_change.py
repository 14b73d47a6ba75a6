"""The change map: what is compared, the classes, the words."""

import re
from decimal import Decimal

import pytest

from catalogue.models import SeriesBreak
from ui.map_change import change_legend, change_paint, changes, difference_text, summary_words
from ui.static import to_html


@pytest.fixture
def years(row):
    """`years(a=(10, 12))`: area a had 10 in 2020 and 12 in 2024; None: no row."""

    def made(**pairs):
        then = {code: row(old, year=2020) for code, (old, _) in pairs.items() if old is not None}
        now = {code: row(new, year=2024) for code, (_, new) in pairs.items() if new is not None}
        return now, then

    return made


def test_differences_are_taken_between_the_figures_as_shown(years, kpi):
    now, then = years(a=(10.44, 10.46), b=(10, 25), c=(9, 3), d=(7, 7), e=(None, 4), f=(4, None))
    change = changes(now, then, kpi(decimals=1))
    # 10,44 is shown as 10,4 and 10,46 as 10,5: a reader sees 0,1
    assert change.differences == {
        "a": Decimal("0.1"),
        "b": Decimal("15.0"),
        "c": Decimal("-6.0"),
        "d": Decimal("0.0"),
        "e": None,
        "f": None,
    }


def test_the_limit_is_the_middle_of_what_moved_and_zero_is_its_own_class(years, kpi):
    now, then = years(a=(0, 1), b=(0, 5), c=(10, 3), d=(4, 4), e=(None, 4))
    change = changes(now, then, kpi())  # moved by 1, 5, 7: the middle is 5
    assert change.limit == 5
    assert [change.face(code) for code in "abcde"] == ["rise1", "rise1", "fall2", "c0", "nodata"]
    assert summary_words(change, list("abcde")) == "2 naik · 1 turun · 1 tetap · 1 tidak dapat dibandingkan"
    key = to_html(change_legend(change, list("abcde"), kpi(), "kelurahan"))
    assert re.findall(r"<span>([^<]+)</span><span class=\"count\">([^<]+)", key) == [
        ("naik lebih dari 5", "0 kelurahan"),
        ("naik sampai 5", "2"),
        ("tetap", "1"),
        ("turun sampai 5", "0"),
        ("turun lebih dari 5", "1"),
        ("tidak dapat dibandingkan", "1"),
    ]


@pytest.mark.parametrize(
    ("keys", "old", "new"),
    [
        ({"comparable": False}, {}, {}),
        ({"series_breaks": [SeriesBreak(year=2022, label={"id": "cara baru", "en": "new way"})]}, {}, {}),
        ({}, {"quality": "estimasi"}, {}),
        ({}, {}, {"quality": "estimasi"}),
        ({}, {"period_grain": "semester"}, {}),
    ],
)
def test_what_is_not_one_series_is_not_compared(years, kpi, keys, old, new):
    now, then = years(a=(10, 12))
    now["a"].update(new)
    then["a"].update(old)
    change = changes(now, then, kpi(**keys))
    assert change.differences == {"a": None} and change.face("a") == "nodata"
    assert "tidak dibandingkan" in change.sayings["a"].lower() and "Naik" not in change.sayings["a"]


def test_two_estimates_are_compared_and_marked(years, kpi):
    now, then = years(a=(10, 12))
    for rows in (now, then):
        rows["a"]["quality"] = "estimasi"
    assert changes(now, then, kpi()).is_estimated
    assert not changes(*years(a=(10, 12)), kpi()).is_estimated


def test_words_of_a_difference(kpi):
    assert [difference_text(Decimal(n), kpi(unit="jiwa")) for n in (12, -1234, 0)] == ["+12", "−1.234", "0"]
    assert difference_text(Decimal("-0.5"), kpi(unit="%", decimals=1)) == "−0,5 poin"
    assert difference_text(None, kpi()) == "tidak dapat dibandingkan"


def test_an_area_says_what_changed_and_from_when(years, kpi, area):
    row = area("12.76.01.1001", "Satu", 0, 0)
    now, then = years(**{"12.76.01.1001": (10, 12)})
    paint = change_paint(changes(now, then, kpi()), [row], kpi(), {"kelurahan": "Kel."})
    assert paint.sayings == {"12.76.01.1001": "Kel. Satu: naik 2 dari 10 pada 2020"}
    assert paint.figures == {"12.76.01.1001": "+2"}
