"""Trends, bullets, year strips and figures: no line over a break, honest scales, figures that Plotly accepts."""

import datetime as dt
import re

import plotly.graph_objects as go
import pytest

from ui import graph, trend
from ui.series import segments
from ui.static import to_html

CUT = [{"year": 2021, "label": {"id": "skema baru", "en": "new scheme"}}]


def yearly(*points):
    return [("year", dt.date(year, 1, 1), value, quality) for year, value, quality in points]


SERIES = yearly(
    (2019, 2.0, "resmi"), (2020, 2.2, "resmi"), (2021, 2.6, "kutipan"), (2022, 2.9, "resmi"), (2024, 3.8, "estimasi")
)


def test_no_segment_over_a_break_or_a_gap_and_the_weaker_origin_wins(kpi):
    pairs = [
        (left[1].year, right[1].year, quality)
        for left, right, quality in segments(SERIES, kpi(series_breaks=CUT).series_breaks)
    ]
    assert pairs == [(2019, 2020, "resmi"), (2021, 2022, "kutipan")]


def test_absent_values_part_a_line():
    points = yearly((2020, 1.0, "resmi"), (2021, None, "resmi"), (2022, 2.0, "resmi"))
    assert segments(points, []) == []


@pytest.mark.parametrize(
    ("grain", "starts"),
    [
        ("month", [(2024, 12, 1), (2025, 1, 1)]),
        ("quarter", [(2024, 10, 1), (2025, 1, 1)]),
        ("semester", [(2024, 7, 1), (2025, 1, 1)]),
        ("day", [(2024, 2, 28), (2024, 2, 29)]),
    ],
)
def test_neighbouring_periods_are_joined(grain, starts):
    points = [(grain, dt.date(*start), 1.0, "resmi") for start in starts]
    assert len(segments(points, [])) == 1


def test_no_line_joins_an_estimate_to_a_figure_that_is_none():
    points = [
        ("year", dt.date(year, 1, 1), 2.0, quality)
        for year, quality in ((2022, "estimasi"), (2023, "estimasi"), (2024, "resmi"))
    ]
    assert [(left[1].year, right[1].year) for left, right, _ in segments(points, [])] == [(2022, 2023)]


def test_trend_draws_markers_breaks_target_and_says_its_numbers(kpi, target):
    markup = trend.trend(SERIES, kpi(unit="dari 5", decimals=2, better="up", target=target, series_breaks=CUT))
    assert markup.count("<circle") == 5
    assert markup.count('class="trend-line') == 2
    assert markup.count('class="trend-break"') == 1
    assert "target RPJMN 2,60" in markup
    assert "2019 2,00 dari 5 (resmi)" in markup and "2024 3,80 dari 5 (estimasi)" in markup
    assert re.findall(r'class="trend-figure"[^>]*>([^<]+)', markup) == ["2,00", "3,80"]
    assert len(markup.encode()) < 3_000


def test_trend_of_one_point_and_of_none(kpi):
    assert trend.trend(SERIES[:1], kpi(decimals=1)).count("<circle") == 1
    assert "Belum ada angka" in trend.trend([], kpi())


def test_trend_escapes_names(kpi):
    assert "<b>" not in trend.trend(SERIES, kpi(name={"id": "A <b>", "en": "A"}))


def test_bullet_sets_value_and_target_on_the_declared_scale(kpi, target):
    index = kpi(unit="dari 5", decimals=2, better="up", target=target, scale_min=1, scale_max=5)
    html = to_html(trend.bullet(3.79, index))
    assert "--v:0.698;--t:0.400" in html
    assert 'aria-label="Nilai 3,79 pada skala 1 sampai 5, target RPJMN 2,60"' in html
    assert "--v:1.000" in to_html(trend.bullet(7, index))


def test_bullet_without_anything_to_compare_is_left_out(kpi, target):
    assert trend.bullet(9688, kpi()) is None
    assert trend.bullet(None, kpi(better="up", target=target)) is None
    share = kpi(unit="%", decimals=2, better="up", target={**target, "value": 100})
    assert "--v:0.936;--t:1.000" in to_html(trend.bullet(93.56, share))


def test_years_strip_says_what_is_absent_and_parts_the_series(kpi):
    strip = trend.years_strip(SERIES, kpi(decimals=2, series_breaks=CUT), range(2016, 2026), {2025: "pemantauan"})
    html = to_html(strip)
    assert re.findall(r'class="year">([^<]+)', html) == [
        "2016–2018",
        "2019",
        "2020",
        "2021",
        "2022",
        "2023",
        "2024",
        "2025",
    ]
    assert html.count("Belum tersedia") == 3
    assert html.count('class="brk"') == 1 and '<li class="brk"><span class="year">2021' in html
    assert "pemantauan" in html


@pytest.fixture
def figure(kpi, target):
    index = kpi(unit="dari 5", decimals=2, better="up", target=target, series_breaks=CUT)
    other = yearly((2020, 2.1, "resmi"), (2021, 2.2, "resmi"), (2022, 2.25, "simulasi"))
    series = [
        {"name": "Kota <Uji>", "points": SERIES, "is_own": True},
        {"name": "Kota Lain", "points": other},
        {"name": "Kosong", "points": []},
    ]
    return graph.line_figure(series, index)


def test_figure_is_one_that_plotly_accepts(figure, kpi):
    go.Figure(figure)
    go.Figure(graph.line_figure([], kpi()))
    go.Figure(graph.line_figure([{"name": "Satu", "points": SERIES[:1]}], kpi()))


def test_figure_joins_neither_gaps_nor_breaks(figure):
    for trace in figure["data"]:
        if trace["mode"] != "lines" or "name" in trace:
            continue
        years = [x and int(x[:4]) for x in trace["x"]]
        for left, right in zip(years[::3], years[1::3], strict=True):
            assert right - left == 1 and not left < 2021 <= right


def test_figure_names_lines_at_their_ends_and_escapes_them(figure):
    names = [note["text"] for note in figure["layout"]["annotations"]]
    assert set(names) == {"<b>Kota &lt;Uji&gt;</b>", "Kota Lain", "target RPJMN"}
    assert figure["layout"]["showlegend"] is False and figure["layout"]["separators"] == ",."


def test_graph_has_no_upload_button_and_no_logo(figure):
    component = graph.graph("grafik", figure)
    assert component.config["showSendToCloud"] is False and component.config["displaylogo"] is False


def test_a_dated_target_of_the_explored_chart_goes_in_steps(kpi, target):
    index = kpi(unit="dari 5", decimals=2, better="up", target=target)
    dated = [(point[1], 2.0 if point[1].year < 2022 else 3.0) for point in SERIES]
    steps = graph.line_figure([{"name": "A", "points": SERIES, "is_own": True, "targets": dated}], index)["data"][0]
    assert steps["y"] == [2.0, 2.0, 2.0, 3.0, 3.0] and steps["line"]["shape"] == "hvh"
    level = graph.line_figure([{"name": "A", "points": SERIES, "targets": [(SERIES[4][1], 2.0)]}], index)["data"][0]
    assert (level["x"], level["y"]) == (["2019-01-01", "2024-01-01"], [2.0, 2.0])
    go.Figure({"data": [steps, level]})
