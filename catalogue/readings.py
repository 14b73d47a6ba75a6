"""Model of `readings:`, how a file of measurements is read. Titles are those of the file; parameters and units are those of
`data/reference/sensor_parameters.csv`."""

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field, model_validator

from catalogue.base import Identifier, Strict, Text

Layout = Literal["long", "wide", "wide_stations", "opensensemap", "thingspeak", "antares", "sensorthings"]
PRESETS: dict[str, dict] = {  # what is known of a platform's files; a key of the declaration goes before it
    "opensensemap": {
        "station": "boxId",
        "parameter": "phenomenon",
        "value": "value",
        "unit": "unit",
        "time": ["createdAt"],
        "keep": {"exposure": ["outdoor"]},
    },
    "thingspeak": {"time": ["created_at"]},
    "antares": {"time": ["ct"], "time_format": "%Y%m%dT%H%M%S"},
    "sensorthings": {
        "station": "Thing.name",
        "parameter": "ObservedProperty.name",
        "unit": "unitOfMeasurement.symbol",
        "time": ["phenomenonTime"],
    },
}
ONE_ROW_ONE_VALUE = ("long", "opensensemap", "sensorthings")


class Measured(Strict):
    """What a name in the file means: our parameter, the unit in the file, and what it is multiplied by to get our unit."""

    parameter: Identifier
    unit: Text
    factor: Annotated[float, Field(gt=0)] = 1.0


class Readings(Strict):
    """How the files of a source of `shape: readings` are laid out. Without `station` a file is one station, named as the file."""

    layout: Layout
    station: Text | None = None
    parameter: Text | None = None
    value: Text | None = None
    unit: Text | None = None  # a column that repeats the unit; a row of another unit is set aside
    time: Annotated[list[Text], Field(min_length=1)]  # several columns (date, hour) are joined by a blank
    time_format: Text | None = None  # without it ISO 8601
    time_zone: Literal["WIB", "WITA", "WIT", "UTC"] | None = None  # of times that do not say it themselves
    not_before: dt.date = dt.date(2000, 1, 1)  # earlier is a clock that was never set
    parameters: Annotated[dict[Text, Measured], Field(min_length=1)]
    stations: dict[Text, Text] = {}  # a name in the file -> station_code, where the file uses other words
    keep: dict[Text, list[Text]] = {}  # only rows with these texts in these columns
    sentinels: list[Text] = []  # numbers or words by which a device says that it failed

    @model_validator(mode="before")
    @classmethod
    def _preset(cls, given):
        if not isinstance(given, dict):
            return given
        filled = {**PRESETS.get(given.get("layout"), {}), **given}
        if isinstance(filled.get("time"), str):
            filled["time"] = [filled["time"]]
        return filled

    @model_validator(mode="after")
    def _layout_has_its_keys(self):
        if self.layout in ("long", "opensensemap"):
            for key in ("parameter", "value"):
                if getattr(self, key) is None:
                    raise ValueError(f"layout {self.layout} perlu kunci {key}")
        if self.layout == "wide_stations" and (len(self.parameters) != 1 or not self.stations):
            raise ValueError(
                "layout wide_stations perlu stations (judul kolom: station_code) dan tepat satu parameters"
            )
        if self.layout not in ONE_ROW_ONE_VALUE and self.unit:
            raise ValueError(f"unit hanya untuk layout {', '.join(ONE_ROW_ONE_VALUE)}")
        if self.time_format and not self.time_zone:
            raise ValueError("time_format perlu time_zone: WIB, WITA, WIT atau UTC")
        folded = [name.casefold() for name in self.parameters]
        if len(set(folded)) != len(folded):
            raise ValueError("parameters menyebut nama yang sama dua kali (huruf besar-kecil tidak dibedakan)")
        return self
