"""What the generator knows of a city: its kelurahan with their weights, its size, its floods. All of it read by the real ETL."""

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from catalogue import Catalogue, City
from etl import areas, build, sources
from etl.faults import FileFault

ASSUMED_PEOPLE = 100_000  # of a city without a published total
ASSUMED_VOLUME = {"requests_per_1000_year": "1.0", "exports": "weekly"}  # of a city that the table does not name


@dataclass(frozen=True)
class Kelurahan:
    """One kelurahan; `weight` is its registered voters, or the city's mean where they are not known."""

    code: str
    name: str
    kecamatan: str
    weight: float


@dataclass(frozen=True)
class Place:
    """One city."""

    city: City
    kelurahan: tuple[Kelurahan, ...]
    people: float
    requests_a_year: float
    is_weekly: bool  # exports come every week, not only at the end of a month
    floods: dict[date, tuple[str, ...]]  # day: codes of the kelurahan named

    @property
    def slug(self) -> str:
        """`tebing-tinggi`, as in topics and file names."""
        return self.city.name.lower().removeprefix("kota ").removeprefix("kabupaten ").replace(" ", "-")


def places(catalogue: Catalogue, codes: list[str], raw: Path, reference: Path) -> list[Place]:
    """The named cities from their real files. Raises `FileFault` as a build would."""
    made = build.Built("", date.max, codes)
    con = build.workbench()
    con.execute("set variable as_of = $as_of::date", {"as_of": date(2099, 12, 31)})
    intake = sources.Intake(con, raw, reference, catalogue, made)
    areas.declare_catalogue(con, catalogue)
    areas.load_areas(con, intake, catalogue, codes)
    for source in ("registered_voters", "flood_reports", "population_dukcapil"):
        intake.table(source)
    volumes = {row["city_code"]: row for row in rows_of(reference / "simulation" / "lapor_volumes.csv")}
    return [_place(con, catalogue.cities[code], volumes.get(code, ASSUMED_VOLUME)) for code in codes]


def rows_of(path: Path) -> list[dict[str, str]]:
    """A table of the generator's own. Raises `FileFault` when it is not there."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))
    except OSError:
        raise FileFault(
            f"reference/simulation/{path.name}", "tabel bentuk simulasi ini tidak ada; pulihkan dari git"
        ) from None


def _place(con, city: City, volume: dict[str, str]) -> Place:
    found = con.execute(
        """with voters as (select area_code, max(registered_voters_count) as voters from stg.registered_voters group by area_code)
        select area.area_code, area.area_name, above.area_name, voters.voters
        from stg.area as area
        inner join stg.area as above on above.area_code = area.parent_code
        left join voters on voters.area_code = area.area_code
        where area.area_level = 'kelurahan' and area.city_code = $city order by area.area_code""",
        {"city": city.code},
    ).fetchall()
    known = [voters for *_names, voters in found if voters]
    mean = sum(known) / len(known) if known else 1.0
    kelurahan = tuple(Kelurahan(code, name, above, float(voters or mean)) for code, name, above, voters in found)
    people = con.execute(
        "select arg_max(population_count, year) from stg.population_dukcapil where area_code = $city and sex = 'total'",
        {"city": city.code},
    ).fetchall()[0][0]
    floods: dict[date, list[str]] = {}
    for day, code in con.execute(
        "select distinct event_on, area_code from stg.flood_reports where starts_with(area_code, $city) order by all",
        {"city": city.code},
    ).fetchall():
        floods.setdefault(day, []).extend([code] if len(code) > 8 else [])
    size = float(people or ASSUMED_PEOPLE)
    return Place(
        city,
        kelurahan,
        size,
        float(volume["requests_per_1000_year"]) * size / 1000,
        volume["exports"] == "weekly",
        {day: tuple(codes) for day, codes in floods.items()},
    )
