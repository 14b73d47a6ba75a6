"""The stations of a city: which, of what kind, in which kelurahan; their register and their limits as files."""

from dataclasses import dataclass
from pathlib import Path

from etl.demo import MARK
from etl.simulate.place import Kelurahan, Place

HEAD = "station_code,name,kind,area_code,lat,lon,land_use,installed_on,retired_on,citation"
LIMITS_HEAD = "station_code,parameter,interval_minutes,min,max,siaga_4,siaga_3,siaga_2,siaga_1,citation"
LIMITS = (  # one gauge with alert levels; the other two have none, as most rivers do
    "SIMULASI-AIR-1,water_level_m,10,-0.5,9,,1.6,2.2,2.8",
    "SIMULASI-AIR-1,rain_mm,10,,,,,,",
    "SIMULASI-AIR-2,water_level_m,60,-0.5,9,,,,",
    "SIMULASI-AIR-3,water_level_m,60,-0.5,9,,,,",
)
LAND_USE = "Pemerintahan dan fasilitas umum"
KINDS = (  # code, name, kind
    ("SIMULASI-AIR-1", "Pos duga air hulu", "air"),
    ("SIMULASI-AIR-2", "Pos duga air tengah", "air"),
    ("SIMULASI-AIR-3", "Pos duga air hilir", "air"),
    ("SIMULASI-UDARA-1", "Stasiun udara pusat", "udara"),
    ("SIMULASI-UDARA-2", "Stasiun udara pinggir", "udara"),
    ("SIMULASI-HUJAN-1", "Pos hujan", "hujan"),
    ("SIMULASI-BISING-1", "Pengukur bising", "bising"),
)


@dataclass(frozen=True)
class Station:
    """One station of the simulated city."""

    code: str
    name: str
    kind: str
    kelurahan: Kelurahan


def stations_of(place: Place) -> list[Station]:
    """Gauges stand where floods were reported first, all others where most people live; each in a kelurahan of its own
    as long as there are enough."""
    by_weight = sorted(place.kelurahan, key=lambda one: (-one.weight, one.code))
    flooded = [code for _day, codes in sorted(place.floods.items()) for code in codes]
    often = sorted(set(flooded), key=lambda code: (-flooded.count(code), code))
    by_code = {one.code: one for one in place.kelurahan}
    wet = [by_code[code] for code in often if code in by_code]
    gauges = (wet + [one for one in by_weight if one not in wet])[:3]
    others = [one for one in by_weight if one not in gauges] or by_weight
    free = {"air": iter(gauges * 3)}
    rest = iter(others * len(KINDS))
    return [Station(code, name, kind, next(free.get(kind, rest))) for code, name, kind in KINDS]


def write_stations(path: Path, stations: list[Station]) -> int:
    """The register, with no coordinates: a kelurahan is what is known of the place."""
    rows = [
        f"{one.code},{one.name} (simulasi),{one.kind},{one.kelurahan.code},,,{LAND_USE if one.kind == 'bising' else ''},,,"
        f"{MARK}: dibuat python -m etl simulate"
        for one in stations
    ]
    return _write(path, HEAD, rows)


def write_limits(path: Path) -> int:
    """Intervals of the gauges, and the alert levels of the first."""
    return _write(path, LIMITS_HEAD, [f"{row},{MARK}: dibuat python -m etl simulate" for row in LIMITS])


def _write(path: Path, head: str, rows: list[str]) -> int:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join([head, *rows, ""]), encoding="utf-8")
    return len(rows)
