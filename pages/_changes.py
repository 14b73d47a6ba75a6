"""Areas that were split, merged or moved: figures across such a year are of two different areas and are not compared."""

from dash import html

from catalogue import Kpi
from catalogue.models import Bilingual, SeriesBreak
from pages._state import Context
from ui.cited import cited
from ui.language import N_, _, _with, said

TABLE = "mart.area_change"
SENTENCE = N_(
    "Wilayah ini berubah: {what}. Angka sejak {year} memakai batas baru dan tidak dibandingkan dengan sebelumnya."
)


def area_changes(context: Context, city: str) -> list[dict]:
    """Changes of a city's areas, oldest first; none in an edition made before they were kept."""
    return context.edition.rows("area_changes", city=city) if context.edition.holds(TABLE) else []


def area_cuts(context: Context, city: str) -> dict[str, list[SeriesBreak]]:
    """By area code the years from which its figures mean another ground than before, as breaks of a series."""
    found: dict[str, list[SeriesBreak]] = {}
    for row in area_changes(context, city):
        if row["cuts_series"]:
            label = Bilingual(id=row["change_words"], en=row["change_words_en"])
            found.setdefault(row["area_code"], []).append(SeriesBreak(year=row["figures_from"], label=label))
    return found


def in_area(context: Context, kpi: Kpi, area_code: str) -> Kpi:
    """The indicator as it holds in one area: with the changes of that area among its breaks, so that no line crosses them."""
    cuts = area_cuts(context, area_code[:5]).get(area_code, [])
    return kpi.model_copy(update={"series_breaks": [*kpi.series_breaks, *cuts]}) if cuts else kpi


def change_notes(context: Context, area: dict) -> list[html.P]:
    """What changed in the area itself, each with its source."""
    notes = []
    for row in area_changes(context, area["city_code"]):
        if row["area_code"] == area["area_code"] and row["cuts_series"]:
            what = said(Bilingual(id=row["change_words"], en=row["change_words_en"]))
            words = [_(SENTENCE, what=what, year=row["figures_from"]), " "]
            words += _with(N_("Sumber: {source}"), source=cited(row["row_source"]))
            words += [". ", cited(row["row_note"])] if row["row_note"] else []
            notes.append(html.P(words, className="notice"))
    return notes
