"""Models of what is received: sources of files, their columns, and how a boundary file is read."""

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from catalogue.base import Bilingual, Identifier, Quality, Restricted, Strict, Text
from catalogue.corrections import KnownFault, Proportion
from catalogue.live import Mqtt
from catalogue.readings import Readings
from catalogue.requests import Requests, check_roles
from catalogue.sheets import Agreement, Sheet

RESERVED_SOURCES = (
    "area",
    "area_path",
    "area_code_given",
    "declared_city",
    "dimension_alias",
    "asset_place",
    "declared_kpi",
    "declared_source",
    "sheet_total",
    "sheet_delivery",
    "service_request",
    "service_request_seen",
    "working_day",
    "sensor_place",
)  # staged tables of the program itself
ColumnType = Literal[
    "text",
    "integer",
    "decimal",
    "date",
    "timestamp",
    "moment",
    "year",
    "period",
    "area_code",
    "city_code",
    "quality",
    "kpi",
]


class Column(Strict):
    """Their column -> ours. `personal: true` is dropped in the first step that reads the file."""

    from_: Text = Field(alias="from")
    type: ColumnType = "text"
    required: bool = False
    min: float | None = None
    max: float | None = None
    watch_of: Identifier | None = None  # the column of the target this is the watch limit of; never on its better side
    max_of: dict[Identifier, dict[str, float]] = {}  # the largest by the text of another column
    allowed: list[str] | None = None
    pattern: str | None = None
    personal: bool = False

    @model_validator(mode="after")
    def _limits_fit_the_type(self):
        limited = self.min is not None or self.max is not None or self.max_of
        if limited and self.type not in ("integer", "decimal", "year"):
            raise ValueError(f"min, max dan max_of hanya untuk integer, decimal dan year, bukan {self.type}")
        if self.personal and (self.required or self.allowed or self.pattern):
            raise ValueError(
                "kolom personal dibuang saat dibaca, jadi tidak dapat diperiksa; hapus required, allowed dan pattern"
            )
        return self


class Boundary(Strict):
    """What a boundary file does not say itself, or may be read in more than one way. Nothing here is ever guessed."""

    layer: Text | None = None  # of a file with several layers of polygons
    crs: Annotated[str, StringConstraints(pattern=r"^(EPSG|ESRI):\d+$")] | None = None  # of a file that names none
    axes: Literal["swapped"] | None = None  # the first number is the latitude (or the northing)
    repair: Literal["make_valid"] | None = None  # invalid shapes are mended and reported instead of set aside
    code_system: Literal["kemendagri", "bps"] | None = None  # of codes written without dots
    columns: dict[Literal["code", "name", "kecamatan", "area_km2"], Text] = {}  # titles in the file


class Source(Restricted):
    """One source of files. `shape: table` is read by its columns; `sheet` is spreadsheets with merged headings, totals and
    footnotes, whose columns' `from` are our own words for what `sheet` finds; `outlines` is a map of areas, whose `columns`
    are the titles that are preferred where several fit; `requests` is cases of residents, whose columns are roles; `readings` is
    measurements, read as `readings` says, without `columns`."""

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
    shape: Literal["table", "sheet", "outlines", "requests", "readings"] = "table"
    place: Literal["raw", "reference"] = "raw"
    scope: Literal["city", "national"] = "city"
    required: bool = False
    number_format: Literal["plain", "id", "en"] = "plain"
    null_values: list[str] = [""]
    columns: dict[Identifier, Column] = {}
    sheet: Sheet | None = None
    requests: Requests | None = None
    readings: Readings | None = None
    mqtt: Mqtt | None = None  # readings also come as messages
    agreement: Agreement | None = None  # deliveries need a letter or agreement beside them
    key: list[Identifier] = []
    max_set_aside_pct: Annotated[float, Field(ge=0, le=100)] = 5.0
    known_faults: list[KnownFault] = []
    proportions: list[Proportion] = []
    boundary: Boundary = Boundary()
    caveats: list[Bilingual] = []

    @model_validator(mode="after")
    def _limits_are_by_a_column(self):
        for name, column in self.columns.items():
            named = {"max_of": list(column.max_of), "watch_of": [column.watch_of] if column.watch_of else []}
            for key, others in named.items():
                for other in others:
                    if other not in self.columns:
                        raise ValueError(f"columns.{name}.{key} menyebut '{other}', yang bukan salah satu columns")
            if column.watch_of and "kpi" not in {one.type for one in self.columns.values()}:
                raise ValueError(f"columns.{name}.watch_of perlu kolom bertipe kpi; arah target diambil darinya")
        return self

    @model_validator(mode="after")
    def _table_has_columns_and_key(self):
        if self.shape in ("table", "sheet") and not self.columns:
            raise ValueError(f"shape: {self.shape} perlu columns")
        if (self.shape == "sheet") != (self.sheet is not None):
            raise ValueError("shape: sheet dan kunci sheet hanya bersama-sama")
        if (self.shape == "requests") != (self.requests is not None):
            raise ValueError("shape: requests dan kunci requests hanya bersama-sama")
        if self.requests is not None:
            check_roles(self.columns, self.requests)
        if (self.shape == "readings") != (self.readings is not None):
            raise ValueError("shape: readings dan kunci readings hanya bersama-sama")
        if self.shape == "readings" and (self.columns or self.key or self.place != "raw" or self.scope != "city"):
            raise ValueError("shape: readings tanpa columns dan key, dan selalu place: raw, scope: city")
        if self.mqtt and self.readings is None:
            raise ValueError("mqtt hanya untuk shape: readings")
        if self.mqtt:
            self.mqtt.check_against(self.readings)
        if self.agreement and self.shape != "sheet":
            raise ValueError("agreement hanya untuk shape: sheet")
        if self.id in RESERVED_SOURCES:
            raise ValueError("nama berkas ini dipakai tabel program; pilih nama lain")
        kept = {name for name, column in self.columns.items() if not column.personal}
        named = {
            "key": self.key,
            "sheet": self._sheet_columns(),
            "known_faults": [c for fault in self.known_faults for c in (*fault.match, fault.column)],
            "proportions": [c for one in self.proportions for c in (one.printed, one.numerator, one.denominator)],
        }
        for place, columns in named.items():
            unknown = sorted(set(columns) - kept)
            if unknown:
                raise ValueError(f"{place} menyebut kolom yang tidak dinyatakan atau personal: {', '.join(unknown)}")
        return self

    def _sheet_columns(self) -> list[str]:
        if self.sheet is None:
            return []
        filled = (self.sheet.area_column, self.sheet.period_column, self.sheet.note_column, self.sheet.source_column)
        return [*self.sheet.values, *filled]
