"""An assessment scheme as numbers: indicators with weights, whole levels, domains, predicates. No scheme is named here.

All arithmetic is decimal, so that an index is right to its last digit. A sheet is a mapping from the number of an
indicator to its whole level, None where it is not filled in. Domain values are what reports print: two decimals.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property

HUNDRED = Decimal(100)
Sheet = Mapping[int, int | None]


@dataclass(frozen=True)
class Indicator:
    """One row of a sheet. `weight` is in percent of the index; `scale` names the ladder its levels are described by."""

    no: int
    name: str
    domain: str
    weight: Decimal
    aspect: str = ""
    scale: str | None = None


@dataclass(frozen=True)
class Band:
    """A predicate and the index from which it holds."""

    name: str
    lower: Decimal


@dataclass(frozen=True)
class Rule:
    """Does the predicate look at the index as rounded to `decimals`, or at the unrounded one?"""

    is_on_rounded: bool
    decimals: int = 2


@dataclass(frozen=True)
class Scheme:
    """Indicators in the order of the sheet, names of their domains, predicates from low to high, ends of the levels."""

    indicators: tuple[Indicator, ...]
    domain_names: Mapping[str, str]
    bands: tuple[Band, ...]
    lowest: int
    highest: int
    rule: Rule

    @cached_property
    def domain_weights(self) -> dict[str, Decimal]:
        """Percent of the index by domain code, in the order of the sheet."""
        found: dict[str, Decimal] = {}
        for one in self.indicators:
            found[one.domain] = found.get(one.domain, Decimal(0)) + one.weight
        return found


class Incomplete(ValueError):
    """A sheet with indicators that are not filled in has no index. `missing` are their numbers."""

    def __init__(self, missing: list[int]):
        super().__init__(f"{len(missing)} indicators are not filled in")
        self.missing = missing


def rounded(value: Decimal, decimals: int = 2) -> Decimal:
    """Half up, as the reports round."""
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def missing(scheme: Scheme, sheet: Sheet) -> list[int]:
    """Numbers of the indicators without a level."""
    return [one.no for one in scheme.indicators if sheet.get(one.no) is None]


def index_of_sheet(scheme: Scheme, sheet: Sheet) -> Decimal:
    """The unrounded index of a whole sheet: sum of weight times level. Raises `Incomplete`; nothing is filled in."""
    absent = missing(scheme, sheet)
    if absent:
        raise Incomplete(absent)
    return sum((one.weight * sheet[one.no] for one in scheme.indicators), Decimal(0)) / HUNDRED


def domains_of_sheet(scheme: Scheme, sheet: Sheet) -> dict[str, Decimal | None]:
    """The unrounded value of each domain, None where one of its indicators is not filled in."""
    found: dict[str, Decimal | None] = {}
    for code, whole in scheme.domain_weights.items():
        own = [one for one in scheme.indicators if one.domain == code]
        if any(sheet.get(one.no) is None for one in own):
            found[code] = None
        else:
            found[code] = sum((one.weight * sheet[one.no] for one in own), Decimal(0)) / whole
    return found


def index_of_domains(scheme: Scheme, values: Mapping[str, Decimal]) -> Decimal:
    """The index recomputed from domain values: sum of domain weight times value."""
    return sum((weight * values[code] for code, weight in scheme.domain_weights.items()), Decimal(0)) / HUNDRED


def points(scheme: Scheme, before: Mapping[str, Decimal], after: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """What each domain adds to the index between two sets of values; the parts add up to the difference exactly."""
    return {code: weight * (after[code] - before[code]) / HUNDRED for code, weight in scheme.domain_weights.items()}


def judged_value(rule: Rule, index: Decimal) -> Decimal:
    """The figure that the predicate looks at."""
    return rounded(index, rule.decimals) if rule.is_on_rounded else index


def predicate(scheme: Scheme, index: Decimal) -> Band | None:
    """The predicate of an index under the scheme's rule; None below the lowest."""
    value = judged_value(scheme.rule, index)
    return next((band for band in reversed(scheme.bands) if value >= band.lower), None)


def next_band(scheme: Scheme, index: Decimal) -> tuple[Band, Decimal] | None:
    """The predicate above and how much the judged figure lacks; None at the top."""
    value = judged_value(scheme.rule, index)
    band = next((band for band in scheme.bands if band.lower > value), None)
    return (band, band.lower - value) if band else None
