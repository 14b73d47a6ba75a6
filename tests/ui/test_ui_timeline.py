"""The large picture through time: no line over a break, dated targets in steps, names that do not touch, scales that are shared."""

import datetime as dt
import itertools
import re

import pytest

from catalogue.models import SeriesBreak
from ui.labels import text_width
from ui.scale import ticks
from ui.series import Line, space
from ui.strokes import TEXT
from ui.timeline import WIDTH, apart, timeline
from ui.trend import trend

CUT = [{"year": 2021, "label": {"id": "skema baru", "en": "new scheme"}}]


def yearly(*values, first=2019, quality="resmi"):
    return [("year", dt.date(first + i, 1, 1), value, quality) for i, value in enumerate(values)]


def days(*values, first=2019):
    return [(dt.date(first + i, 1, 1), value) for i, value in enumerate(values)]


def drawn(series, kpi):
    return timeline(series, kpi, space(series, kpi))


def segments_of(markup: str) -> list[tuple[float, float]]:
    """First and last x of every line."""
    return [(float(a), float(b)) for a, b in re.findall(r'class="trend-line[^>]* d="M(\d+) \d+L(\d+) \d+"', markup)]


def break_of(markup: str) -> float:
    """The middle of the double rule."""
    left, right = re.search(r'class="trend-break"[^>]* d="M(\d+) [^M]*M(\d+) ', markup).groups()
    return (float(left) + float(right)) / 2


@pytest.mark.parametrize("picture", ["large", "panel"])
def test_no_line_crosses_a_break(kpi, picture):
    series = [Line("Kota A", yearly(1.5, 1.7, 2.0, 2.2), True), Line("Kota B", yearly(1.0, 1.1, 2.5, 2.6))]
    index = kpi(decimals=2, series_breaks=CUT)
    shared = space(series, index)
    markup = (
        drawn(series, index) if picture == "large" else trend(series[0].points, index, 300, space=shared, targets=())
    )
    rule = break_of(markup)
    lines = segments_of(markup)
    # 2019-2020 and 2021-2022 of each line, nothing from 2020 to 2021
    assert len(lines) == (4 if picture == "large" else 2)
    assert all(right < rule or left > rule for left, right in lines)
    unbroken = kpi(decimals=2)
    assert len(segments_of(timeline(series, unbroken, space(series, unbroken)))) == 6


def test_figures_that_are_not_comparable_are_not_joined(kpi):
    series = [Line("Kota A", yearly(3, 5, 4), True)]
    assert segments_of(drawn(series, kpi(comparable=False))) == []
    assert drawn(series, kpi(comparable=False)).count("<circle") == 3


def test_the_dash_is_the_origin_and_the_own_line_is_thick(kpi):
    series = [Line("Kota A", yearly(1, 2, quality="kutipan"), True), Line("Kota B", yearly(2, 3, quality="estimasi"))]
    lines = re.findall(r'<path class="trend-line[^>]*>', drawn(series, kpi()))
    assert ["quality-estimasi is-peer" in line for line in lines] == [True, False]  # the own one last, over the others
    assert 'stroke-width="3" stroke-dasharray="1.5 4"' in lines[1]
    assert 'stroke-width="1.5" stroke-dasharray="7 4"' in lines[0]


def test_a_dated_target_is_drawn_in_steps(kpi, target):
    index = kpi(better="up", decimals=0, target=target)
    level = drawn([Line("A", yearly(10, 20, 30), True, days(20, 20, 20))], index)
    (path,) = re.findall(r'class="trend-target"[^>]* d="([^"]*)"', level)
    assert len(set(re.findall(r"[ML]\d+ (\d+)H", path))) == 1
    (path,) = re.findall(
        r'class="trend-target"[^>]* d="([^"]*)"', drawn([Line("A", yearly(10, 20, 30), True, days(15, 15, 25))], index)
    )
    heights = [float(y) for y in re.findall(r"[ML]\d+ (\d+)H", path)]
    assert heights[0] == heights[1] > heights[2]  # a higher target lies higher on the screen
    (path,) = re.findall(
        r'class="trend-target"[^>]* d="([^"]*)"',
        drawn([Line("A", yearly(10, 20, 30), True, days(None, 15, 15))], index),
    )
    assert path.count("M") == 1 and path.count("H") == 2  # nothing where no target was in force
    assert "target RPJMN 15" in drawn([Line("A", yearly(10, 20, 30), True, days(None, 15, 15))], index)


def test_names_at_line_ends_do_not_touch_and_stay_inside(kpi):
    series = [Line(f"Kota dengan nama yang panjang sekali nomor {i}", yearly(5, 5 + i / 100)) for i in range(4)]
    markup = drawn(series, kpi(decimals=2))
    ends = re.findall(r'class="trend-end[^"]*"[^>]* x="(\d+)" y="(\d+)"[^>]*>([^<]+)', markup)
    assert len(ends) == 4
    heights = sorted(float(y) for _, y, _ in ends)
    assert all(lower - upper >= 16 for upper, lower in itertools.pairwise(heights))
    assert all(float(x) + text_width(words, TEXT) <= WIDTH for x, _, words in ends)
    assert all("5,0" in words and "…" in words for _, _, words in ends)  # the name is cut, never the figure


def test_apart_moves_only_what_must_move():
    assert apart([10, 100], 17, 0, 300) == [10, 100]
    assert apart([10, 12, 100], 17, 0, 300) == [10, 27, 100]
    assert apart([290, 295], 17, 0, 300) == [283, 300]


def test_panels_share_one_scale(kpi):
    series = [Line("A", yearly(10, 12)), Line("B", yearly(90, 100))]
    shared = space(series, kpi())
    low, high = (trend(line.points, kpi(), 300, space=shared, targets=()) for line in series)
    ends = [re.findall(r'class="trend-text"[^>]*text-anchor="end">(\d+)<', markup)[:2] for markup in (low, high)]
    assert ends == [["0", "100"], ["0", "100"]]
    heights = [[float(y) for y in re.findall(r'<circle[^>]* cy="(\d+)"', markup)] for markup in (low, high)]
    assert min(heights[0]) > max(heights[1])  # 12 lies under 90


def test_another_figure_of_the_same_period_is_a_hollow_marker(kpi):
    line = Line("A", yearly(3.0, 3.5), True, (), [(dt.date(2020, 1, 1), 3.1)])
    assert drawn([line], kpi(decimals=2)).count('class="trend-ring"') == 1


def test_space_of_nothing_is_none(kpi):
    assert space([Line("A", yearly(None))], kpi()) is None
    assert space([], kpi()) is None


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [(0, 100, [0, 20, 40, 60, 80, 100]), (2.8, 3.79, [2.8, 3.0, 3.2, 3.4, 3.6, 3.8]), (7, 7, [6, 6.5, 7, 7.5, 8])],
)
def test_marks_are_round_and_hold_the_figures(low, high, expected):
    assert ticks(low, high) == expected


def test_counts_have_whole_marks():
    assert ticks(1, 2, 5, 1.0) == [1, 2]


def test_no_line_crosses_a_change_of_its_area(kpi):
    cut = [SeriesBreak(year=2021, label={"id": "dimekarkan", "en": "split"})]
    series = [Line("Kota A", yearly(1.5, 1.7, 2.0), True, breaks=cut), Line("Kota B", yearly(1.0, 1.1, 2.5))]
    # A: 2019-2020; B: 2019-2020-2021
    assert len(segments_of(drawn(series, kpi(decimals=1)))) == 3
