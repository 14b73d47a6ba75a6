"""More cities than fit on one page: 26 made-up kabupaten and kota of two provinces, built by the real program from files.

The same generator makes the 514 of `make bench-nation`. No figure here is copied from an edition: they are added up from the files.
"""

import csv
import re

import geopandas as gpd
import pandas as pd
import pytest
from desk import AS_OF, ask, start
from front import links_of, page, visitor, words_of

from bench.nation import write_nation

COUNT = "uji_a_whole_count"


@pytest.fixture(scope="module")
def nation(tmp_path_factory):
    """Folder of a built nation of two provinces, with one made-up source; its cities; what the build said."""
    folder = tmp_path_factory.mktemp("nation") / "uji"
    cities = write_nation(folder, 0.05, sources="a")
    running = start(
        ["build", "--as-of", AS_OF, "--raw", str(folder / "raw"), "--warehouse", str(folder / "warehouse")],
        folder / "program",
        DASBOR_CATALOGUE=str(folder / "catalogue"),
        DASBOR_REFERENCE=str(folder / "reference"),
    )
    _, said = running.communicate(timeout=300)
    assert running.returncode == 0, said
    return folder, cities, said


@pytest.fixture
def client(nation, monkeypatch):
    return visitor(nation[0] / "warehouse", monkeypatch, CITY="12.76")


def total(folder, city: str, year: str) -> int:
    """`whole_count` of a city and year added up from its file; empty cells are not known."""
    with (folder / "raw" / "uji_a" / city / "figures.csv").open(encoding="utf-8") as file:
        rows = csv.DictReader(file, delimiter=";")
        return sum(int(row["whole_count"]) for row in rows if row["tahun"] == year and row["whole_count"])


def test_the_generated_outlines_are_a_valid_coverage(nation):
    folder, cities, _ = nation
    files = (folder / "raw" / "area_outlines").glob("*/outlines.geojson")
    desa = gpd.GeoDataFrame(pd.concat([gpd.read_file(path) for path in files]))
    assert len(desa) == sum(sum(city.kecamatan) for city in cities) == round(0.05 * 83000)
    assert desa.geometry.is_valid.all()
    assert desa.geometry.is_valid_coverage()


def test_every_city_has_the_sum_of_its_file(nation, client):
    folder, cities, _ = nation
    assert len(cities) == 26
    for city in cities:
        answer = client.get(f"/api/v1/kpi/{COUNT}.json?city={city.code}&from=2020-01-01&to=2020-12-31").json
        (value,) = [row["value"] for row in answer["values"]]
        assert value == total(folder, city.code, "2020"), city.code


def test_values_of_one_level_and_city_lie_together(nation):
    """Read in the order they were written: each (level, city) is one run, so that a page reads one part of the file."""
    found = ask(
        nation[0] / "warehouse" / "current" / "public.duckdb", "select area_level, city_code from mart.kpi_value"
    )
    runs = [one for one, before in zip(found, [None, *found], strict=False) if one != before]
    assert len(runs) == len(set(runs)) == 3 * 26


def of_home_province(nation) -> set[str]:
    codes = {city.code for city in nation[1] if city.province == "Provinsi Uji 12"}
    assert 3 <= len(codes) < 26
    return codes


def test_the_province_fits_a_phone_and_holds_every_city(nation, client):
    own = of_home_province(nation)
    markup = page(client, f"/peta?tingkat=kota&kpi={COUNT}")
    assert set(re.findall(r'data-code="([^"]+)"', markup)) == own
    assert f"{len(own)} dari {len(own)} kabupaten/kota punya angka" in words_of(markup)
    assert len(client.get(f"/peta?tingkat=kota&kpi={COUNT}").data) < 60_000


def test_a_city_among_many_is_set_beside_its_province(nation, client):
    """26 cities are more than are listed as 'all of this edition'."""
    own = of_home_province(nation)
    words = words_of(page(client, "/wilayah/12.76"))
    assert "Di antara kabupaten/kota di Provinsi Uji 12" in words
    home, *others = (total(nation[0], code, "2025") for code in ("12.76", *sorted(own - {"12.76"})))
    higher = sum(value > home for value in others)
    place = {0: "tertinggi", len(others): "terendah"}.get(higher, f"ke-{higher + 1} tertinggi")
    assert f"{place} dari {len(own)}" in words


def test_the_foot_leads_to_every_city_of_the_province_and_to_the_other_provinces(nation, client):
    own = of_home_province(nation)
    links = links_of(page(client, "/peta"))
    cities = {link.removeprefix("/?kota=") for link in links if link.startswith("/?kota=")}
    assert cities == own - {"12.76"}
    (other,) = [link for link in links if link.startswith("/peta?kota=11.") and link.endswith("tingkat=kota")]
    assert "Provinsi Uji 11" in words_of(page(client, other))


def test_warnings_that_say_the_same_are_counted(nation):
    """26 files with a semicolon: five named, 21 counted."""
    said = [line for line in nation[2].splitlines() if "titik koma" in line]
    assert len(said) == 6
    assert "21 kali lagi" in said[-1]
