"""The order of areas by one indicator, and what it can bear: ties, few cases, estimates, intervals that overlap.

Rows are mappings with the columns of the query `level_values`. Nothing is ranked that has no figure or too few cases.
"""

import math
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from catalogue.models import Kpi
from ui.format import is_absent, is_percent, value_text
from ui.language import _, _n, said

Z_95 = 1.959964
FEW_AREAS = 5  # below this quartiles say nothing
UP, BY_SIZE = ("up", "neither"), "neither"


@dataclass(frozen=True)
class Place:
    """One area in the order: `rank` None where nothing is ranked, `is_tied` when others print the same figure, `interval`
    of a share of counts in the indicator's unit."""

    row: Mapping
    rank: int | None
    is_tied: bool = False
    interval: tuple[float, float] | None = None


@dataclass(frozen=True)
class Ranking:
    """`places` best first; `few` have a figure on too few cases, `lent` one of another city (`is_lent`), `absent` none; `refusal` is why nothing is ranked, `doubts`
    what limits the order; `alike` first places cannot be told apart (0: no intervals, or the first stands alone)."""

    places: list[Place]
    few: list[Mapping]
    lent: list[Mapping]
    absent: list[Mapping]
    refusal: str | None
    doubts: list[str]
    alike: int

    @property
    def is_unsure(self) -> bool:
        """Whether who is first and last says little: few areas, figures of a model, first places that overlap."""
        modelled = any(place.row["quality"] == "estimasi" for place in self.places)
        return modelled or self.alike > 0 or len(self.places) < FEW_AREAS

    @property
    def known(self) -> list[float]:
        """Figures of all places."""
        return [place.row["value"] for place in self.places]


@dataclass(frozen=True)
class Spread:
    """Smallest, quartiles (linear between neighbours; None for fewer than five figures), largest, and how many times."""

    low: float
    quartiles: tuple[float, float, float] | None
    median: float
    high: float
    times: float | None


def ranking(rows: Sequence[Mapping], kpi: Kpi) -> Ranking:
    """Competition ranks (1, 2, 2, 4) by `better`; figures that print alike share one. `neither` goes by size, largest first."""
    absent = [row for row in rows if is_absent(row["value"])]
    lent = [row for row in rows if row.get("is_lent")]
    own = [row for row in rows if not is_absent(row["value"]) and not row.get("is_lent")]
    few = [row for row in own if _is_few(row, kpi)]
    known = [row for row in own if not _is_few(row, kpi)]
    refusal = _refusal(known, kpi)
    if refusal:
        places = [Place(row, None, False, interval(row, kpi)) for row in sorted(known, key=_name)]
        return Ranking(places, few, lent, absent, refusal, [], 0)
    places = _placed(known, kpi)
    alike = _alike(places)
    return Ranking(places, few, lent, absent, None, _doubts(places, kpi, alike), alike)


def _name(row: Mapping) -> str:
    return row["area_name"]


def _is_few(row: Mapping, kpi: Kpi) -> bool:
    cases = row["denominator"] if not is_absent(row["denominator"]) else row["n"]
    below = kpi.min_denominator is not None and not is_absent(cases) and cases < kpi.min_denominator
    return row["status"] == "too_few" or below


def _refusal(known: Sequence[Mapping], kpi: Kpi) -> str | None:
    if not kpi.comparable:
        why = " ".join(said(caveat) for caveat in kpi.caveats_of([])[:1])
        return " ".join(filter(None, (_("Indikator ini tidak dibandingkan antarwilayah, jadi tidak diurutkan."), why)))
    if len({row["source_id"] for row in known}) > 1:
        return _("Angkanya berasal dari sumber yang berlainan dan belum tentu diukur sama, jadi tidak diurutkan.")
    if len({row["quality"] == "estimasi" for row in known}) > 1:
        return _("Sebagian angka estimasi dan sebagian bukan, jadi tidak diurutkan.")
    if len(known) == 1:
        return _("Baru satu wilayah punya angka: belum ada urutan.")
    return None


