"""Models of what is wrong at a source: declared corrections, and percentages that are held against their own figures."""

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from catalogue.base import Bilingual, Identifier, Strict, Text

ReportStatus = Literal["belum dilaporkan", "dilaporkan", "diakui", "ditolak", "dimuat apa adanya"]


class Beside(Strict):
    """Figures a correction is shown beside."""

    kpis: Annotated[list[Identifier], Field(min_length=1)]
    area: Annotated[str, StringConstraints(pattern=r"^\d{2}\.\d{2}(\.\d{2}(\.\d{4})?)?$")]
    period: Annotated[str, StringConstraints(pattern=r"^\d{4}(-(S[12]|Q[1-4]|\d{2}(-\d{2})?))?$")]


class KnownFault(Strict):
    """A declared correction: what is wrong at a source, who found it and what became of it.

    The row is loaded as it stands (`expect`); where our file deliberately holds another text than the source, `printed` is
    the source's. A row or text that is no longer there stops the build: the source mended itself, the declaration must go.
    """

    match: Annotated[
        dict[Identifier, str], Field(min_length=1)
    ]  # our column -> text as received; the row it applies to
    column: Identifier
    expect: str  # the text that stands in the file
    printed: Text | None = None
    reason: Bilingual
    file: Text | None = None  # name of the file it was found in; without it every file of the source
    found_by: Text | None = None
    found_on: dt.date | None = None
    reported_to: Text | None = None
    reported_on: dt.date | None = None
    status: ReportStatus = "belum dilaporkan"
    beside: list[Beside] = []

    @model_validator(mode="after")
    def _reported_to_somebody(self):
        if self.status in ("dilaporkan", "diakui", "ditolak") and not (self.reported_to and self.reported_on):
            raise ValueError(
                f"status {self.status} perlu reported_to dan reported_on: kepada siapa dan kapan dilaporkan"
            )
        return self


class Proportion(Strict):
    """A printed percentage and the two figures it is made of; a row where they contradict each other is told of, and both stay."""

    printed: Identifier
    numerator: Identifier
    denominator: Identifier
    scale: float = 100
    tolerance: Annotated[float, Field(ge=0)] = 0.015  # rounded or cut off at the second decimal
