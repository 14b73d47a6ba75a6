"""A figure that was received and may not be published yet: that it exists and of which kind the reason is, nothing else."""

from pages._state import Context
from ui.format import row_period
from ui.language import _, _with


def withheld(context: Context, kpi_id: str, area_code: str, now: dict | None) -> list:
    """The sentence about the newest such figure of an area that is not older than `now`, the figure or period shown; else empty."""
    told = [
        note
        for note in context.edition.rows("notes", kpi=kpi_id, area=area_code)
        if note["note_kind"] == "withheld" and (now is None or note["period_start"] >= now["period_start"])
    ]
    if not told:
        return []
    kind = told[0]["note"]
    return _with(
        "Angka {period} sudah diterima tetapi belum boleh diterbitkan: {why}.",
        period=row_period(told[0]),
        why=_(kind),
    )
