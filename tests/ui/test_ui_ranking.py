"""The order of areas: shared ranks, what is left out, when an order says nothing; Wilson's interval as printed elsewhere."""

import pytest

from ui.rank_plot import rank_plot
from ui.ranking import ranking, spread, wilson


def field(row, values, **keys):
    """Rows of areas A, B, C ... with these figures."""
    return [row(value, area_code=f"99.01.0{i}", area_name=chr(65 + i), **keys) for i, value in enumerate(values)]


def ranks(found):
    return [(place.row["area_name"], place.rank) for place in found.places]


def test_equal_figures_share_a_rank_and_the_next_is_skipped(kpi, row):
    found = ranking(field(row, [5, 9, 7, 7, 1]), kpi(better="up"))
    assert ranks(found) == [("B", 1), ("C", 2), ("D", 2), ("A", 4), ("E", 5)]
    assert [place.is_tied for place in found.places] == [False, True, True, False, False]


def test_the_least_is_best_where_less_is_better(kpi, row):
    assert ranks(ranking(field(row, [5, 9, 7]), kpi(better="down"))) == [("A", 1), ("C", 2), ("B", 3)]


def test_figures_that_print_alike_are_a_tie(kpi, row):
    # printed with one decimal: 3,1 3,1 3,2; with two: 3,11 3,14 3,16
    values = [3.11, 3.14, 3.16]
    assert ranks(ranking(field(row, values), kpi(better="up", decimals=1))) == [("C", 1), ("A", 2), ("B", 2)]
    assert ranks(ranking(field(row, values), kpi(better="up", decimals=2))) == [("C", 1), ("B", 2), ("A", 3)]
    # whole rupiah differ, the printed "Rp1,2 miliar" does not
    money = kpi(better="up", unit="rupiah")
    assert ranks(ranking(field(row, [1_210_000_000, 1_190_000_000]), money)) == [("A", 1), ("B", 1)]


def test_absent_areas_and_few_cases_have_no_rank(kpi, row):
    rows = [
        *field(row, [4, None]),
        row(0, area_code="99.01.05", area_name="Nol"),
        row(99, area_code="99.01.06", area_name="Sedikit", denominator=3),
        row(98, area_code="99.01.07", area_name="Dinilai sedikit", status="too_few"),
    ]
    found = ranking(rows, kpi(better="up", min_denominator=5))
    assert ranks(found) == [("A", 1), ("Nol", 2)]  # zero is a figure
    assert [one["area_name"] for one in found.few] == ["Sedikit", "Dinilai sedikit"]
    assert [one["area_name"] for one in found.absent] == ["B"]


@pytest.mark.parametrize(
    ("keys", "rows", "words"),
    [
        ({"comparable": False}, {}, "tidak dibandingkan antarwilayah"),
        ({}, {"mixed": True}, "sumber yang berlainan"),
    ],
)
def test_some_figures_are_not_ranked_and_the_reason_is_said(kpi, row, keys, rows, words):
    given = field(row, [2, 9, 5])
    if rows:
        given[1] = {**given[1], "source_id": "other"}
    found = ranking(given, kpi(better="up", **keys))
    assert words in found.refusal
    assert ranks(found) == [("A", None), ("B", None), ("C", None)]


def test_one_area_is_no_order(kpi, row):
    assert "Baru satu" in ranking(field(row, [2, None]), kpi(better="up")).refusal


def test_estimates_and_size_are_named_as_doubts(kpi, row):
    found = ranking(field(row, [2, 9, 5], quality="estimasi"), kpi(kind="sum"))
    said = " ".join(found.doubts)
    assert "3 angka berasal dari model" in said
    assert "bukan penilaian" in said
    assert "jumlah, bukan persentase" in said
    assert ranking(field(row, [1, 2, 3, 4, 5]), kpi(better="up")).doubts == []


# Newcombe, Statistics in Medicine 17 (1998), table I, method 3 (score without continuity correction)
@pytest.mark.parametrize(
    ("count", "cases", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_is_what_newcombe_prints(count, cases, low, high):
    assert wilson(count, cases) == pytest.approx((low, high), abs=0.00005)


def share(kpi, **keys):
    return kpi(
        kind="ratio", unit="%", scale=100, better="up", numerator="m.done_count", denominator="m.all_count", **keys
    )


def counted(row, name, done, of):
    return row(100 * done / of, area_code=name, area_name=name, numerator=done, denominator=of)


def test_the_first_places_that_overlap_cannot_be_told_apart(kpi, row):
    # 90/100: 82.6-94.5 %, 85/100: 76.7-90.7 % (overlap), 50/100: 40.4-59.6 % (apart)
    found = ranking([counted(row, "A", 90, 100), counted(row, "B", 85, 100), counted(row, "C", 50, 100)], share(kpi))
    assert found.alike == 2
    assert any("Urutan 2 teratas tidak dapat dibedakan" in doubt for doubt in found.doubts)
    assert [round(end, 1) for end in found.places[0].interval] == [82.6, 94.5]
    far = ranking([counted(row, "A", 900, 1000), counted(row, "C", 500, 1000)], share(kpi))
    assert far.alike == 0


def test_money_and_density_have_no_interval(kpi, row):
    money = kpi(kind="ratio", unit="%", scale=100, better="up")  # columns end in _idr
    assert ranking([counted(row, "A", 90, 100), counted(row, "B", 85, 100)], money).places[0].interval is None
    above = ranking([counted(row, "A", 160, 100), counted(row, "B", 85, 100)], share(kpi))  # more than all: no share
    assert above.places[0].interval is None


def test_spread_is_counted_by_hand():
    found = spread([10, 40, 20, 30, 50])
    assert (found.low, found.quartiles, found.median, found.high, found.times) == (10, (20, 30, 40), 30, 50, 5)
    few = spread([0, 4])
    assert (few.quartiles, few.median, few.times) == (None, 2, None)  # nothing is a multiple of zero
    assert spread([]) is None


def test_bars_begin_at_zero_and_only_for_counts_and_percentages(kpi, row):
    places = ranking(field(row, [20, 40]), kpi(kind="sum")).places
    drawn = rank_plot(places, kpi(kind="sum"), "99.01.00")
    widths = [float(part.split('width="')[1].split('"')[0]) for part in drawn.split("<rect")[1:]]
    assert widths[0] == pytest.approx(2 * widths[1], abs=0.3)  # 40 is twice as long as 20
    assert drawn.count("is-own") == 1
    assert "<rect" not in rank_plot(places, kpi(), None)
    assert rank_plot([], kpi(), None) == ""


def test_names_in_the_picture_are_escaped(kpi, row):
    places = ranking(
        [row(1, area_code="a", area_name="<b>A & B</b>"), row(2, area_code="b", area_name="C")], kpi()
    ).places
    assert "<b>" not in rank_plot(places, kpi(), None)


def test_the_figure_of_another_city_is_not_ranked(kpi, row):
    rows = [*field(row, [2, 9]), row(9, area_code="x", area_name="Peminjam", is_lent=True)]
    found = ranking(rows, kpi(better="up"))
    assert ranks(found) == [("B", 1), ("A", 2)]
    assert [one["area_name"] for one in found.lent] == ["Peminjam"]


def test_estimates_are_not_ranked_among_figures_that_are_none(kpi, row):
    rows = [*field(row, [2, 9]), row(5, area_code="x", area_name="Model", quality="estimasi")]
    assert "Sebagian angka estimasi" in ranking(rows, kpi(better="up")).refusal
