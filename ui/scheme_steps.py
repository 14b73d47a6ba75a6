"""Moves in an assessment scheme: whole levels only, what each gains, the fewest that reach a target.

Where only domain values are known, a *hidden sheet* stands for every sheet that prints these values: it holds, for each
group of indicators with one domain and one weight, the sum of their levels.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import product

from ui.scheme import HUNDRED, Incomplete, Indicator, Rule, Scheme, Sheet, judged_value, missing, rounded

Hidden = Mapping["Group", int]  # group -> sum of the levels of its indicators


@dataclass(frozen=True)
class Group:
    """Indicators of one domain with one weight: one level up on any of them gains the same."""

    domain: str
    weight: Decimal
    numbers: tuple[int, ...]

    @property
    def gain(self) -> Decimal:
        """Index points of one level on one of its indicators."""
        return self.weight / HUNDRED


@dataclass(frozen=True)
class Move:
    """One level up on one indicator and the index points it gains."""

    indicator: Indicator
    before: int
    gain: Decimal


def groups(scheme: Scheme) -> tuple[Group, ...]:
    """Groups in the order of the sheet."""
    found: dict[tuple[str, Decimal], list[int]] = {}
    for one in scheme.indicators:
        found.setdefault((one.domain, one.weight), []).append(one.no)
    return tuple(Group(domain, weight, tuple(numbers)) for (domain, weight), numbers in found.items())


def moves(scheme: Scheme, sheet: Sheet) -> list[Move]:
    """The next level of every indicator that has one, most gain first; of equal gain the lowest level first."""
    found = [
        Move(one, sheet[one.no], one.weight / HUNDRED)
        for one in scheme.indicators
        if sheet.get(one.no) is not None and sheet[one.no] < scheme.highest
    ]
    return sorted(found, key=lambda move: (-move.gain, move.before, move.indicator.no))


def reaches(rule: Rule, index: Decimal, target: Decimal) -> bool:
    """Is a target met under the rule by which the predicate is read?"""
    return judged_value(rule, index) >= target


def fewest_moves(scheme: Scheme, sheet: Sheet, target: Decimal) -> list[Move] | None:
    """The fewest single level-steps that bring a whole sheet to the target; [] when it is there, None when it cannot be.

    Proof that no fewer do: each step on an indicator gains its weight whatever its level, and steps do not hinder one
    another; so among all choices of k steps the k greatest gains give the highest index, and k grows until that suffices.
    """
    absent = missing(scheme, sheet)
    if absent:
        raise Incomplete(absent)
    pool = [
        Move(one, level, one.weight / HUNDRED)
        for one in scheme.indicators
        for level in range(sheet[one.no], scheme.highest)
    ]
    pool.sort(key=lambda move: (-move.gain, move.before, move.indicator.no))
    index = sum((one.weight * sheet[one.no] for one in scheme.indicators), Decimal(0)) / HUNDRED
    taken: list[Move] = []
    while not reaches(scheme.rule, index, target):
        if len(taken) == len(pool):
            return None
        taken.append(pool[len(taken)])
        index += taken[-1].gain
    return taken


@lru_cache(maxsize=64)
def _sums(members: tuple[Group, ...], lowest: int, highest: int) -> dict[Decimal, tuple[tuple[int, ...], ...]]:
    """Printed domain value -> the sums of levels by group that print it."""
    whole = sum(group.weight * len(group.numbers) for group in members)
    ranges = [range(lowest * len(group.numbers), highest * len(group.numbers) + 1) for group in members]
    found: dict[Decimal, list[tuple[int, ...]]] = {}
    for sums in product(*ranges):
        value = sum((group.weight * n for group, n in zip(members, sums, strict=True)), Decimal(0)) / whole
        found.setdefault(rounded(value), []).append(sums)
    return {value: tuple(found[value]) for value in sorted(found)}


def _of_domain(scheme: Scheme, code: str) -> tuple[Group, ...]:
    return tuple(group for group in groups(scheme) if group.domain == code)


def possible_values(scheme: Scheme, code: str) -> list[Decimal]:
    """Every value with two decimals that whole levels can give a domain, ascending."""
    return list(_sums(_of_domain(scheme, code), scheme.lowest, scheme.highest))


def nearest(scheme: Scheme, code: str, value: Decimal) -> Decimal:
    """The possible value closest to `value`; of two the higher."""
    return min(possible_values(scheme, code), key=lambda one: (abs(one - value), -one))


def stepped(scheme: Scheme, code: str, value: Decimal, group: Group, direction: int) -> Decimal | None:
    """The domain's value after one level up (`1`) or down (`-1`) on one indicator of the group; None when none can move."""
    members = _of_domain(scheme, code)
    whole = scheme.domain_weights[code]
    place = members.index(group)
    ends = scheme.lowest * len(group.numbers), scheme.highest * len(group.numbers)
    found = []
    for sums in _sums(members, scheme.lowest, scheme.highest).get(value, ()):
        if not ends[0] <= sums[place] + direction <= ends[1]:
            continue
        exact = sum((one.weight * n for one, n in zip(members, sums, strict=True)), Decimal(0)) / whole
        found.append((abs(exact - value), sums[place], exact + direction * group.weight / whole))
    return rounded(min(found)[2]) if found else None


def hidden_sheets(scheme: Scheme, values: Mapping[str, Decimal], printed: Decimal | None = None) -> list[Hidden]:
    """Every hidden sheet that prints these domain values and, when given, this index; [] when whole levels cannot."""
    parts = []
    for code in scheme.domain_weights:
        members = _of_domain(scheme, code)
        found = _sums(members, scheme.lowest, scheme.highest).get(values[code], ())
        parts.append([tuple(zip(members, sums, strict=True)) for sums in found])
    sheets = [dict(pair for part in whole for pair in part) for whole in product(*parts)]
    return [one for one in sheets if printed is None or rounded(index_of_hidden(one)) == printed]


def index_of_hidden(sheet: Hidden) -> Decimal:
    """The unrounded index of a hidden sheet."""
    return sum((group.weight * total for group, total in sheet.items()), Decimal(0)) / HUNDRED


def fewest_steps(scheme: Scheme, sheet: Hidden, target: Decimal) -> dict[Group, int] | None:
    """How many level-steps in which group reach the target with the fewest in all; None when nothing does.

    The same proof as `fewest_moves`: greatest gains first.
    """
    index, taken = index_of_hidden(sheet), dict.fromkeys(sheet, 0)
    for group in sorted(sheet, key=lambda one: -one.gain):
        room = scheme.highest * len(group.numbers) - sheet[group]
        while room and not reaches(scheme.rule, index, target):
            index, room = index + group.gain, room - 1
            taken[group] += 1
    return {group: n for group, n in taken.items() if n} if reaches(scheme.rule, index, target) else None


def fewest_range(found: Sequence[Mapping[Group, int] | None]) -> tuple[int, int] | None:
    """The least and the most steps over all hidden sheets; None when one of them cannot reach the target."""
    if not found or any(one is None for one in found):
        return None
    counts = [sum(one.values()) for one in found]
    return min(counts), max(counts)
