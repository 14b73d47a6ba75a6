"""The engine of assessment schemes against sums made by hand, against the official table, against brute force."""

import csv
from decimal import Decimal
from itertools import product
from pathlib import Path

import pytest

from ui.scheme import (
    Band,
    Incomplete,
    Indicator,
    Rule,
    Scheme,
    domains_of_sheet,
    index_of_domains,
    index_of_sheet,
    missing,
    next_band,
    points,
    predicate,
)
from ui.scheme_steps import (
    fewest_moves,
    fewest_range,
    fewest_steps,
    groups,
    hidden_sheets,
    index_of_hidden,
    moves,
    nearest,
    possible_values,
    stepped,
)

DATA = Path(__file__).parents[2] / "data"
BANDS = tuple(
    Band(name, Decimal(lower))
    for name, lower in (
        ("Kurang", "1"),
        ("Cukup", "1.8"),
        ("Baik", "2.6"),
        ("Sangat Baik", "3.5"),
        ("Memuaskan", "4.2"),
    )
)
UNROUNDED, ROUNDED = Rule(is_on_rounded=False), Rule(is_on_rounded=True)
D = Decimal


def spbe(rule: Rule = UNROUNDED) -> Scheme:
    """The 47 indicators as the reference table holds them."""
    with (DATA / "reference" / "spbe_indicators.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    listed = tuple(
        Indicator(int(r["no"]), r["nama_indikator"], r["kode_domain"], D(r["bobot_indikator_pct"])) for r in rows
    )
    return Scheme(listed, {r["kode_domain"]: r["domain"] for r in rows}, BANDS, 1, 5, rule)


def small(rule: Rule = UNROUNDED, weights=(("A", "39.7"), ("A", "15.3"), ("B", "25.3"), ("B", "19.7"))) -> Scheme:
    """Four indicators with four weights, levels 1 to 3."""
    listed = tuple(Indicator(n, f"i{n}", d, D(w)) for n, (d, w) in enumerate(weights, start=1))
    return Scheme(listed, {"A": "A", "B": "B"}, (Band("rendah", D(1)), Band("tinggi", D(2))), 1, 3, rule)


def sheet(digits: str) -> dict[int, int]:
    return {n: int(digit) for n, digit in enumerate(digits, start=1)}


def values(*printed: str) -> dict[str, Decimal]:
    return dict(zip(("D1", "D2", "D3", "D4"), map(D, printed), strict=True))


def test_the_weights_are_those_of_the_regulation():
    """13 + 25 + 16.5 + 45.5; indicators 42 to 47 weigh 3.00, not the 3.50 that a report prints."""
    scheme = spbe()
    assert scheme.domain_weights == {"D1": D("13.0"), "D2": D("25.0"), "D3": D("16.5"), "D4": D("45.5")}
    assert {one.weight for one in scheme.indicators if one.no >= 42} == {D("3.0")}
    assert sum(one.weight for one in scheme.indicators) == 100


def test_a_whole_sheet_by_hand():
    """1-10: 3,3,2,2,4,4,3,3,5,1 = 30 x 1.3 = 39. 11-20: ten times 4 = 40 x 2.5 = 100. 21-31: 2,2,2,2,2,2,3,3,1,1,1 = 21
    x 1.5 = 31.5. 32-41: ten times 4 plus 2 = 42 x 2.75 = 115.5. 42-47: 5,4,4,4,5,4 = 26 x 3 = 78. Sum 364 -> 3.64.
    """
    scheme = spbe()
    whole = sheet("3322443351" + "4444444444" + "22222233111" + "5544444444" + "544454")
    assert len(whole) == 47
    assert index_of_sheet(scheme, whole) == D("3.64")
    found = domains_of_sheet(scheme, whole)
    assert (found["D1"], found["D2"]) == (D(3), D(4))
    assert round(found["D3"], 4) == D("1.9091")  # 21 / 11
    assert round(found["D4"], 4) == D("4.2527")  # 193.5 / 45.5


@pytest.mark.parametrize(
    ("printed", "index"),
    [
        # Tebing Tinggi 2024: 0.507 + 0.975 + 0.37455 + 1.93375
        (("3.90", "3.90", "2.27", "4.25"), "3.79030"),
        # Tebing Tinggi 2023: 0.364 + 0.825 + 0.165 + 1.65165
        (("2.80", "3.30", "1.00", "3.63"), "3.00565"),
        # Sumedang 2024: 0.65 + 1.075 + 0.64515 + 2.13395
        (("5.00", "4.30", "3.91", "4.69"), "4.50410"),
        # Bandung 2024: 0.65 + 1.2 + 0.6897 + 2.05205
        (("5.00", "4.80", "4.18", "4.51"), "4.59175"),
    ],
)
def test_an_index_from_its_domains(printed, index):
    assert index_of_domains(spbe(), values(*printed)) == D(index)