def _placed(known: Sequence[Mapping], kpi: Kpi) -> list[Place]:
    sign = -1 if kpi.better in UP else 1
    ordered = sorted(known, key=lambda row: (sign * row["value"], row["area_name"]))
    printed = [value_text(row["value"], kpi) for row in ordered]
    places = []
    for i, (row, text) in enumerate(zip(ordered, printed, strict=True)):
        rank = places[-1].rank if i and text == printed[i - 1] else i + 1
        places.append(Place(row, rank, printed.count(text) > 1, interval(row, kpi)))
    # among figures that print alike the order is that of the names
    return sorted(places, key=lambda place: (place.rank, place.row["area_name"]))


def interval(row: Mapping, kpi: Kpi) -> tuple[float, float] | None:
    """Wilson's 95 % interval of a share of counts, in the indicator's unit; None for anything else."""
    counts = kpi.kind == "ratio" and kpi.numerator.endswith("_count") and kpi.denominator.endswith("_count")
    if not counts or not is_percent(kpi):
        return None
    count, cases = row["numerator"], row["denominator"]
    if is_absent(count) or is_absent(cases) or not 0 <= count <= cases or cases <= 0:
        return None
    low, high = wilson(count, cases)
    return low * kpi.scale, high * kpi.scale


def wilson(count: float, cases: float, z: float = Z_95) -> tuple[float, float]:
    """Score interval of a proportion without continuity correction (Wilson 1927; method 3 of Newcombe 1998)."""
    share, square = count / cases, z * z
    middle = (share + square / (2 * cases)) / (1 + square / cases)
    half = z / (1 + square / cases) * math.sqrt(share * (1 - share) / cases + square / (4 * cases * cases))
    return max(middle - half, 0.0), min(middle + half, 1.0)


def _alike(places: Sequence[Place]) -> int:
    """How many of the first places, one after the other, have intervals that overlap the first's."""
    first = places[0].interval if places else None
    if first is None:
        return 0
    found = 0
    for place in places:
        if place.interval is None or place.interval[0] > first[1] or place.interval[1] < first[0]:
            break
        found += 1
    return found if found > 1 else 0


def _doubts(places: Sequence[Place], kpi: Kpi, alike: int) -> list[str]:
    """Sentences on what the order does not say, the gravest first."""
    found = []
    modelled = sum(place.row["quality"] == "estimasi" for place in places)
    if modelled:
        found.append(_n("{n} angka berasal dari model, bukan hitungan: urutannya tidak dapat diandalkan.", modelled))
    if len(places) > 1 and len({place.rank for place in places}) == 1:
        found.append(_("Semua angka sama setelah dibulatkan: tidak ada urutan."))
    if alike:
        words = _("Urutan {n} teratas tidak dapat dibedakan: selang Wilson 95% mereka bertumpang tindih.", n=alike)
        found.append(words)
    if kpi.better == BY_SIZE:
        found.append(_("Urutan menurut besar angka, terbesar dahulu; bukan penilaian baik atau buruk."))
    if kpi.kind == "sum":
        found.append(_("Ini jumlah, bukan persentase: wilayah yang besar wajar punya angka besar."))
    if 1 < len(places) < FEW_AREAS:
        found.append(_n("Hanya {n} wilayah punya angka: sebaran belum banyak berkata.", len(places)))
    return found


def spread(values: Sequence[float]) -> Spread | None:
    """How far the figures lie apart; None without figures."""
    if not values:
        return None
    ordered = sorted(float(value) for value in values)
    quartiles = tuple(statistics.quantiles(ordered, n=4, method="inclusive")) if len(ordered) >= FEW_AREAS else None
    times = ordered[-1] / ordered[0] if ordered[0] > 0 and len(ordered) > 1 else None
    return Spread(ordered[0], quartiles, statistics.median(ordered), ordered[-1], times)
