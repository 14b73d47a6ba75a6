"""Models of a declaration. A key that is not here is an error that names its file.

Codes follow Kemendagri with dots (`12.76.03.1004`), always text. Roles (`producer`, `custodian`) are those of
Perpres 39/2019 on Satu Data Indonesia: produsen data and walidata.
"""

import datetime as dt
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=63)]
MartColumn = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$", max_length=127)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*$")]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
CityCode = Annotated[str, StringConstraints(pattern=r"^\d{2}\.\d{2}$")]

Audience = Literal["public", "opd", "dprd", "executive", "admin"]
Level = Literal["kota", "kecamatan", "kelurahan"]
Quality = Literal["resmi", "kutipan", "estimasi", "simulasi"]
Grain = Literal["day", "month", "quarter", "semester", "year"]
Status = Literal["good", "watch", "poor", "too_few", "no_target", "no_data", "suppressed", "not_applicable"]

AUDIENCES: tuple[str, ...] = ("public", "opd", "dprd", "executive", "admin")
LEVELS: tuple[str, ...] = ("kota", "kecamatan", "kelurahan")
QUALITIES: tuple[str, ...] = ("resmi", "kutipan", "estimasi", "simulasi")
GRAINS: tuple[str, ...] = ("day", "month", "quarter", "semester", "year")
RESERVED_SOURCES = ("area", "area_path", "area_code_given", "declared_city")  # staged tables of the program itself
ColumnType = Literal[
    "text", "integer", "decimal", "date", "timestamp", "year", "period", "area_code", "city_code", "quality"
]


class Strict(BaseModel):
    """Refuses unknown keys and does not change after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Bilingual(Strict):
    """One sentence in Indonesian (`id`) and English (`en`)."""

    id: Text
    en: Text


class Restricted(Strict):
    """Who may see it. Anything but `public` needs the legal ground of a PPID's uji konsekuensi (UU 14/2008 Ps 17, 19)."""

    audience: Audience = "public"
    exemption: Text | None = None

    @model_validator(mode="after")
    def _closing_needs_a_ground(self):
        if self.audience != "public" and not self.exemption:
            raise ValueError("audience selain public perlu exemption: dasar hukum hasil uji konsekuensi PPID")
        return self


class Dimension(Strict):
    """One of the dimensions of a smart city; the six national ones come from the Kominfo masterplan guide (2021)."""

    slug: Slug
    name: Bilingual
    aspects: list[Bilingual] = []
    headline: Identifier | None = None  # the indicator whose figure stands on the dimension's card


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


class Awaited(Strict):
    """What is missing and whom to ask, for an indicator that has no source yet."""

    what: Bilingual
    whom: Text


class Kpi(Restricted):
    """One indicator. The file name is its id.

    kind `ratio`: scale * sum(numerator) / sum(denominator), at every level; `sum`: sum(numerator);
    `published`: an index printed as such, never aggregated; `awaited`: declared, no source yet.
    """

    id: Identifier
    name: Bilingual
    question: Bilingual
    dimension: Slug
    order: int = 100  # place among the indicators; the lower comes first
    kind: Literal["ratio", "sum", "published", "awaited"]
    numerator: MartColumn | None = None
    denominator: MartColumn | None = None
    numerator_name: Bilingual | None = None
    denominator_name: Bilingual | None = None
    value: MartColumn | None = None
    printed: MartColumn | None = None  # the same figure as the source prints it, shown beside our own sum
    recomputed: MartColumn | None = None  # our own sum, shown beside a published figure
    printed_class: MartColumn | None = None  # the class the source prints beside the figure, never derived
    printed_class_name: Bilingual | None = None
    scale: float = 1.0
    rollup: Literal["sum", "as_reported"] = "sum"  # as_reported: a row counts at its own level only
    levels: list[Level] = ["kota"]
    grain: Grain = "year"
    unit: Bilingual
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
    caveats: list[Bilingual] = []
    awaiting: Awaited | None = None
    comparable: bool = True  # false: never set beside another period or city (counts that do not mean more or less)
    event: Bilingual | None = None  # each period is a happening of this name, shown first of all that needs attention
    part_of: PartOf | None = None

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
        used = {
            c.split(".")[0]
            for c in (self.numerator, self.denominator, self.value, self.printed, self.recomputed, self.printed_class)
            if c
        }
        if len(used) > 1:
            raise ValueError(
                f"numerator, denominator, value, printed dan recomputed harus dari satu mart, bukan {sorted(used)}"
            )
        if self.kind != "awaited" and not self.sources:
            raise ValueError("sources: sebutkan paling sedikit satu sumber")
        if self.small_cell_k == 0 and not self.small_cell_reason:
            raise ValueError("small_cell_k: 0 perlu small_cell_reason (mengapa sel kecil tidak menunjuk orang)")
        if self.target and self.better == "neither":
            raise ValueError("target perlu better: up atau down")
        if self.class_breaks and sorted(set(self.class_breaks)) != self.class_breaks:
            raise ValueError("class_breaks harus naik tanpa ulangan")
        return self

    @property
    def mart(self) -> str | None:
        """Name of the mart table without schema, or None for an awaited indicator."""
        column = self.numerator or self.value
        return column.split(".")[0] if column else None