def test_a_gap_by_domain_adds_up_to_the_last_digit():
    """Bandung over Tebing Tinggi: 0.13x1.1 + 0.25x0.9 + 0.165x1.91 + 0.455x0.26 = 0.143+0.225+0.31515+0.1183."""
    ours, theirs = values("3.90", "3.90", "2.27", "4.25"), values("5.00", "4.80", "4.18", "4.51")
    found = points(spbe(), ours, theirs)
    assert list(found.values()) == [D("0.14300"), D("0.22500"), D("0.31515"), D("0.11830")]
    assert sum(found.values()) == D("4.59175") - D("3.79030")


@pytest.mark.parametrize(
    ("index", "rule", "name"),
    [
        ("1.7985", UNROUNDED, "Kurang"),  # Nias Barat 2024, printed 1.80 and Kurang
        ("1.7975", ROUNDED, "Cukup"),  # Nias Barat 2023, printed 1.80 and Cukup
        ("3.4986", UNROUNDED, "Baik"),  # Pacitan 2024, printed 3.50 and Baik
        ("3.4986", ROUNDED, "Sangat Baik"),
        ("2.5968", UNROUNDED, "Cukup"),  # Luwu 2024, printed 2.60 and Cukup
        ("2.5968", ROUNDED, "Baik"),
        ("2.595", ROUNDED, "Baik"),  # a five is rounded up
        ("2.5949", ROUNDED, "Cukup"),
        ("4.2", UNROUNDED, "Memuaskan"),
        ("5", UNROUNDED, "Memuaskan"),
        ("1", UNROUNDED, "Kurang"),
    ],
)
def test_predicates_at_their_borders(index, rule, name):
    assert predicate(spbe(rule), D(index)).name == name


def test_below_the_lowest_there_is_no_predicate_and_above_the_highest_no_next():
    assert predicate(spbe(), D("0.9")) is None
    assert next_band(spbe(), D("4.2")) is None
    assert next_band(spbe(), D("3.4986")) == (BANDS[3], D("0.0014"))
    assert next_band(spbe(ROUNDED), D("3.4986")) == (BANDS[4], D("0.70"))


def test_a_sheet_with_gaps_has_no_index():
    scheme = spbe()
    holes = sheet("3" * 47) | {7: None, 46: None}
    assert missing(scheme, holes) == [7, 46]
    with pytest.raises(Incomplete) as fault:
        index_of_sheet(scheme, holes)
    assert fault.value.missing == [7, 46]
    with pytest.raises(Incomplete):
        fewest_moves(scheme, holes, D("4"))
    assert domains_of_sheet(scheme, holes)["D1"] is None
    assert domains_of_sheet(scheme, holes)["D2"] == 3


def test_moves_are_ranked_by_gain_then_by_the_lower_level():
    scheme = spbe()
    ranked = moves(scheme, sheet("1" * 41 + "543211"))
    assert [(m.indicator.no, m.before, m.gain) for m in ranked[:5]] == [
        (46, 1, D("0.03")),
        (47, 1, D("0.03")),
        (45, 2, D("0.03")),
        (44, 3, D("0.03")),
        (43, 4, D("0.03")),
    ]
    assert ranked[5].gain == D("0.0275")
    assert 42 not in {m.indicator.no for m in ranked}  # at the top already
    assert [m.gain for m in ranked] == sorted((m.gain for m in ranked), reverse=True)


@pytest.mark.parametrize("rule", [UNROUNDED, ROUNDED])
@pytest.mark.parametrize("start", ["1111", "2121", "3112", "1333", "3333"])
@pytest.mark.parametrize("target", ["1.005", "1.4", "1.5", "1.995", "2", "2.4", "2.65", "2.85", "3", "3.01"])
def test_no_fewer_moves_than_brute_force(start, target, rule):
    """All 3^4 sheets that are nowhere lower than the start: the fewest levels gained among those that reach the target.

    From 1111 one level on the first gives 1.397: 1.40 when rounded, short of 1.40 when not.
    """
    scheme, begun = small(rule), sheet(start)
    reached = []
    for levels in product((1, 2, 3), repeat=4):
        tried = dict(zip(begun, levels, strict=True))
        if all(tried[n] >= begun[n] for n in begun):
            index = sum(one.weight * tried[one.no] for one in scheme.indicators) / 100
            judged = D(int(index * 100 + D("0.5"))) / 100 if rule.is_on_rounded else index
            if judged >= D(target):
                reached.append(sum(levels) - sum(begun.values()))
    found = fewest_moves(scheme, begun, D(target))
    assert (None if found is None else len(found)) == min(reached, default=None)
    if found:
        after = dict(begun)
        for move in found:  # every step starts where the one before it on the same indicator ended
            assert after[move.indicator.no] == move.before
            after[move.indicator.no] += 1
        assert index_of_sheet(scheme, after) - index_of_sheet(scheme, begun) == sum(move.gain for move in found)


