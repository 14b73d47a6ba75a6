"""Models of a declaration. A key that is not here is an error that names its file.

Codes follow Kemendagri with dots (`12.76.03.1004`), always text. Roles (`producer`, `custodian`) are those of
Perpres 39/2019 on Satu Data Indonesia: produsen data and walidata.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, field_validator, model_validator

from catalogue.base import (
    AUDIENCES,
    GRAINS,
    LEVELS,
    QUALITIES,
    Audience,
    Bilingual,
    CityCode,
    Grain,
    Identifier,
    Level,
    MartColumn,
    Quality,
    Restricted,
    Slug,
    Status,
    Strict,
    Text,
    Unit,
)
from catalogue.corrections import KnownFault
from catalogue.live import Mqtt
from catalogue.places import City, OfficeHolder
from catalogue.readings import Measured, Readings
from catalogue.received import RESERVED_SOURCES, Boundary, Column, Source
from catalogue.requests import Requests

__all__ = [  # one place to import a model or a name from; each is written where its subject is
    "AUDIENCES", "GRAINS", "LEVELS", "QUALITIES", "RESERVED_SOURCES", "Audience", "Bilingual", "Boundary", "Caveat", "City", "CityCode",
    "Column", "Correction", "Dimension", "Grain", "Identifier", "KnownFault", "Kpi", "Level", "MartColumn", "Measured", "Mqtt", "OfficeHolder",
    "Quality", "Readings", "Requests", "Restricted", "Scheme", "Slug", "Source", "Status", "Strict", "Target", "Text",
]  # fmt: skip


class Correction(Strict):
    """What a source says wrongly, kept beside what holds instead."""

    printed: Bilingual  # what the source says
    reason: Bilingual
    source: Text
    city: CityCode | None = None  # whose source it is, and on whose pages it stands; without one on every city's


class Dimension(Strict):
    """One dimension of one scheme; the six national ones come from the Kominfo masterplan guide (2021)."""

    slug: Slug
    name: Bilingual
    definition: Bilingual | None = None
    aspects: list[Bilingual] = []
    headline: Identifier | None = None  # the indicator whose figure stands on the dimension's card
    aliases: list[Text] = []  # other spellings in files; matched without regard to case and blanks
    national: list[Slug] = []  # of another scheme's dimension: the national ones it belongs to, by our own mapping
    kpis: list[Identifier] = []  # indicators it takes from other schemes; an indicator says the same with `also_in`
    correction: Correction | None = None


class Scheme(Strict):
    """A set of dimensions. The national six are `dimensions.yml`; a city's own set is `schemes/<id>.yml`."""

    id: Slug
    name: Bilingual
    year: int | None = None
    source: Text
    quality: Quality = "kutipan"
    caveats: list[Bilingual] = []
    dimensions: dict[Slug, Dimension]


class PartOf(Strict):
    """The indicator is a weighted part of another; the part with most to gain is the biggest lever."""

    kpi: Identifier
    weight: Annotated[float, Field(gt=0, le=1)]


class Target(Strict):
    """A published target or threshold. None published: leave the key out, nothing is coloured."""

    value: float
    name: Bilingual
    source: Text
    watch_limit: float | None = None  # between here and `value`: watch; beyond it: poor. None: nothing is watch
    watch_rule: Bilingual | None = None
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None


class SeriesBreak(Strict):
    """From this year on the figure is another series; no line crosses it."""

    year: int
    label: Bilingual


class AlsoIn(Strict):
    """A further dimension of an indicator, of the same scheme or another; a bare slug in the YAML is one without weight."""

    dimension: Slug
    weight: Annotated[float, Field(gt=0, le=1)] | None = None


