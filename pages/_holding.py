"""Which part of a weighted index is lowest, and which holds the index back most: often not the same one."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from catalogue import Kpi
from ui.format import number
from ui.language import N_, said


@dataclass(frozen=True)
class Part:
    """A part of an index: `lacks` is its weight times the way to the top of its scale, in points of the index."""

    key: str
    name: str
    value: Decimal
    lacks: Decimal


def part_name(kpi: Kpi) -> str:
    """`tata kelola` for `SPBE: tata kelola`."""
    return said(kpi.name).split(": ")[-1]


def most_holding(parts: Sequence[Part]) -> Part:
    """The part that holds the index back most."""
    return max(parts, key=lambda part: part.lacks)


def holding_words(parts: Sequence[Part]) -> tuple[str, dict[str, str]]:
    """The sentence about both, for `_` or `_with`, with its values; the one that holds back most is its `subject`."""
    most = most_holding(parts)
    lowest = min(parts, key=lambda part: (part.value, -part.lacks))
    values = {"value": number(most.value, 2), "lacks": number(most.lacks, 2)}
    if lowest.key == most.key:
        return N_("Nilai terendah dan paling menahan {whole}: {subject} {value}, kurang {lacks} poin indeks"), values
    values |= {"lowest": lowest.name, "low": number(lowest.value, 2)}
    return N_(
        "Nilai terendah: {lowest} {low}; yang paling menahan {whole}: {subject} {value}, kurang {lacks} poin indeks"
    ), values
