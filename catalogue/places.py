"""Models of a city and of who holds its office."""

from typing import Annotated, Literal

from pydantic import StringConstraints, model_validator

from catalogue.base import LEVELS, Bilingual, CityCode, Identifier, Level, Slug, Strict, Text
from catalogue.received import Boundary


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
    spbe_peers: list[Text] = []  # agencies it is set beside on the SPBE page, as the latest table names them
    office_holder: OfficeHolder | None = None
    extent: tuple[float, float, float, float] | None = None  # west, south, east, north in degrees
    boundary: Boundary = Boundary()
    outline_attribution: Bilingual | None = None  # of the city's own boundary file; without it that of the source
    schemes: list[Slug] = ["nasional"]  # sets of dimensions it shows; the six national ones are `nasional`
    start_map_kpi: Identifier
    start_map_level: Level = "kelurahan"
    facts: list[Identifier] = []

    @model_validator(mode="after")
    def _every_level_is_named_and_counted(self):
        for key in ("level_names", "expected_areas"):
            if set(getattr(self, key)) != set(LEVELS):
                raise ValueError(f"{key} perlu {', '.join(LEVELS)}, masing-masing satu")
        return self

    @model_validator(mode="after")
    def _extent_is_a_box_of_degrees(self):
        if self.extent is not None:
            west, south, east, north = self.extent
            if not (90 <= west < east <= 145 and -15 <= south < north <= 10):
                raise ValueError(
                    "extent ditulis [barat, selatan, timur, utara] dalam derajat, misalnya [99.11, 3.27, 99.20, 3.38]"
                )
        return self
