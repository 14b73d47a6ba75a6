"""JavaScript off: every figure stands, controls are forms, areas are links."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from front import figure

pytestmark = pytest.mark.e2e
VIEWS = (
    "/",
    "/peta?kpi=registered_voters_count",
    "/dimensi/smart-governance?kpi=spbe_index",
    "/dimensi/smart-governance?kpi=spbe_index&grafik=1",
    "/wilayah/12.76.03",
    "/tren?kpi=spbe_index&bandingkan=12.72,11.73&grafik=1",
    "/tren?dimensi=smart-governance",
    "/peringkat?kpi=registered_voters_count&tingkat=kelurahan",
)
# Text of the page without what differs: the forms' buttons, the chart (its figures stand in the table), the maps, whose
# areas are compared by their names because the live one draws the area in focus last.
TEXT = """() => {
  const copy = document.querySelector('main').cloneNode(true);
  copy.querySelectorAll('form button, .graph, svg.map').forEach((e) => e.remove());
  return copy.textContent.replace(/\\s+/g, ' ');
}"""
DRAWINGS = "main svg:not(.graph svg)"  # the chart is drawn by a script of its own, some time after the page


@pytest.mark.parametrize("address", VIEWS)
def test_every_word_and_figure_of_the_live_page_is_there(visit, address):
    plain, live = visit(address, scripts=False), visit(address)
    text = plain.evaluate(TEXT)
    assert text == live.evaluate(TEXT)
    assert len(re.findall(r"\d+(?:[.,]\d+)*", text)) > 20
    assert plain.locator(DRAWINGS).count() == live.locator(DRAWINGS).count()
    areas = [
        page.locator("main svg a").evaluate_all("all => all.map((a) => a.getAttribute('aria-label')).sort()")
        for page in (plain, live)
    ]
    assert areas[0] == areas[1]
    assert not plain.get_by_text("Loading").is_visible()
    assert plain.locator("#first-paint h1").is_visible() and plain.locator("main").count() == 1


def test_the_form_of_peta_works(visit, values):
    page = visit("/peta?tingkat=kelurahan&utm_source=x", scripts=False)
    page.select_option("select[name=kpi]", "polling_station_count")
    page.get_by_role("button", name="Terapkan").click()
    page.wait_for_url("**/peta?*")
    asked = parse_qs(urlsplit(page.url).query)
    assert asked["kpi"] == ["polling_station_count"]
    assert asked["tingkat"] == ["kelurahan"]
    rows = values("polling_station_count", area="12.76.03.1004")
    newest = max(rows, key=lambda row: row["period_start"])
    line = page.locator("tr", has=page.locator("a[href='/wilayah/12.76.03.1004']"))
    assert line.locator("td.n").inner_text() == figure(newest["value"], 0)
    assert page.locator("select[name=kpi]").input_value() == "polling_station_count"


def test_the_form_keeps_city_and_edition(visit, server):
    edition = visit("/peta").request.get(f"{server}/readyz").json()["edition"]
    page = visit(f"/peta?kota=11.73&edisi={edition}", scripts=False)
    page.select_option("select[name=kpi]", "registered_voters_count")
    page.get_by_role("button", name="Terapkan").click()
    page.wait_for_url("**kpi=registered_voters_count**")
    asked = parse_qs(urlsplit(page.url).query)
    assert (asked["kota"], asked["edisi"]) == (["11.73"], [edition])
    assert "Banda Sakti" in page.inner_text("main")


def test_areas_of_the_map_are_links(visit):
    page = visit("/peta?kpi=registered_voters_count&tingkat=kecamatan", scripts=False)
    area = page.locator("#peta-utama a[data-code='12.76.03']")
    area.locator("path").click(position=middle_of(area))
    page.wait_for_url("**wilayah=12.76.03**")
    assert page.locator("#peta-utama a[data-code]").count() == 7
    assert "Padang Hilir" in page.inner_text("main")


def middle_of(area) -> dict:
    """A point inside the first path of an area, relative to its box."""
    return area.evaluate(
        """(a) => { const box = a.querySelector('path').getBoundingClientRect();
        for (let i = 1; i < 20; i++) for (let j = 1; j < 20; j++) {
          const x = box.left + box.width * i / 20, y = box.top + box.height * j / 20;
          if (document.elementFromPoint(x, y)?.closest('a') === a) return {x: x - box.left, y: y - box.top};
        } }"""
    )


def test_details_open_and_navigation_works(visit):
    page = visit("/dimensi/smart-governance", scripts=False)
    page.get_by_text("Rumus, penanggung jawab, catatan").first.click()
    assert page.get_by_text("Produsen data").first.is_visible()
    page.get_by_role("navigation", name="Halaman").get_by_role("link", name="Wilayah").click()
    page.wait_for_url("**/wilayah/12.76")
    assert page.locator("h1").inner_text() == "Kota Tebing Tinggi"


def test_an_address_that_leads_nowhere_offers_ways_on(visit):
    page = visit("/wilayah/12.76.99", scripts=False)
    assert page.status == 404
    assert "12.76.99" in page.inner_text("main")
    page.get_by_role("link", name="Ke Peta").click()
    page.wait_for_url("**/peta")
