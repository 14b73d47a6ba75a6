"""Words that stand beside a figure: what is wrong at its source, whose figure it is, which target of which document judges it.

A note is a mapping with `note_kind`, `note` (text, or what was JSON) and `value`, as rows of `mart.kpi_note`.
"""

import datetime as dt
from collections.abc import Mapping, Sequence

from catalogue.models import Bilingual, Kpi, Target
from ui.cited import cited_plainly
from ui.format import date_long, is_absent, number, scale_text, unit_words
from ui.language import N_, _, said

# what became of a correction, as declared; the words themselves are the keys
STATUSES = (N_("belum dilaporkan"), N_("dilaporkan"), N_("diakui"), N_("ditolak"), N_("dimuat apa adanya"))
DOCUMENTS = {
    "RPJMD": Bilingual(id="RPJMD", en="RPJMD (five-year plan)"),
    "Renstra": Bilingual(id="Renstra", en="Renstra (agency plan)"),
    "RKPD": Bilingual(id="RKPD", en="RKPD (annual plan)"),
    "IKU": Bilingual(id="IKU", en="IKU (main indicators)"),
    "Perjanjian Kinerja": Bilingual(id="Perjanjian Kinerja", en="Perjanjian Kinerja (performance agreement)"),
}


def correction_words(fault: Mapping) -> str:
    """Reason, finder with date, whom it was reported to and what became of it."""
    found = _(
        "Ditemukan oleh {who}, {when}", who=cited_plainly(fault.get("found_by") or ""), when=_day(fault.get("found_on"))
    )
    known = fault["status"]
    status = _(known)
    if fault.get("reported_to"):
        status = _("{status}, kepada {whom}", status=status, whom=cited_plainly(fault["reported_to"]))
    if fault.get("reported_on"):
        status = _("{status} ({when})", status=status, when=_day(fault["reported_on"]))
    parts = [
        said(Bilingual(**fault["reason"])),
        found if fault.get("found_by") else None,
        _("Status: {status}", status=status),
    ]
    return ". ".join(part for part in parts if part) + "."


def reason_words(fault: Mapping) -> str:
    """The reason alone, for a card."""
    return _("Koreksi tercatat: {reason}", reason=said(Bilingual(**fault["reason"])))


def borrowed_words(city_name: str) -> str:
    """The figure is another city's."""
    return _("Dipinjam dari {city}: kota ini tidak punya angka sendiri", city=city_name)


def cases_words(kpi: Kpi, row: Mapping | None) -> str | None:
    """`39.576 responden`: what a published figure rests on."""
    if row is None or not kpi.cases or not kpi.cases_name or is_absent(row.get("n")):
        return None
    return f"{number(row['n'])} {said(kpi.cases_name)}"


def document_words(target: Mapping) -> str:
    """`RPJMD, Perda 1/2025, hlm. 45, revisi 0, berlaku sejak 22 November 2026`."""
    return _(
        "{kind} {number}, hlm. {page}, revisi {revision}, berlaku sejak {since}",
        kind=said(DOCUMENTS[target["kind"]]),
        number=target["number"],
        page=target["page"],
        revision=target["revision"],
        since=_day(target["valid_from"]),
    )


def other_target_words(kpi: Kpi, target: Mapping, value: float) -> str:
    """A target the figure is not judged by: an earlier revision or another document."""
    return f"{scale_text(value, kpi)}{unit_words(kpi)}: {document_words(target)}"


def dated_target(target: Mapping, value: float) -> Target:
    """A dated target in the shape of a declared threshold, for everything that draws one."""
    name = Bilingual(id=f"target {target['kind']}", en=f"{target['kind']} target")
    return Target(value=value, name=name, source=document_words(target), watch_limit=target.get("watch_limit"))


def joined(*words: str | None) -> str | None:
    """Sentences that are there, one after the other."""
    kept = [one.rstrip(".") for one in words if one]
    return ". ".join(kept) or None


def picked(notes: Sequence[Mapping], kind: str) -> list[Mapping]:
    """The notes of one kind, in their order."""
    return [note for note in notes if note["note_kind"] == kind]


def _day(text: str | None) -> str:
    return date_long(dt.date.fromisoformat(text)) if text else ""
