"""Under which letter or agreement a file was received, and whether its figures may be published today."""

import datetime as dt
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from catalogue import Source
from catalogue.load import read_declared
from catalogue.sheets import HANDOVER_FILE, Handover, Handovers
from etl.sheets.context import said

# The kinds of reason, as readers see them (ui/words.py has their English).
UNRECORDED = "surat serah terimanya belum dicatat"
NOT_YET = "surat serah terimanya belum berlaku"
ENDED = "surat serah terimanya sudah berakhir"
REFUSED = "surat serah terimanya tidak mengizinkan penerbitan"


@dataclass(frozen=True)
class Delivery:
    """Whether a file's figures may leave the house. `reason` says why not (empty when they may), `public_reason` the same to
    everybody: its kind, without number, date or file."""

    is_publishable: bool
    reason: str = ""
    public_reason: str = ""
    exemption: str = ""
    handover: Handover | None = None

    def account(self) -> dict:
        """What the manifest says of it."""
        letter = self.handover.model_dump(mode="json", exclude={"files"}) if self.handover else None
        return {"is_publishable": self.is_publishable, "closed_because": self.reason, "agreement": letter}


class Deliveries:
    """The record beside the files of one source and city. Raises `CatalogueError` when it cannot be read as one."""

    def __init__(self, source: Source, folder: Path, shown: str, as_of: dt.date):
        self.source, self.shown, self.as_of = source, f"{shown}/{HANDOVER_FILE}", as_of
        path = folder / HANDOVER_FILE
        self.recorded = read_declared(path, Handovers, self.shown).handovers if path.is_file() else None
        self.met: set[int] = set()

    def of(self, name: str) -> tuple[Delivery, str | None]:
        """The delivery a file belongs to, and a warning when it is closed for a reason that can be mended."""
        if self.source.agreement is None:
            return Delivery(True), None
        found = [(i, h) for i, h in enumerate(self.recorded or []) if any(fnmatchcase(name, p) for p in h.files)]
        self.met |= {i for i, _ in found}
        if not found:
            what = "berkas ini tidak disebut di dalamnya" if self.recorded is not None else f"{HANDOVER_FILE} belum ada"
            return self._closed(f"surat atau perjanjiannya belum dicatat ({what})", UNRECORDED, None)
        handover = max((h for _, h in found), key=lambda h: (h.dated <= self.as_of, h.dated))
        if handover.dated > self.as_of:
            return self._closed(f"surat {handover.number} baru berlaku {said(handover.dated)}", NOT_YET, handover)
        if handover.valid_until and handover.valid_until < self.as_of:
            return self._closed(f"surat {handover.number} berakhir {said(handover.valid_until)}", ENDED, handover)
        if not handover.publishable:
            reason = f"surat {handover.number} tidak mengizinkan penerbitan"
            return Delivery(False, reason, REFUSED, handover.exemption, handover), None
        return Delivery(True, handover=handover), None

    def unmet(self) -> list[str]:
        """Warnings of records that speak of no file here."""
        return [
            f"{self.shown}:handovers.{i}.files: tidak ada berkas bernama {', '.join(h.files)}; betulkan nama atau hapus catatannya"
            for i, h in enumerate(self.recorded or [])
            if i not in self.met
        ]

    def _closed(self, reason: str, public_reason: str, handover: Handover | None) -> tuple[Delivery, str]:
        ground = (handover.exemption if handover else None) or self.source.agreement.exemption
        what = f"{self.shown}::: {reason}; angkanya tidak masuk berkas publik: catat atau perbarui suratnya"
        return Delivery(False, reason, public_reason, ground, handover), what