class Column(Strict):
    """Their column -> ours. `personal: true` is dropped in the first step that reads the file."""

    from_: Text = Field(alias="from")
    type: ColumnType = "text"
    required: bool = False
    min: float | None = None
    max: float | None = None
    allowed: list[str] | None = None
    pattern: str | None = None
    personal: bool = False

    @model_validator(mode="after")
    def _limits_fit_the_type(self):
        if (self.min is not None or self.max is not None) and self.type not in ("integer", "decimal", "year"):
            raise ValueError(f"min dan max hanya untuk integer, decimal dan year, bukan {self.type}")
        if self.personal and (self.required or self.allowed or self.pattern):
            raise ValueError(
                "kolom personal dibuang saat dibaca, jadi tidak dapat diperiksa; hapus required, allowed dan pattern"
            )
        return self


class KnownFault(Strict):
    """A value that breaks a rule and is known to: loaded as it stands and flagged, with the reason."""

    match: dict[Identifier, str]  # our column -> text as received; the row it applies to
    column: Identifier
    reason: Bilingual
    expect: str  # the faulty text; when the file no longer holds it the build says so


class Source(Restricted):
    """One source of files. `shape: table` is read by its columns; `outlines` is GeoJSON of areas."""

    id: Identifier
    title: Bilingual
    publisher: Text
    producer: Text  # produsen data
    custodian: Text  # walidata
    address: str | None = None
    licence: Text
    cadence: Bilingual
    released_on: dt.date | None = None
    obtained: Bilingual
    quality: Quality
    shape: Literal["table", "outlines"] = "table"
    place: Literal["raw", "reference"] = "raw"
    scope: Literal["city", "national"] = "city"
    required: bool = False
    number_format: Literal["plain", "id", "en"] = "plain"
    null_values: list[str] = [""]
    columns: dict[Identifier, Column] = {}
    key: list[Identifier] = []
    max_set_aside_pct: Annotated[float, Field(ge=0, le=100)] = 5.0
    known_faults: list[KnownFault] = []
    caveats: list[Bilingual] = []

    @model_validator(mode="after")
    def _table_has_columns_and_key(self):
        if self.shape == "table" and not self.columns:
            raise ValueError("shape: table perlu columns")
        if self.id in RESERVED_SOURCES:
            raise ValueError("nama berkas ini dipakai tabel program; pilih nama lain")
        kept = {name for name, column in self.columns.items() if not column.personal}
        named = {
            "key": self.key,
            "known_faults": [c for fault in self.known_faults for c in (*fault.match, fault.column)],
        }
        for place, columns in named.items():
            unknown = sorted(set(columns) - kept)
            if unknown:
                raise ValueError(f"{place} menyebut kolom yang tidak dinyatakan atau personal: {', '.join(unknown)}")
        return self


class OfficeHolder(Strict):
    """The office, not the person. `kind` as in UU 23/2014: definitif, Pj, Plt or Plh."""

    title: Bilingual
    kind: Literal["definitif", "Pj", "Plt", "Plh"]
    since: Annotated[str, StringConstraints(pattern=r"^\d{4}(-\d{2}-\d{2})?$")]
    until: Annotated[str, StringConstraints(pattern=r"^\d{4}(-\d{2}-\d{2})?$")] | None = None
    name: Text | None = None
    source: Text


class City(Strict):
    """One city: words, map projection and the pieces of the start page. The file name is its Kemendagri code."""

    code: CityCode
    bps_code: Annotated[str, StringConstraints(pattern=r"^\d{4}$")]
    name: Text
    province: Text
    order: int = 100
    level_names: dict[Level, Bilingual]
    expected_areas: dict[Level, int]
    map_crs: Annotated[str, StringConstraints(pattern=r"^EPSG:\d+$")]
    spbe_agency: Text | None = None
    office_holder: OfficeHolder | None = None
    outline_attribution: Bilingual | None = None  # of the city's own boundary file; without it that of the source
    start_map_kpi: Identifier
    start_map_level: Level = "kelurahan"
    facts: list[Identifier] = []