class Caveat(Bilingual):
    """What to beware of; `cities` and `periods`: only of their figures."""

    cities: list[CityCode] = []
    periods: list[Annotated[str, StringConstraints(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")]] = []  # that begin so

    def is_about(self, row: Mapping) -> bool:
        """Whether a figure (a row of `kpi_value`) needs it."""
        start = row["period_start"].isoformat()
        return (not self.cities or row["city_code"] in self.cities) and (
            not self.periods or start.startswith(tuple(self.periods))
        )


class Awaited(Strict):
    """What is missing and whom to ask, for an indicator that has no source yet."""

    what: Bilingual
    whom: Text


class Kpi(Restricted):
    """One indicator. The file name is its id.

    kind `ratio`: scale * sum(numerator) / sum(denominator), at every level; `sum`: sum(numerator);
    `published`: an index printed as such, never aggregated; `awaited`: declared, no source yet. One of another kind with
    `awaiting` is told as awaited in an edition that has no figure of it.
    """

    id: Identifier
    name: Bilingual
    question: Bilingual
    meaning: Bilingual | None = None  # one plain sentence; every indicator of this catalogue has one, a test keeps it
    dimension: Slug
    weight: Annotated[float, Field(gt=0, le=1)] | None = (
        None  # in the scheme of `dimension`; noted, no sum is made of it
    )
    also_in: list[AlsoIn] = []
    order: int = 100  # place among the indicators; the lower comes first
    kind: Literal["ratio", "sum", "published", "awaited"]
    numerator: MartColumn | None = None
    denominator: MartColumn | None = None
    numerator_name: Bilingual | None = None
    denominator_name: Bilingual | None = None
    value: MartColumn | None = None
    only: dict[Identifier, Text] = {}  # rows of the mart with these texts in these columns: `{account: belanja}`
    cases: MartColumn | None = None  # of a published figure: how many answers or agencies it rests on
    cases_name: Bilingual | None = None
    printed: MartColumn | None = None  # the same figure as the source prints it, shown beside our own sum
    recomputed: MartColumn | None = None  # our own sum, shown beside a published figure
    printed_class: MartColumn | None = None  # the class the source prints beside the figure, never derived
    printed_class_name: Bilingual | None = None
    scale: float = 1.0
    unknown: MartColumn | None = (
        None  # cases of a ratio whose answer nobody knows; too many of them and there is no figure
    )
    most_unknown_pct: Annotated[float, Field(ge=0, le=100)] = 20.0  # of all cases, known and unknown
    rollup: Literal["sum", "as_reported", "placed"] = (
        "sum"  # as_reported: a row counts at its own level only; placed: rows above kelurahan are cases of no known kelurahan
    )
    levels: list[Level] = ["kota"]
    grain: Grain = "year"
    unit: Unit
    decimals: Annotated[int, Field(ge=0, le=6)] = 0
    better: Literal["up", "down", "neither"] = "neither"
    target: Target | None = None
    scale_min: float | None = None
    scale_max: float | None = None
    min_denominator: float | None = None
    small_cell_k: Annotated[int, Field(ge=0)] = 5
    small_cell_reason: Text | None = None
    class_breaks: list[float] | None = None
    series_breaks: list[SeriesBreak] = []
    sources: list[Identifier] = []
    method: Bilingual | None = None
    reference: Text | None = None
    owner: Text
    producer: Text
    caveats: list[Caveat] = []
    awaiting: Awaited | None = None
    own_calculation: bool = (
        False  # no source prints it: counted or measured here; shown as such, its sources keep theirs
    )
    comparable: bool = True  # false: never set beside another period or city (counts that do not mean more or less)
    event: Bilingual | None = None  # each period is a happening of this name, shown first of all that needs attention
    part_of: PartOf | None = None
    page: Annotated[str, StringConstraints(pattern=r"^/[a-z-]+$")] | None = None  # the page that tells more of it

    @field_validator("also_in", mode="before")
    @classmethod
    def _slug_alone(cls, given):
        return (
            [{"dimension": one} if isinstance(one, str) else one for one in given] if isinstance(given, list) else given
        )

    @model_validator(mode="after")
    def _kind_has_its_columns(self):
        needs = {
            "ratio": ("numerator", "denominator"),
            "sum": ("numerator",),
            "published": ("value",),
            "awaited": ("awaiting",),
        }
        for name in needs[self.kind]:
            if getattr(self, name) is None:
                raise ValueError(f"kind {self.kind} perlu kunci {name}")
        used = {c.split(".")[0] for c in (self.numerator, self.denominator, self.value, *self.beside_columns) if c}
        if len(used) > 1:
            raise ValueError(
                f"numerator, denominator, value, printed dan recomputed harus dari satu mart, bukan {sorted(used)}"
            )
        if self.kind != "awaited" and not self.sources:
            raise ValueError("sources: sebutkan paling sedikit satu sumber")
        if self.unknown and self.kind in ("sum", "published"):
            raise ValueError("unknown hanya untuk kind ratio")
        if self.small_cell_k == 0 and not self.small_cell_reason:
            raise ValueError("small_cell_k: 0 perlu small_cell_reason (mengapa sel kecil tidak menunjuk orang)")
        if self.target and self.better == "neither":
            raise ValueError("target perlu better: up atau down")
        if self.class_breaks and sorted(set(self.class_breaks)) != self.class_breaks:
            raise ValueError("class_breaks harus naik tanpa ulangan")
        return self

    def caveats_of(self, rows: Iterable[Mapping]) -> list[Caveat]:
        """Those about these figures (rows of `kpi_value`); of no figure those about all."""
        rows = list(rows)
        return [one for one in self.caveats if not (one.cities or one.periods) or any(map(one.is_about, rows))]

    def as_found(self, has_figures: bool) -> "Kpi":
        """The declaration as an edition holds it: without figures it is awaited where it says of whom."""
        return self if has_figures or self.awaiting is None else self.model_copy(update={"kind": "awaited"})

    @property
    def beside_columns(self) -> tuple[MartColumn | None, ...]:
        """Columns of the same mart that stand beside the value."""
        return self.printed, self.recomputed, self.printed_class, self.cases, self.unknown

    @property
    def dimensions(self) -> tuple[str, ...]:
        """Slugs of every dimension it belongs to, its own first."""
        return self.dimension, *(also.dimension for also in self.also_in)

    @property
    def mart(self) -> str | None:
        """Name of the mart table without schema, or None for an awaited indicator."""
        column = self.numerator or self.value
        return column.split(".")[0] if column else None
