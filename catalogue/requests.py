"""How an export of service requests is read (`shape: requests`). Nothing here is guessed from the file.

A source declares in `columns` which of its titles plays which role (`ROLES`); what is not declared is not kept. States of a
case follow SP4N-LAPOR!; `closed_by_system` is closed but never solved.
"""

import re
from typing import Annotated, Literal, get_args

from pydantic import Field, StringConstraints, field_validator, model_validator

from catalogue.base import Identifier, Strict, Text
from catalogue.sheets import Pattern

State = Literal[
    "received",  # not yet handed to anyone
    "open",
    "solved",
    "closed_by_reporter",
    "closed_by_system",
    "deferred",
    "archived",
    "out_of_jurisdiction",
    "duplicate",
]
Kind = Literal["complaint", "information", "aspiration"]
Visibility = Literal["normal", "anonymous", "confidential"]
STATES: tuple[str, ...] = get_args(State)

KEPT_ROLES = (  # role: text kept of a record, after reduction
    "request_id",
    "opened_at",
    "opened_on",
    "opened_time",
    "responded_at",
    "closed_at",
    "due_at",
    "event_at",
    "status",
    "kind",
    "is_supervised",
    "visibility",
    "category",
    "subcategory",
    "opd",
    "channel",
    "city_name",
    "area_code",
    "kecamatan",
    "kelurahan",
    "rating",
)
REDUCED_ROLES = ("latitude", "longitude", "resolution")  # read, turned into a kelurahan or a state, never kept
ROLES = (*KEPT_ROLES, *REDUCED_ROLES)
MOMENT_ROLES = ("opened_at", "responded_at", "closed_at", "due_at", "event_at")
DAY_FIRST, MONTH_FIRST = re.compile(r"%-?d.%-?m"), re.compile(r"%-?m.%-?d.%[yY]")


class Requests(Strict):
    """What an export does not say itself. Texts are compared without regard to case and doubled blanks."""

    layout: Literal["table", "open311"] = "table"  # open311: GeoReport v2 answers, JSON or XML
    cases_of: Identifier | None = None  # the source whose cases a log of status changes speaks of
    time_zone: Text = "Asia/Jakarta"  # of times that do not name their own
    times: list[Text] = []  # strptime formats beside ISO 8601, in the order they are tried
    exported_on: Pattern | None = (
        r"(20\d\d)-?(\d\d)-?(\d\d)"  # in the file's name: year, month, day; null: no export date
    )
    statuses: dict[Text, State]
    kinds: dict[Text, Kind] = {}
    visibilities: dict[Text, Visibility] = {}
    supervised: dict[Text, bool] = {}  # texts of `is_supervised` (berkadar pengawasan)
    outcomes: dict[Pattern, State] = {}  # words in `resolution` that overrule the state of a closed case
    deadline: Literal["lapor", "stated", "none"] = "none"  # lapor: service_deadlines by kind; stated: `due_at`
    earliest: Annotated[int, Field(ge=1990, le=2100)] = 2000  # no case was opened before this year
    default_points: list[tuple[float, float]] = []  # (latitude, longitude) that a form fills in by itself
    id_pattern: Annotated[str, StringConstraints(min_length=1)] = r"[A-Za-z0-9][A-Za-z0-9._/#:-]{0,63}"

    @field_validator("times")
    @classmethod
    def _day_and_month_have_one_order(cls, formats):
        if any(map(DAY_FIRST.search, formats)) and any(map(MONTH_FIRST.search, formats)):
            raise ValueError("times memuat hari-bulan dan bulan-hari; 03/04/2026 akan terbaca dua arti, pilih satu")
        return formats

    @model_validator(mode="after")
    def _export_date_has_three_parts(self):
        if self.exported_on is not None and re.compile(self.exported_on).groups != 3:
            raise ValueError("exported_on perlu tiga kelompok berkurung: tahun, bulan, hari")
        return self


def check_roles(columns: dict, requests: Requests) -> None:
    """Raise `ValueError` unless the columns of a source are roles and suffice."""
    named = {name for name, column in columns.items() if not column.personal}
    unknown = sorted(named - set(ROLES))
    if unknown:
        raise ValueError(f"columns: {', '.join(unknown)} bukan peran yang dikenal; pilih {', '.join(ROLES)}")
    missing = [name for name in ("request_id", "status") if name not in named]
    if not named & {"opened_at", "opened_on", "event_at"}:
        missing.append("opened_at (atau opened_on, atau event_at untuk catatan perubahan status)")
    if missing:
        raise ValueError(f"columns perlu {', '.join(missing)}")
    if {"opened_at", "opened_on"} <= named:
        raise ValueError("columns: pilih opened_at atau opened_on dan opened_time, bukan keduanya")
    if requests.deadline == "stated" and "due_at" not in named:
        raise ValueError("deadline: stated perlu kolom due_at")
    if ("latitude" in named) != ("longitude" in named):
        raise ValueError("columns: latitude dan longitude hanya bersama-sama")
