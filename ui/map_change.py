"""The change map: how much each area rose or fell between two periods of one indicator.

An area is painted only where both periods have a figure of one and the same series; the difference is taken between the
figures as they are shown, so that a reader can check it. Two classes each way: the limit between them is the middle
(lower median) of all differences that are not zero.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median_low

from dash import html

from catalogue.models import Kpi
from ui.format import change_words, cut_between, is_absent, is_money, lower_first, moved_words, rounded
from ui.language import _, _n
from ui.map import Paint
from ui.words import area_name_words, counted_areas

FACES = ("rise2", "rise1", "c0", "fall1", "fall2", "nodata")


@dataclass(frozen=True)
class Change:
    """Differences by area code (None where the two periods cannot be compared), the limit between small and large, and a
    sentence per area; `is_estimated` when a difference rests on an estimate."""

    differences: Mapping[str, Decimal | None]
    limit: Decimal
    sayings: Mapping[str, str]
    is_estimated: bool

    def face(self, code: str) -> str:
        """How an area looks: one of `FACES`."""
        difference = self.differences.get(code)
        if difference is None:
            return "nodata"
        if difference == 0:
            return "c0"
        return f"{'rise' if difference > 0 else 'fall'}{1 if abs(difference) <= self.limit else 2}"


def changes(now: Mapping[str, Mapping], then: Mapping[str, Mapping], kpi: Kpi) -> Change:
    """`now` and `then` are rows of `kpi_value` of two periods, by area code."""
    differences, sayings = {}, {}
    places = 0 if is_money(kpi) else kpi.decimals
    for code in now.keys() | then.keys():
        new, old = now.get(code), then.get(code)
        differences[code] = (
            rounded(new["value"], places) - rounded(old["value"], places) if are_comparable(new, old, kpi) else None
        )
        sayings[code] = change_words(new, old, kpi)
    moved = [abs(one) for one in differences.values() if one]
    rows = [row for code, row in [*now.items(), *then.items()] if differences[code] is not None]
    return Change(
        differences,
        median_low(moved) if moved else Decimal(0),
        sayings,
        any(row["quality"] == "estimasi" for row in rows),
    )


def are_comparable(now: Mapping | None, then: Mapping | None, kpi: Kpi) -> bool:
    """True when both rows have a figure and belong to one series: same length of period, no break of the series and no change of the area between, same origin class."""
    if now is None or then is None or is_absent(now["value"]) or is_absent(then["value"]) or not kpi.comparable:
        return False
    if now["period_grain"] != then["period_grain"] or (now["quality"] == "estimasi") != (then["quality"] == "estimasi"):
        return False
    return cut_between(now, then, kpi) is None


def difference_text(difference: Decimal | None, kpi: Kpi) -> str:
    """`+12`, `-0,78`, `0`; percentages move in points."""
    if difference is None:
        return _("tidak dapat dibandingkan")
    sign = "+" if difference > 0 else "−" if difference < 0 else ""
    return sign + _amount(difference, kpi)


def change_legend(change: Change, codes: Sequence[str], kpi: Kpi, label: str) -> html.Ul:
    """Every class, largest rise first, with the number of areas in each."""
    counted = Counter(change.face(code) for code in codes)
    limit = _amount(change.limit, kpi)
    words = {
        "rise2": _("naik lebih dari {limit}", limit=limit),
        "rise1": _("naik sampai {limit}", limit=limit),
        "c0": _("tetap"),
        "fall1": _("turun sampai {limit}", limit=limit),
        "fall2": _("turun lebih dari {limit}", limit=limit),
        "nodata": _("tidak dapat dibandingkan"),
    }
    items = []
    for index, name in enumerate(FACES):
        count = counted_areas(label, counted[name]) if index == 0 else str(counted[name])
        items.append(
            html.Li(
                [html.Span(className=f"swatch {name}"), html.Span(words[name]), html.Span(count, className="count")]
            )
        )
    if change.is_estimated:
        items.append(html.Li([html.Span(className="swatch dashed"), html.Span(_("Batas putus-putus: angka estimasi"))]))
    return html.Ul(items, className="legend")


def summary_words(change: Change, codes: Sequence[str]) -> str:
    """`12 naik · 3 turun · 19 tidak dapat dibandingkan`; what does not occur is left out."""
    faces = Counter(change.face(code).rstrip("12") for code in codes)
    parts = (
        (faces["rise"], _n("{n} naik", faces["rise"])),
        (faces["fall"], _n("{n} turun", faces["fall"])),
        (faces["c0"], _n("{n} tetap", faces["c0"])),
        (faces["nodata"], _n("{n} tidak dapat dibandingkan", faces["nodata"])),
    )
    return " · ".join(words for n, words in parts if n)


def change_paint(change: Change, rows: Sequence[Mapping], kpi: Kpi, level_words: Mapping[str, str]) -> Paint:
    """The change as a map shows it: `Kel. Pabatu: naik 12 dari 300 pada 2020`."""
    faces, sayings, figures = {}, {}, {}
    for row in rows:
        code = row["area_code"]
        subject = area_name_words(level_words.get(row["area_level"], ""), row["area_name"])
        faces[code] = change.face(code)
        words = change.sayings.get(code) or _("tidak dapat dibandingkan")
        sayings[code] = f"{subject}: {lower_first(words)}"
        if change.differences.get(code) is not None:
            figures[code] = difference_text(change.differences[code], kpi)
    return Paint(faces, sayings, figures, change.is_estimated)


def _amount(difference: Decimal, kpi: Kpi) -> str:
    return moved_words(abs(difference), kpi)