def test_domain_values_move_in_the_steps_of_whole_levels():
    scheme = spbe()
    assert possible_values(scheme, "D1")[:3] == [D("1.00"), D("1.10"), D("1.20")]
    assert possible_values(scheme, "D3")[:4] == [D("1.00"), D("1.09"), D("1.18"), D("1.27")]
    assert D("1.06") in possible_values(scheme, "D4")  # one of the ten: 2.75 / 45.5
    assert D("1.07") in possible_values(scheme, "D4")  # one of the six: 3 / 45.5
    assert D("1.05") not in possible_values(scheme, "D4")
    assert nearest(scheme, "D1", D("3.95")) == D("4.00")
    assert nearest(scheme, "D3", D("3.00")) == D("3.00")


def test_a_step_is_one_level_of_one_indicator():
    scheme = spbe()
    by_domain = {group.domain: group for group in groups(scheme)[:3]}
    ten, six = groups(scheme)[3:]
    assert (len(ten.numbers), ten.gain, len(six.numbers), six.gain) == (10, D("0.0275"), 6, D("0.03"))
    up = [D("2.27")]
    while (after := stepped(scheme, "D3", up[-1], by_domain["D3"], 1)) is not None:
        up.append(after)
    # 25/11, 26/11, ... 55/11: rounding never drifts
    assert up == [round(D(n) / 11, 2) for n in range(25, 56)]
    assert stepped(scheme, "D4", D("5.00"), six, 1) is None
    assert stepped(scheme, "D4", D("1.00"), ten, -1) is None
    assert stepped(scheme, "D4", D("1.00"), six, 1) == D("1.07")
    # 1.45 is 12 and 11 levels (66 / 45.5 = 1.4505) or 13 and 10 (65.75 / 45.5 = 1.4451): the nearer one moves, to 69 / 45.5
    assert stepped(scheme, "D4", D("1.45"), six, 1) == D("1.52")
    assert stepped(scheme, "D1", D("3.95"), by_domain["D1"], 1) is None  # not a value of whole levels


def test_hidden_sheets_of_tebing_tinggi_2024():
    """Service 4.25 is 42 and 26 levels (193.5 / 45.5) or 43 and 25 (193.25 / 45.5); the index 3.792 or 3.7895."""
    scheme = spbe()
    found = hidden_sheets(scheme, values("3.90", "3.90", "2.27", "4.25"), D("3.79"))
    assert sorted(index_of_hidden(one) for one in found) == [D("3.7895"), D("3.792")]
    assert hidden_sheets(scheme, values("3.90", "3.90", "2.27", "4.25"), D("3.80")) == []
    assert hidden_sheets(scheme, values("3.95", "3.90", "2.27", "4.25")) == []


def test_fewest_steps_to_memuaskan_for_tebing_tinggi():
    """42 and 26 levels: 4 steps of 0.03 (26 -> 30) give 3.912, 8 of 0.0275 (42 -> 50) 4.132; 0.068 is left: 3 of 0.025. 15.
    43 and 25: 5 of 0.03 give 3.9395, 7 of 0.0275 4.132; again 3 of 0.025. 15 steps as well.
    """
    scheme = spbe()
    found = [
        fewest_steps(scheme, one, D("4.2"))
        for one in hidden_sheets(scheme, values("3.90", "3.90", "2.27", "4.25"), D("3.79"))
    ]
    assert [sorted(one.values()) for one in found] == [[3, 4, 8], [3, 5, 7]]
    assert fewest_range(found) == (15, 15)
    assert fewest_range([*found, None]) is None


def test_every_official_row_is_a_sheet_of_whole_levels_and_its_predicate_follows_the_rule_of_its_year():
    """1,232 rows with four domains on the scale; the rule of the other year would contradict 2 rows of 2023 and 3 of 2024."""
    names = ("policy_index", "governance_index", "management_index", "service_index")
    with (DATA / "raw" / "spbe_evaluation" / "spbe_evaluation_2023_2024.csv").open(encoding="utf-8") as file:
        rows = [r for r in csv.DictReader(file) if all(r[n] and float(r[n]) >= 1 for n in names)]
    assert len(rows) == 1232
    contradicted = {("2023", True): 0, ("2023", False): 0, ("2024", True): 0, ("2024", False): 0}
    for row in rows:
        printed = values(*(str(round(D(row[n]), 2)) for n in names))
        found = hidden_sheets(spbe_cached, printed, round(D(row["index"]), 2))
        assert found, row["agency"]
        for is_on_rounded in (True, False):
            scheme = spbe_by_rule[is_on_rounded]
            fits = any(predicate(scheme, index_of_hidden(one)).name == row["predicate"] for one in found)
            contradicted[row["year"], is_on_rounded] += not fits
    assert contradicted == {("2023", True): 0, ("2023", False): 2, ("2024", True): 3, ("2024", False): 0}


spbe_by_rule = {True: spbe(ROUNDED), False: spbe(UNROUNDED)}
spbe_cached = spbe_by_rule[False]
