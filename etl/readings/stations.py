"""Stations are data: where each stands, and the small tables a file's texts are looked up in."""

import duckdb
import geopandas as gpd

from catalogue import Catalogue, Source
from etl.faults import FileFault
from etl.points import on_canvas, outlines_of
from etl.readings.parts import digest_of
from etl.sqlfiles import add_rows

PLACE = "city_folder varchar, station_code varchar, area_code varchar, x integer, y integer, place_status varchar"
TABLES = {
    "reading_station": "given varchar, station_no smallint",
    "reading_parameter": "given varchar, parameter_no smallint, factor double, unit_key varchar",
    "reading_limit": "station_no smallint, parameter_no smallint, min_value double, max_value double",
}


def place_stations(con: duckdb.DuckDBPyConnection, catalogue: Catalogue, made) -> None:
    """Make `stg.sensor_place`: the kelurahan of every station, declared or by its point (`place_status` titik, wilayah,
    luar_kota, tidak_diketahui); a point outside the city is no place and is warned of."""
    con.execute(f"create table stg.sensor_place ({PLACE})")
    given = con.execute(
        "select city_folder, station_code, area_code, lon_deg, lat_deg, file_name, line_no from stg.sensor_stations "
        "order by file_name, line_no"
    ).fetchall()
    outlines: dict[str, gpd.GeoDataFrame] = {}
    for city, station, area, lon, lat, file, line in given:
        found, x, y, status = None, None, None, "tidak_diketahui"
        if lon is not None and lat is not None:
            if city not in outlines:
                outlines[city] = outlines_of(con, city)
            found, x, y, status = _stood(lon, lat, outlines[city], catalogue.cities[city].map_crs)
            if status == "luar_kota":
                made.warnings.append(
                    f"{file}:{line}:lon: titik stasiun {station} ({lon:g}, {lat:g}) di luar kota; periksa apakah bujur dan "
                    "lintang tertukar, atau isi area_code"
                )
        if area and found and not found.startswith(area):
            made.warnings.append(
                f"{file}:{line}:area_code: titik stasiun {station} ada di {found}, bukan {area}; area_code yang dipakai"
            )
        status = "wilayah" if area and status in ("luar_kota", "tidak_diketahui") else status
        con.execute(
            "insert into stg.sensor_place values (?, ?, ?, ?, ?, ?)", [city, station, area or found, x, y, status]
        )


def _stood(lon: float, lat: float, outlines: gpd.GeoDataFrame, crs: str) -> tuple:
    """(kelurahan, x, y, status) of a point."""
    if outlines.empty:
        return None, None, None, "tidak_diketahui"
    spot = gpd.GeoSeries(gpd.points_from_xy([lon], [lat]), crs="EPSG:4326")
    inside = outlines[outlines.intersects(spot.iloc[0])]
    if inside.empty:
        return None, None, None, "luar_kota"
    codes = sorted(inside[inside.area_level == "kelurahan"].area_code.dropna())
    return (codes[0] if codes else None, *on_canvas(spot, outlines, crs), "titik")


def unit_key(unit: str) -> str:
    """A unit as it is compared: the Greek letter mu is the sign micro."""
    return unit.strip().replace("\u03bc", "\u00b5").lower()


class Known:
    """What a city's files are read against. `digest` changes with anything of it."""

    def __init__(self, con: duckdb.DuckDBPyConnection, city: str):
        self.con, self.city = con, city
        self.stations = con.execute(
            "select station_code, station_name from stg.sensor_stations where city_folder = ? order by all", [city]
        ).fetchall()
        self.parameters = con.execute(
            "select parameter, unit, min_value, max_value, jump, day_figure, stuck_hours from stg.sensor_parameters order by all"
        ).fetchall()
        self.limits = con.execute(
            "select station_code, parameter, min_value, max_value from stg.sensor_limits where city_folder = ? order by all",
            [city],
        ).fetchall()
        self.codes = [code for code, _ in self.stations]
        self.digest = digest_of(self.stations, self.parameters, self.limits)

    def lay_out(self, source: Source) -> list[str]:
        """Make `work.reading_station`, `reading_parameter` and `reading_limit` for one source; returns its parameters, by
        number. Raises `FileFault` when the declaration names a parameter, unit or station that is not known."""
        self._check(source)
        how = source.readings
        names = sorted({measured.parameter for measured in how.parameters.values()})
        number = {code: place for place, code in enumerate(self.codes)}
        by_name = {name: code for code, name in reversed(self.stations)}
        known = {**by_name, **dict(zip(self.codes, self.codes, strict=True)), **how.stations}
        stations = {text.strip().lower(): number[code] for text, code in known.items() if code in number}
        parameters = [
            (title.strip().lower(), names.index(one.parameter), one.factor, unit_key(one.unit))
            for title, one in how.parameters.items()
        ]
        slots = [
            (place, nth, *self._bounds(code, name)) for code, place in number.items() for nth, name in enumerate(names)
        ]
        for (table, columns), rows in zip(TABLES.items(), (list(stations.items()), parameters, slots), strict=True):
            self.con.execute(f"create or replace table work.{table} ({columns})")
            add_rows(self.con, f"work.{table}", rows)
        return names

    def _bounds(self, code: str, name: str) -> tuple[float, float]:
        """The smallest and largest value that can be: of the station, else of the parameter."""
        own = next(
            ((low, high) for station, one, low, high in self.limits if (station, one) == (code, name)), (None, None)
        )
        of_all = next((low, high) for one, _, low, high, *_ in self.parameters if one == name)
        return tuple(b if a is None else a for a, b in zip(own, of_all, strict=True))

    def _check(self, source: Source) -> None:
        how, shown = source.readings, f"catalogue/sources/{source.id}.yml"
        units = {name: unit for name, unit, *_ in self.parameters}
        for title, measured in how.parameters.items():
            where = f"readings.parameters.{title}"
            if measured.parameter not in units:
                what = (
                    f"parameter '{measured.parameter}' tidak ada; tambahkan barisnya di reference/sensor_parameters.csv"
                )
                raise FileFault(shown, what, column=where)
            own = units[measured.parameter]
            if unit_key(measured.unit) != unit_key(own) and measured.factor == 1:
                what = f"satuan '{measured.unit}' lain dari satuan {measured.parameter} ({own}); nyatakan factor"
                raise FileFault(shown, what, column=where)
        for title, code in how.stations.items():
            if self.codes and code not in self.codes:
                what = f"stasiun '{code}' tidak ada di sensor_stations kota {self.city}; tambahkan barisnya"
                raise FileFault(shown, what, column=f"readings.stations.{title}")
