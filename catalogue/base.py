"""What every model is made of."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints, model_validator

Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=63)]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
MartColumn = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$", max_length=127)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*$")]
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


class Strict(BaseModel):
    """Refuses unknown keys and does not change after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Bilingual(Strict):
    """One sentence in Indonesian (`id`) and English (`en`)."""

    id: Text
    en: Text


class Unit(Bilingual):
    """What is counted or measured; `en_one` is the English word for exactly one of it."""

    en_one: Text | None = None


class Restricted(Strict):
    """Who may see it. Anything but `public` needs the legal ground of a PPID's uji konsekuensi (UU 14/2008 Ps 17, 19)."""

    audience: Audience = "public"
    exemption: Text | None = None

    @model_validator(mode="after")
    def _closing_needs_a_ground(self):
        if self.audience != "public" and not self.exemption:
            raise ValueError("audience selain public perlu exemption: dasar hukum hasil uji konsekuensi PPID")
        return self
