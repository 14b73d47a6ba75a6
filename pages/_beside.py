"""What the edition keeps beside a figure, put into words: corrections, the lender of a borrowed figure, dated targets."""

import json

from catalogue import Kpi
from pages._state import Context
from ui.beside import (
    borrowed_words,
    cases_words,
    correction_words,
    dated_target,
    joined,
    other_target_words,
    picked,
    reason_words,
)
from ui.cited import cited_plainly
from ui.format import row_period, value_with_unit
from ui.language import _

AS_JSON = ("correction", "target", "target_other")
KINDS = (*AS_JSON, "borrowed_from", "coverage")


def notes_of(context: Context, area_code: str, kpi_id: str | None = None) -> list[dict]:
    """The notes of one indicator in an area; without one, those beside the two newest figures of every indicator."""
    if kpi_id is None:
        return context.edition.rows("latest_notes", area=area_code)
    return context.edition.rows("notes", kpi=kpi_id, area=area_code)


def beside_of(context: Context, area_code: str, kpi_id: str | None = None) -> dict[tuple, list[dict]]:
    """`notes_of` by indicator and period; those written as JSON are read."""
    found: dict[tuple, list[dict]] = {}
    for row in notes_of(context, area_code, kpi_id):
        if row["note_kind"] in KINDS:
            note = json.loads(row["note"]) if row["note_kind"] in AS_JSON else row["note"]
            found.setdefault((row["kpi_id"], row["period_start"]), []).append({**row, "note": note})
    return found


def judged_by(kpi: Kpi, row: dict | None) -> Kpi:
    """The indicator with the target its figure is judged by: the city's dated one, where there is one for that period."""
    for note in picked((row or {}).get("beside") or [], "target"):
        return kpi.model_copy(update={"target": dated_target(note["note"], note["value"])})
    return kpi


def is_borrowed(row: dict | None) -> bool:
    """Whether the figure is really another city's."""
    return bool(picked((row or {}).get("beside") or [], "borrowed_from"))


def is_partial(row: dict | None) -> bool:
    """Whether the figure is the sum of some of its areas only."""
    return bool(picked((row or {}).get("beside") or [], "coverage"))


def finer_words(context: Context, kpi: Kpi, row: dict | None) -> str | None:
    """Of a happening since the city's newest figure, where only kelurahan have one: that, and the highest of them."""
    if not row or row["area_level"] != "kota" or kpi.grain != "day" or "kelurahan" not in kpi.levels:
        return None
    periods = context.edition.rows("periods", kpi=kpi.id, city=row["city_code"])
    newer = [p for p in periods if p["area_level"] == "kelurahan" and p["value_count"]]
    if not newer or newer[0]["period_start"] <= row["period_start"]:
        return None
    when = {"grain": newer[0]["period_grain"], "start": newer[0]["period_start"]}
    rows = context.edition.rows("level_values", kpi=kpi.id, city=row["city_code"], level="kelurahan", **when)
    most = max((one for one in rows if one["value"] is not None), key=lambda one: one["value"])
    return _(
        "Angka kota {period} tidak dicetak; yang tertinggi di satu {level} {figure}",
        period=row_period(most),
        level=context.level_word("kelurahan"),
        figure=value_with_unit(most["value"], kpi),
    )


def short_words(context: Context, kpi: Kpi, row: dict | None) -> str | None:
    """For a card or a row of a table: of how many areas it is the sum, what it rests on, whose it is, and that a correction is on record."""
    notes = (row or {}).get("beside") or []
    lent = [borrowed_words(_city(context, note["note"])) for note in picked(notes, "borrowed_from")]
    wrong = [reason_words(note["note"]) for note in picked(notes, "correction")]
    parts = [cited_plainly(note["note"]) for note in picked(notes, "coverage")]
    return joined(*parts, cases_words(kpi, row), *lent, *wrong)


def term_words(context: Context, kpi: Kpi, row: dict | None) -> list[tuple[str, str]]:
    """The same as terms of the opened card, with every target the figure is not judged by."""
    notes = (row or {}).get("beside") or []
    rests_on = cases_words(kpi, row)
    terms = [(_("Dasar angka"), rests_on)] if rests_on else []
    if finer := finer_words(context, kpi, row):
        terms.append((_("Kejadian terbaru"), f"{finer}."))
    terms += [(_("Asal angka"), borrowed_words(_city(context, n["note"]))) for n in picked(notes, "borrowed_from")]
    terms += [(_("Koreksi"), correction_words(n["note"])) for n in picked(notes, "correction")]
    others = [other_target_words(kpi, n["note"], n["value"]) for n in picked(notes, "target_other")]
    return terms + ([(_("Target lain"), "; ".join(others))] if others else [])


def _city(context: Context, code: str) -> str:
    city = context.edition.cities.get(code)
    return city.name if city else code
