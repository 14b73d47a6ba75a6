"""How the tables of a spreadsheet are recognised (`shape: sheet`), and what comes with a delivery of them.

Patterns are searched in text without line breaks, doubled blanks and underscores, in lower case. A heading of several rows
is read from the lowest row up: `Penduduk | Laki-laki/Male` is the column of men.
"""

import datetime as dt
import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from catalogue.base import Bilingual, Identifier, Strict, Text

HANDOVER_FILE = "serah_terima.yml"  # stands beside the files it speaks of
PERSON = re.compile(r"\bNIP\b|\b(?:Drs?|Dra|Ir|H|Hj|Bapak|Ibu|Sdr)\.\s|,\s*[SM]\.\s?[A-Z]", re.IGNORECASE)


def _is_a_pattern(text: str) -> str:
    try:
        re.compile(text)
    except re.error as fault:
        raise ValueError(f"pola '{text}' tidak dapat dibaca ({fault}); tulis ungkapan reguler yang sah") from None
    return text


Pattern = Annotated[str, StringConstraints(min_length=1), AfterValidator(_is_a_pattern)]


class SheetArea(Strict):
    """Headings of the columns that name an area. `code_system` says whose codes stand without dots."""

    name: list[Pattern]
    code: list[Pattern] = []
    parent: list[Pattern] = []  # the kecamatan, where it has a column of its own
    code_system: Literal["kemendagri", "bps"] = "bps"


class SheetPeriod(Strict):
    """Which period a column belongs to: said in its heading, else in the title, the sheet's name, the file's name."""

    kind: Literal["year", "semester"]
    year: Pattern = r"\b((?:19|20)\d\d)\b"
    first_half: list[Pattern] = []
    second_half: list[Pattern] = []
    ignored: list[Pattern] = []  # words with a year that is not the figures' (the year of publication)
    places: list[Literal["title", "sheet", "file"]] = ["title", "sheet", "file"]

    @model_validator(mode="after")
    def _halves_are_told_apart(self):
        if self.kind == "semester" and not (self.first_half and self.second_half):
            raise ValueError("kind: semester perlu first_half dan second_half")
        return self


class RowSum(Strict):
    """Columns that add up to another in every row."""

    parts: Annotated[list[Identifier], Field(min_length=2)]
    total: Identifier


class Sheet(Strict):
    """Everything the reader of spreadsheets must know about a source.

    `area_column`, `period_column`, `note_column`, `source_column` are columns of the source that the reader fills in.
    """

    tables: list[Pattern]  # words of a title, sheet or file name that make a table this source's
    not_tables: list[Pattern] = []
    area: SheetArea
    values: dict[Identifier, list[Pattern]]
    not_values: list[Pattern] = []  # headings above the deciding one under which columns are never read
    neutral: list[
        Pattern
    ] = []  # lowest headings that do not decide (a unit): the one above them does; years never decide
    period: SheetPeriod
    area_column: Identifier
    period_column: Identifier
    note_column: Identifier
    source_column: Identifier
    totals: list[Pattern]
    footnotes: list[Pattern]
    origin: Pattern | None = None  # the footnote that names the origin; its first group is the origin
    zero_signs: list[Text] = []  # signs that mean none
    no_data_signs: list[Text] = []  # signs that mean not known
    marks: dict[Text, Bilingual] = {}  # what a mark behind a figure means
    cautions: dict[Pattern, Bilingual] = {}  # words in title or footnotes that the reader of the build must hear of
    sums: list[RowSum] = []
    tolerance_pct: Annotated[float, Field(ge=0, le=100)] = 1.0  # a larger contradiction is no misprint

    @model_validator(mode="after")
    def _sums_are_of_values(self):
        unknown = sorted({c for s in self.sums for c in (*s.parts, s.total)} - self.values.keys())
        if unknown:
            raise ValueError(f"sums menyebut {', '.join(unknown)} yang tidak ada di values")
        return self


class Agreement(Strict):
    """A source whose deliveries need a letter or agreement; without one they are closed on this legal ground."""

    exemption: Text


class Handover(Strict):
    """One letter or agreement under which files were received. Bodies only, never persons."""

    files: list[Text] = ["*"]  # names in the same folder, `*` for any letters
    kind: Literal["surat", "pks", "berita_acara", "publikasi"]
    number: Text
    dated: dt.date
    parties: Annotated[list[Text], Field(min_length=1)]
    valid_until: dt.date | None  # null: no end is agreed
    publishable: bool
    exemption: Text | None = None

    @model_validator(mode="after")
    def _holds_together(self):
        if not self.publishable and not self.exemption:
            raise ValueError("publishable: false perlu exemption; tulis dasar hukum hasil uji konsekuensi PPID")
        if self.valid_until and self.valid_until < self.dated:
            raise ValueError(f"valid_until {self.valid_until} sebelum dated {self.dated}; betulkan salah satunya")
        named = [party for party in (*self.parties, self.number) if PERSON.search(party)]
        if named:
            raise ValueError(f"'{named[0]}' tampak seperti nama orang; tulis nama lembaganya saja")
        return self


class Handovers(Strict):
    """The content of `serah_terima.yml`."""

    handovers: Annotated[list[Handover], Field(min_length=1)]
