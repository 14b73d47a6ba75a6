"""What a browser shows is what the API says, on every kind of page, for every declared KPI of the home city."""

import pytest
from front import figure
from front import shown as written

from catalogue import load_catalogue

pytestmark = pytest.mark.e2e
CATALOGUE = load_catalogue()
HOME = "12.76"


def newest(rows: list[dict]) -> dict | None:
    return max((row for row in rows if row["value"] is not None), key=lambda row: row["period_start"], default=None)


def test_ringkasan(visit, values):
    page = visit("/")
    text = page.inner_text("main")
    for fact in CATALOGUE.cities[HOME].facts:
        assert figure(newest(values(fact))["value"], CATALOGUE.kpis[fact].decimals) in text
    for slug, dimension in CATALOGUE.dimensions.items():
        card = page.locator(".scorecard", has=page.locator(f"a[href='/dimensi/{slug}']"))
        row = newest(values(dimension.headline)) if dimension.headline else None
        if row:
            shown = figure(row["value"], CATALOGUE.kpis[dimension.headline].decimals)
            assert card.locator(".kpi-value").inner_text().startswith(shown)


def test_the_map_of_ringkasan(visit, values):
    page = visit("/")
    start = CATALOGUE.cities[HOME]
    rows = {row["area_code"]: row["value"] for row in values(start.start_map_kpi, level=start.start_map_level)}
    drawn = page.locator("#peta-ringkasan a[data-code]")
    assert drawn.count() == len(rows) == 35
    decimals = CATALOGUE.kpis[start.start_map_kpi].decimals
    for area in drawn.all():
        shown = figure(rows[area.get_attribute("data-code")], decimals)
        assert f": ≈\u00a0{shown} " in area.get_attribute("aria-label")  # an estimate


@pytest.mark.parametrize("slug", CATALOGUE.dimensions)
def test_dimensi(visit, values, slug):
    page = visit(f"/dimensi/{slug}")
    own = [kpi for kpi in CATALOGUE.kpis.values() if kpi.dimension == slug]
    waiting = page.locator(".notice .plain-list a").all_inner_texts()  # told together: they wait for one delivery
    for kpi in own:
        row = newest(values(kpi.id))
        if kpi.name.id in waiting:
            assert row is None and kpi.awaiting
            continue
        card = page.locator(".card-grid .card", has=page.get_by_role("link", name=kpi.name.id, exact=True))
        shown = card.locator(".kpi-value").inner_text()
        assert shown.lstrip("≈\u00a0 ").startswith(written(row["value"], kpi) if row else "Belum tersedia")


@pytest.mark.parametrize(
    ("kpi", "level"),
    [
        ("registered_voters_count", "kecamatan"),
        ("polling_station_count", "kelurahan"),
        ("population_density_modelled_per_km2", "kelurahan"),
    ],
)
def test_the_table_of_peta(visit, values, kpi, level):
    page = visit(f"/peta?kpi={kpi}&tingkat={level}")
    rows = values(kpi, level=level)
    latest = max(row["period_start"] for row in rows if row["value"] is not None)
    shown = {
        line.locator("th a").get_attribute("href").rpartition("/")[2]: line.locator("td.n").inner_text()
        for line in page.locator("tbody tr:has(td)").all()
    }
    expected = {
        r["area_code"]: figure(r["value"], CATALOGUE.kpis[kpi].decimals) for r in rows if r["period_start"] == latest
    }
    assert shown == expected


@pytest.mark.parametrize("area", ["12.76", "12.76.03", "12.76.03.1004", "11.73.02"])
def test_wilayah(visit, values, area):
    page = visit(f"/wilayah/{area}")
    told = 0
    for kpi in CATALOGUE.kpis.values():
        row = newest(values(kpi.id, area=area))
        if row:
            line = page.locator(
                "tr", has=page.get_by_role("rowheader").get_by_role("link", name=kpi.name.id, exact=True)
            )
            assert line.locator("td.n").first.inner_text().lstrip("≈\u00a0 ").startswith(written(row["value"], kpi))
            told += 1
    assert told >= 3
